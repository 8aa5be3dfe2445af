"""Reading without the garbage collector."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python's garbage collector out while a page is read, or structs are made of pages.

    What grows there is kept to the end. To go over it again and again would take as long as the
    reading itself, and more the larger the page is.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
