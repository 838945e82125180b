"""mentionwatch watches what people say about a brand."""

__version__ = "0.1.0"
