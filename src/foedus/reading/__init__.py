"""Reading knows how documents become proposals of records; it refuses to sign or to store anything."""
