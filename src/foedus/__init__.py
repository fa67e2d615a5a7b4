"""foedus: the cooperation plan that both sides hold; this package knows its parts and nothing of their work."""
