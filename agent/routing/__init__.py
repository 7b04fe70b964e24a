"""What the router weighs: needs, hard limits, fit from evidence, price, and the words for all of it."""
