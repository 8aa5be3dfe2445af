"""Refused documents, put aside as they were, beside what is wrong with them."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

from validator.empty_folder import make_empty
from validator.errors import CallspecError
from validator.report.json import as_text
from validator.run.part import Part

RECORDS = "records.ndjson"
FINDINGS = "findings.ndjson"
DOCUMENTS = "documents"


class Quarantine:
    """An open folder of refused documents.

    `records.ndjson` has the lines byte by byte, `documents/` has documents that were no lines,
    `findings.ndjson` has an object for each finding about them.
    """

    def __init__(self, folder: Path, records: BinaryIO, findings: TextIO) -> None:
        self._folder = folder
        self._records = records
        self._findings = findings

    def add(self, part: Part) -> None:
        """Write the refused documents of a part, which is as seen from its file.

        Raises:
            CallspecError: they cannot be written.
        """
        try:
            for one in part.refused:
                if one.is_row:
                    self._records.write(one.text + b"\n")
                else:
                    self._write_document(part.file, one.text)
            numbers = {one.document for one in part.refused}
            for finding in part.findings:
                if finding.document in numbers:
                    self._findings.write(f"{as_text(finding)}\n")
        except OSError as error:
            raise _unwritable(self._folder, error) from error

    def _write_document(self, file: str, text: bytes) -> None:
        documents = self._folder / DOCUMENTS
        documents.mkdir(exist_ok=True)
        number = sum(1 for _ in documents.iterdir()) + 1
        name = re.sub(r"[^0-9A-Za-z._-]", "_", Path(file).name)
        (documents / f"{number:06}-{name}").write_bytes(text)


@contextlib.contextmanager
def open_quarantine(folder: Path) -> Iterator[Quarantine]:
    """Make a folder for refused documents and open it.

    Raises:
        CallspecError: it cannot be made, or it holds another run's documents.
    """
    with contextlib.ExitStack() as stack:
        try:
            make_empty(folder, "--quarantine")
            records = stack.enter_context((folder / RECORDS).open("wb"))
            findings = stack.enter_context((folder / FINDINGS).open("w", encoding="utf-8"))
        except OSError as error:
            raise _unwritable(folder, error) from error
        yield Quarantine(folder, records, findings)


def _unwritable(folder: Path, error: OSError) -> CallspecError:
    return CallspecError(f"{error.filename or folder}: {error.strerror or error}")
