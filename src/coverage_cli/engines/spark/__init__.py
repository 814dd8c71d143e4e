"""The engine for a cluster: Spark reads, proves and counts, through Spark Connect."""
