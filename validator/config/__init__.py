"""The configuration file of a project: found, read, and described for editors."""
