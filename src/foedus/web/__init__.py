"""The workbench: pages over the office's verbs; it changes nothing but through them."""
