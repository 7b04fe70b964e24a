"""What the engine does by itself, as it is asked for in Chinese: operations, light and colour."""
