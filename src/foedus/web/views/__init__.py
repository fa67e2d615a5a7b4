"""The pages, one module a group: each parses what was asked, calls one verb, and renders."""
