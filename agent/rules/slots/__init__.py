"""What is cut out before edits are looked for: counts, files, references, what must stay or must not be there."""
