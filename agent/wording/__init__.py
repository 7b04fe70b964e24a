"""From a plan to what a model is told of it."""
