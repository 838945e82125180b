"""Pure functions on text: cleaning, language, queries, forms, matching."""
