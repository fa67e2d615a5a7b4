"""The records know what is agreed or stated, one file a kind; they refuse to know who signs it and how it is shown."""
