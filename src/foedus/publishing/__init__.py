"""Publishing knows how records become documents; it refuses to change a record."""
