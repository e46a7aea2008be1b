"""Storage of what was paid before it is used."""
