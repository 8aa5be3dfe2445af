"""Bytes -> the lines of NDJSON, many at a time, and stretches of a file that hold whole lines."""

import io
from collections.abc import Iterable, Iterator

from validator.documents.streams import BLOCK
from validator.limits import DEFAULT_LIMITS

Stretch = tuple[bytes, int, int]
"""Bytes of `text[start:end]`: to cut them out of a large text would take as long as reading it."""


def chunks(stream: io.BufferedReader) -> Iterator[bytes]:
    """Yield the bytes of a stream, some at a time."""
    while chunk := stream.read1(BLOCK):
        yield chunk


def chunks_between(stream: io.BufferedReader, start: int, end: int) -> Iterator[bytes]:
    """Yield the bytes of the lines that begin at `start` <= offset < `end`, some at a time.

    So stretches that follow one another have each line once, wherever they part.
    """
    at = start
    if start > 0:
        # The line that begins before `start` is the stretch before's, with its line feed.
        stream.seek(start - 1)
        at = start - 1 + sum(map(len, _rest_of_line(stream)))
    chunk = b"\n"
    while at < end:
        chunk = stream.read1(min(BLOCK, end - at))
        if not chunk:
            return
        at += len(chunk)
        yield chunk
    if not chunk.endswith(b"\n"):
        yield from _rest_of_line(stream)


def _rest_of_line(stream: io.BufferedReader) -> Iterator[bytes]:
    while piece := stream.readline(BLOCK):
        yield piece
        if piece.endswith(b"\n"):
            return


def blocks_of(pieces: Iterable[bytes], most: int = DEFAULT_LIMITS.size) -> Iterator[bytes]:
    """Yield the bytes of `stretches_of`, each stretch a text of its own."""
    return (text[start:end] for text, start, end in stretches_of(pieces, most))


def stretches_of(pieces: Iterable[bytes], most: int = DEFAULT_LIMITS.size) -> Iterator[Stretch]:
    """Yield the bytes again, cut at line ends: each stretch has whole lines with their line feeds.

    The last line may have none. Of a line of more than `most` only as much is kept as shows
    that it is: it is a stretch of its own. All others are about `BLOCK` bytes, of which a large
    piece has many.
    """
    begun: list[bytes] = []
    size = 0
    for piece in pieces:
        cut = piece.rfind(b"\n") + 1
        if not cut:
            if size <= most:
                begun.append(piece[: most + 1 - size])
                size += len(begun[-1])
            continue
        at = 0
        if size > most:
            text = b"".join(begun)[: most + 1]
            yield text, 0, len(text)
            at = piece.find(b"\n") + 1
        elif begun:
            at = _end_of_stretch(piece, 0, cut)
            text = b"".join([*begun, memoryview(piece)[:at]])  # copied once
            yield text, 0, len(text)
        while at < cut:
            start, at = at, _end_of_stretch(piece, at, cut)
            yield piece, start, at
        begun = [piece[cut:]] if cut < len(piece) else []
        size = len(piece) - cut
    if begun:
        text = b"".join(begun)
        yield text, 0, len(text)


def _end_of_stretch(piece: bytes, start: int, cut: int) -> int:
    """Return the end of the line in which a stretch from an offset on has `BLOCK` bytes."""
    end = piece.find(b"\n", min(start + BLOCK, cut) - 1, cut)
    return end + 1


def rows_of(block: bytes) -> list[bytes]:
    """Return the lines of a block, without their line feeds."""
    return block.removesuffix(b"\n").split(b"\n")
