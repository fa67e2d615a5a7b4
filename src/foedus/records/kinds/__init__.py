"""The kinds of records, one class a file; to add a kind is to add a file."""
