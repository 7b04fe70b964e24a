"""What advice is made of: texts from prompts, figures from cards, and comparisons between models."""
