"""What leaves the desk as a file: the catalogue, the register of consent, and DDEX messages of what was published."""
