"""A run over files of any size: tasks -> parts, in the order of the files, from any executor."""
