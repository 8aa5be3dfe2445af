"""The fast engine's only other answer: not this one."""


class RefusedError(Exception):
    """A schema or a payload is not one that the fast engine can say yes to.

    It says nothing about validity: the exact engine decides.
    """
