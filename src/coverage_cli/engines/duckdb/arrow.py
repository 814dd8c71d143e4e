"""Results of DuckDB as numpy arrays, a batch at a time, over the Arrow C data and stream interfaces.

DuckDB's own way to numpy holds the whole result first and then copies it on one processor; its stream hands over what
its threads have ready while they go on. The structures are those of
https://arrow.apache.org/docs/format/CDataInterface.html and https://arrow.apache.org/docs/format/CStreamInterface.html.
"""

from __future__ import annotations

import ctypes
from collections.abc import Generator
from typing import Any, NamedTuple

import numpy as np

from coverage_cli.engines.arrays import Marks

_TEXT = "u"
_KINDS = {"c": "i1", "C": "u1", "s": "i2", "S": "u2", "i": "i4", "I": "u4", "l": "i8", "L": "u8"}
"""Numpy's names of whole numbers by Arrow's."""


class Column(NamedTuple):
    """A column of a batch: whole numbers, and which are not NULL; None where none is."""

    values: Any
    known: Marks | None

    def write(self, into: Any, null: int) -> None:  # noqa: ANN401
        """Copy the numbers, with `null` for each NULL."""
        np.copyto(into, self.values)
        if self.known is not None:
            into[~self.known] = null


class Text(NamedTuple):
    """A column of texts in a batch: where each begins, and the last one ends, among the `letters` of all, as UTF-8.

    NULL is an empty text.
    """

    places: Any
    letters: Any


class StreamError(Exception):
    """A stream broke off; the text is its producer's."""


class _Schema(ctypes.Structure):
    """What a stream's arrays hold: `ArrowSchema`."""


class _Array(ctypes.Structure):
    """An array with its children: `ArrowArray`."""


class _Stream(ctypes.Structure):
    """Where arrays come from: `ArrowArrayStream`."""


def _method(kind: type[ctypes.Structure], result: Any = None, *more: Any) -> Any:  # noqa: ANN401
    return ctypes.CFUNCTYPE(result, ctypes.POINTER(kind), *more)


# How ctypes names the members of a structure that points to its own kind.
_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_void_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))),
    ("dictionary", ctypes.POINTER(_Schema)),
    ("release", _method(_Schema)),
    ("private_data", ctypes.c_void_p),
]
_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
    ("dictionary", ctypes.POINTER(_Array)),
    ("release", _method(_Array)),
    ("private_data", ctypes.c_void_p),
]
_Stream._fields_ = [
    ("get_schema", _method(_Stream, ctypes.c_int, ctypes.POINTER(_Schema))),
    ("get_next", _method(_Stream, ctypes.c_int, ctypes.POINTER(_Array))),
    ("get_last_error", _method(_Stream, ctypes.c_char_p)),
    ("release", _method(_Stream)),
    ("private_data", ctypes.c_void_p),
]

_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_pointer.argtypes, _pointer.restype = [ctypes.py_object, ctypes.c_char_p], ctypes.c_void_p


def batches(capsule: object) -> Generator[list[Any]]:
    """The batches of an `arrow_array_stream`: a `Column` of whole numbers or a `Text` each. The last one is empty.

    A batch's arrays lie in the producer's memory; they may be read until the next batch is asked for.

    Raises:
        StreamError: the producer cannot go on.
    """
    stream = ctypes.cast(_pointer(capsule, b"arrow_array_stream"), ctypes.POINTER(_Stream))
    formats = _formats(stream)
    while True:
        batch = _Array()
        _ask(stream, stream.contents.get_next, batch)
        if not batch.release:
            yield [_empty(form) for form in formats]
            return
        try:
            yield [(_text if form == _TEXT else _column)(batch, at, form) for at, form in enumerate(formats)]
        finally:
            batch.release(ctypes.byref(batch))


def _formats(stream: Any) -> list[str]:  # noqa: ANN401 - ctypes
    schema = _Schema()
    _ask(stream, stream.contents.get_schema, schema)
    try:
        return [schema.children[at].contents.format.decode() for at in range(schema.n_children)]
    finally:
        schema.release(ctypes.byref(schema))


def _ask(stream: Any, method: Any, into: ctypes.Structure) -> None:  # noqa: ANN401 - ctypes
    if method(stream, ctypes.byref(into)):
        raise StreamError((stream.contents.get_last_error(stream) or b"").decode(errors="replace"))


def _column(batch: _Array, at: int, form: str) -> Column:
    child = batch.children[at].contents
    first = batch.offset + child.offset
    end = first + batch.length
    values = _view(child.buffers[1], _KINDS[form], end)[first:]
    if not child.null_count or not child.buffers[0]:
        return Column(values, None)
    known = np.unpackbits(_view(child.buffers[0], "u1", (end + 7) // 8), bitorder="little")[first:end].astype(bool)
    return Column(values, None if known.all() else known)


def _text(batch: _Array, at: int, _: str) -> Text:
    child = batch.children[at].contents
    first = batch.offset + child.offset
    places = _view(child.buffers[1], "i4", first + batch.length + 1)[first:]
    return Text(places, _view(child.buffers[2], "u1", int(places[-1])))


def _empty(form: str) -> Column | Text:
    if form == _TEXT:
        return Text(np.zeros(1, "i4"), np.empty(0, "u1"))
    return Column(np.empty(0, _KINDS[form]), None)


class _Memory:
    """Memory of somebody else, as numpy takes it."""

    def __init__(self, address: int, kind: str, length: int) -> None:
        self.__array_interface__ = {"data": (address, True), "typestr": f"<{kind}", "shape": (length,), "version": 3}


def _view(address: int | None, kind: str, length: int) -> Any:  # noqa: ANN401
    return np.asarray(_Memory(address, kind, length)) if address and length else np.zeros(length, kind)
