"""A derivative's life: request, rendering, delivery, publication, holds."""
