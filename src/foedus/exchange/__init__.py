"""The exchange knows how a bundle travels; it refuses to know what the entries inside it mean."""
