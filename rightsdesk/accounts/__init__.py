"""People, organisations, roles, API clients and programmes."""
