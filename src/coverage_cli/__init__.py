"""Coverage-gap calculator for social protection."""

__version__ = "0.1.0"
