"""Files in: readers that turn CSV, ERN and CWR into typed rows and problems, and the way from rows into the catalogue."""
