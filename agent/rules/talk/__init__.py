"""What is said to the program instead of about the picture."""
