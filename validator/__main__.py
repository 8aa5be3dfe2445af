"""`python -m validator` is `callspec`."""

from validator.cli import main

main()
