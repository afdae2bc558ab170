"""Append-only audit entries, sealed in batches, and the transactional outbox."""
