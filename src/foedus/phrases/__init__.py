"""What went wrong, in people's words, for whoever shows it: the command line and the workbench word nothing twice."""
