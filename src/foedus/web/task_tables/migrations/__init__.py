"""The tables of the workbench, as they grew."""
