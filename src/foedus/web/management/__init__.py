"""What is done to a home from outside its pages; it serves none."""
