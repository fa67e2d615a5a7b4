"""The commands by name: one a module."""
