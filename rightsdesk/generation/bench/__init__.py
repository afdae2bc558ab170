"""What the generation service does on this machine, measured beside its targets: `./desk bench generation`."""
