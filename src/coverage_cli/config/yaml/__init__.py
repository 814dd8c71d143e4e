"""YAML that a person wrote: its text to a tree with places, the tree to a model, and texts written into it."""
