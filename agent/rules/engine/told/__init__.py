"""One operation or look with what people tell around it: why, what for, and what is wrong."""
