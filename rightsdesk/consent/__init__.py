"""Terms, clauses, verdicts and approvals."""
