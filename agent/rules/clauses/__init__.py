"""A request in the clauses that each ask for one thing, with verb, object, result and place of each."""
