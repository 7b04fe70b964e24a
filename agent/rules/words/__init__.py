"""Letters to words: cleaned, told apart by language, put right where a slip shows, and known by their classes."""
