"""The rights administrator's pages that span rooms: search, dashboards, second person, simulations, support. Thin, no rules."""
