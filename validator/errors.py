"""What can go wrong with the job itself, as opposed to what is wrong with a payload."""


class CallspecError(Exception):
    """The job could not be done: the message says what stood in the way and what to try next.

    The command line turns it into exit code 2; from Python it is raised as it is.
    """


class SchemaError(CallspecError):
    """A schema cannot be found, read or compiled, or refers to one that is not at hand."""
