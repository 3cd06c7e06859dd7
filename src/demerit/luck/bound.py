"""Many arrays behind one pointer: what a kernel is given instead of sixty array arguments.

A tuple of arrays is passed to compiled functions field by field, seven machine words an array, and
counted in and out at every call. A bound tuple is passed as one pointer to a block that holds each
array's address and shape; `t.act[k, c, s]` reads the same in compiled code as in Python. A bound tuple
may be a field of another, so that tables, state and logs are one pointer: `w.t.act[k, c, s]`.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any, Final, NamedTuple

import numba
import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.datamodel import models
from numba.core.extending import NativeValue, register_model, typeof_impl, unbox
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.np import arrayobj

WORD: Final = 2**64 - 1


class Bound:
    """A named tuple of contiguous arrays, whole numbers and bound tuples, ready to be handed to a kernel.

    Holds the tuple, so that its arrays live as long as the pointer to them.
    """

    def __init__(self, parts: NamedTuple) -> None:
        """Lay out the block; raises ValueError for an array that is not C-contiguous."""
        self.parts = parts
        values: dict[str, Any] = parts._asdict()
        words: list[int] = []
        fields: list[tuple[str, Any, int, int]] = []
        for name, value in values.items():
            dimensions = value.ndim if isinstance(value, np.ndarray) else -1
            fields.append((name, _type_of(name, value), dimensions, len(words)))
            words.extend(_words_of(value))
        self._block = np.array(words, np.uint64)
        self.address = int(self._block.ctypes.data)
        self.numba_type = _bound_type(type(parts).__name__, tuple(fields))


def _words_of(value: Any) -> list[int]:
    """An array's address and shape, a bound tuple's address, or a number itself, as machine words."""
    if isinstance(value, np.ndarray):
        array: npt.NDArray[Any] = value
        return [int(array.ctypes.data), *array.shape]
    if isinstance(value, Bound):
        return [value.address]
    return [int(value) & WORD]  # a negative number in two's complement


def _type_of(name: str, value: Any) -> Any:
    """The numba type of a field: an array's item, a bound tuple's own, or a whole number's."""
    if isinstance(value, np.ndarray):
        array: npt.NDArray[Any] = value
        if not array.flags.c_contiguous:
            message = f"{name} is not contiguous"
            raise ValueError(message)
        return _item_type(array.dtype)
    if isinstance(value, Bound):
        return value.numba_type
    return types.uint64 if isinstance(value, np.uint64) else types.int64


@cache
def _item_type(dtype: np.dtype[Any]) -> Any:
    """The numba type of an array's item: every district has the same few."""
    return numba.from_dtype(dtype)


class BoundType(types.Type):
    """The compiler's view of a `Bound`: fields as (name, item type, dimensions or -1, first word)."""

    def __init__(self, title: str, fields: tuple[tuple[str, Any, int, int], ...]) -> None:
        """Types with the same title and fields are the same type.

        The name goes into every compiled symbol, so it is short: a hash stands for the fields.
        """
        self.fields = fields
        digest = hashlib.sha256(repr(fields).encode()).hexdigest()
        super().__init__(name=f"{title}.{digest[:16]}")

    def field(self, name: str) -> tuple[Any, int, int] | None:
        """Item type, dimensions and first word of a field; None if there is no such field."""
        return next((tuple(rest) for known, *rest in self.fields if known == name), None)  # type: ignore[return-value]


@cache
def _bound_type(title: str, fields: tuple[tuple[str, Any, int, int], ...]) -> BoundType:
    """The one type of a title and its fields."""
    return BoundType(title, fields)


register_model(BoundType)(models.OpaqueModel)


@typeof_impl.register(Bound)
def _typeof(bound: Bound, _context: Any) -> BoundType:
    """A bound tuple's type."""
    return bound.numba_type


@unbox(BoundType)
def _unbox(_type: BoundType, value: Any, c: Any) -> NativeValue:
    """From the Python object to the pointer that compiled code gets."""
    address = c.pyapi.object_getattr_string(value, "address")
    number = c.pyapi.long_as_ulonglong(address)
    c.pyapi.decref(address)
    return NativeValue(c.builder.inttoptr(number, cgutils.voidptr_t))


@infer_getattr
class _BoundAttribute(AttributeTemplate):
    """`t.name` is an array, a whole number or another bound tuple."""

    key = BoundType

    def generic_resolve(self, kind: BoundType, name: str) -> Any:
        """The type of a field; None if there is none."""
        field = kind.field(name)
        if field is None:
            return None
        item, dimensions, _ = field
        return item if dimensions < 0 else types.Array(item, dimensions, "C")


@lower_getattr_generic(BoundType)
def _getattr(context: Any, builder: Any, kind: BoundType, pointer: Any, name: str) -> Any:
    """Load a field: a number's word, or an array built from its address and shape, owned by nobody."""
    field = kind.field(name)
    if field is None:
        raise AttributeError(name)
    item, dimensions, first = field
    block = builder.bitcast(pointer, ir.IntType(64).as_pointer())

    def word(at: int) -> Any:
        place = builder.gep(block, [ir.Constant(ir.IntType(64), first + at)])
        loaded = builder.load(place)
        loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
        return loaded

    if dimensions < 0:
        return builder.inttoptr(word(0), cgutils.voidptr_t) if isinstance(item, BoundType) else word(0)
    array_type = types.Array(item, dimensions, "C")
    array = arrayobj.make_array(array_type)(context, builder)
    shape = [word(1 + d) for d in range(dimensions)]
    size = context.get_abi_sizeof(context.get_data_type(item))
    strides: list[Any] = [ir.Constant(ir.IntType(64), size)]
    for extent in reversed(shape[1:]):
        strides.insert(0, builder.mul(strides[0], extent))
    arrayobj.populate_array(
        array,
        data=builder.inttoptr(word(0), array.data.type),
        shape=shape,
        strides=strides,
        itemsize=ir.Constant(ir.IntType(64), size),
        meminfo=None,
    )
    return array._getvalue()  # noqa: SLF001 - numba's own way to read a struct proxy
