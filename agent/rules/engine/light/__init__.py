"""Light and colour, as they are asked for in English: frames of clauses, and the discourse that they make."""
