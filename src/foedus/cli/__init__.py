"""The command line knows how to ask and how to word an answer; it refuses to decide anything itself."""
