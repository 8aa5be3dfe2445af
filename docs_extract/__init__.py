"""Read API reference pages and turn them into versioned JSON Schema files."""
