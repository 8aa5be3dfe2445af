"""The bytes of a large file, read by a thread while those before them are looked at."""

import io
import queue
import threading
from collections.abc import Iterator

PIECE = 8 * 1024 * 1024
"""Bytes that are read at a time: for fewer, two threads would hand on more than they read."""


def chunks_ahead(stream: io.BufferedReader) -> Iterator[bytes]:
    """Yield the bytes of a stream, `PIECE` at a time; as many more are in memory.

    Errors of reading (OSError) pass through. The thread has ended when the iterator has.
    """
    pieces: queue.SimpleQueue[bytes | Exception] = queue.SimpleQueue()
    wanted = threading.Semaphore(1)
    ended = False

    def read() -> None:
        try:
            while wanted.acquire() and not ended and (piece := stream.read(PIECE)):
                pieces.put(piece)
        except Exception as error:
            pieces.put(error)
        pieces.put(b"")

    thread = threading.Thread(target=read, name="read ahead", daemon=True)
    thread.start()
    try:
        while piece := pieces.get():
            if isinstance(piece, Exception):
                raise piece
            wanted.release()
            yield piece
    finally:
        ended = True
        wanted.release()
        thread.join()
