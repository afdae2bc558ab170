"""Cases, leases, decisions, effects, appeals."""
