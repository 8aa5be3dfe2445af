"""Files as bytes -> documents: a value each, its place in the file, and what is wrong with it."""

from validator.documents.document import Document, locate, resolve
from validator.documents.read import read_documents
from validator.formats import InputFormat

__all__ = ["Document", "InputFormat", "locate", "read_documents", "resolve"]
