"""What a file from outside is: what it says of itself, held against the register. No models; the doors are above."""
