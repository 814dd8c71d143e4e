"""Claims in words: a judged one with what follows from it, and a proposed one as YAML."""
