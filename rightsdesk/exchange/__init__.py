"""Files of the field, in and out: CSV, DDEX ERN, CWR, ODRL, TDMRep. Reads and writes them; the catalogue's rules are elsewhere."""
