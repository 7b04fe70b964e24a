"""What the engine does by itself, read word by word from a whole clause, and what it must refuse."""
