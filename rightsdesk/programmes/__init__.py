"""Who takes part in a programme: invitations, identity checks, members, delegates. Consent itself is given elsewhere."""
