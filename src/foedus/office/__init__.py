"""The office knows what an officer does, one function a verb; it refuses to know pages, commands and databases."""
