"""What consent costs on this machine: `manage.py bench_consent`. Everything is rolled back."""
