"""The tests mirror src; beside them stand the stories, the frozen vectors, the simulation and the house rules."""
