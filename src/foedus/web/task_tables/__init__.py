"""The tables of the tasks, as the library of this version has them; it knows no task."""
