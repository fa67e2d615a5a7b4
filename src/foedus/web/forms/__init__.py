"""Forms: what people type, and the plain bodies that come of it."""
