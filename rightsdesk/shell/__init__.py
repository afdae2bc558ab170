"""What every page shares: template filters for money, moments, ids and states. No models, no rules."""
