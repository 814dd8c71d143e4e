"""The embedded engine: DuckDB reads and proves, numpy counts."""
