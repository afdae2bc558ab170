"""Papers for machines: consent as ODRL and TDMRep."""
