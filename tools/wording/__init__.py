"""How an edit is put into words for whoever makes it: one guide for each family of models, one keep-clause for all."""
