"""The store knows how a node keeps its register and what follows from it; it refuses to decide what is valid."""

from foedus.store.setup import start

start()
