"""Pure functions on series and events."""
