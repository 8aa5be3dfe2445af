"""The commands that read pages; `validator.cli` loads them by name when they are called."""
