"""Usage in, pools, allocation, ledger, statements out."""
