"""The demo story: loads the fictional catalogue and plays it through the real doors."""
