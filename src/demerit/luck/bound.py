"""Many arrays behind one pointer: what a kernel is given instead of sixty array arguments.

A tuple of arrays is passed to compiled functions field by field, seven machine words an array, and
counted in and out at every call. A bound tuple is passed as one pointer to a block that holds each
array's address and shape; `t.act[k, c, s]` reads the same in compiled code as in Python. A bound tuple
may be a field of another, so that tables, state and logs are one pointer: `w.t.act[k, c, s]`.
"""

from __future__ import annotations

import hashlib
import operator
from ctypes import addressof, c_char
from functools import cache
from typing import Any, Final, NamedTuple, cast

import numba
import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.datamodel import models
from numba.core.extending import NativeValue, register_model, typeof_impl, unbox
from numba.core.imputils import lower_builtin, lower_getattr, lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.np import arrayobj

WORD: Final = 2**64 - 1
NO_ARRAY: Final = -1  # dimensions of what is none
INT64: Final = ir.IntType(64)
WORD_BYTES: Final = 8


class Bound:
    """A named tuple of contiguous arrays, whole numbers and bound tuples, ready to be handed to a kernel.

    Holds the tuple, so that its arrays live as long as the pointer to them.
    """

    def __init__(self, parts: NamedTuple) -> None:
        """Lay out the block; raises ValueError for an array that is not C-contiguous."""
        self.parts = parts
        words: list[int] = []
        kinds: list[tuple[Any, int]] = []
        for name, value in zip(parts._fields, parts, strict=True):
            kinds.append(_kind_of(name, value))
            words.extend(_words_of(value))
        self._block = np.array(words, np.uint64)
        self.address = _address_of(self._block)
        self.numba_type = _bound_type(type(parts), tuple(kinds))


def _words_of(value: Any) -> list[int]:
    """An array's address, shape and strides, a bound tuple's address, or a number, as machine words."""
    if isinstance(value, np.ndarray):
        array: npt.NDArray[Any] = value
        return [_address_of(array), *array.shape, *array.strides]
    if isinstance(value, Bound):
        return [value.address]
    return [int(value) & WORD]  # a negative number in two's complement


def _address_of(array: npt.NDArray[Any]) -> int:
    """Where an array's first item lies, asked in the quickest way; of none it does not matter where."""
    if not array.size:
        return 0
    return addressof(c_char.from_buffer(array)) if array.flags.writeable else int(array.ctypes.data)


def _kind_of(name: str, value: Any) -> tuple[Any, int]:
    """What a field is: an array's dtype and dimensions; a bound tuple's type or a number's, and -1."""
    if isinstance(value, np.ndarray):
        array: npt.NDArray[Any] = value
        if not array.flags.c_contiguous:
            message = f"{name} is not contiguous"
            raise ValueError(message)
        return array.dtype, array.ndim
    if isinstance(value, Bound):
        return value.numba_type, NO_ARRAY
    return (types.uint64 if isinstance(value, np.uint64) else types.int64), NO_ARRAY


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
def _bound_type(parts: type[Any], kinds: tuple[tuple[Any, int], ...]) -> BoundType:
    """The one type of a tuple's class and of what its fields are: every district has the same."""
    fields: list[tuple[str, Any, int, int]] = []
    first = 0
    for name, (kind, dimensions) in zip(parts._fields, kinds, strict=True):
        item = cast("Any", kind if dimensions == NO_ARRAY else numba.from_dtype(kind))
        fields.append((name, item, dimensions, first))
        first += 1 + 2 * max(dimensions, 0)
    return BoundType(parts.__name__, tuple(fields))


class Field(types.Array):
    """An array of a bound tuple: where its words begin in the block.

    numba's own arrays are seven words or more, which each look would take from the block, put together and
    take apart; here it loads the address and the strides that it needs. Places are counted from the beginning
    only: numba else asks of each whether it is counted from the end, which takes an array's extent, a
    comparison and a choice for each dimension of each look into a table.
    """

    def __init__(self, item: Any, dimensions: int) -> None:
        """Owned by nobody; found by its strides ("A"), which are worked out once and not at each look."""
        super().__init__(item, dimensions, "A", name=f"field({item}, {dimensions})")


register_model(BoundType)(models.OpaqueModel)
register_model(Field)(models.OpaqueModel)


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
        return item if dimensions < 0 else Field(item, dimensions)


def _word(builder: Any, block: Any, at: int, kind: Any = None) -> Any:
    """A machine word of a block that never changes, as a number or as a pointer of a kind.

    Of a number that is made a pointer nobody knows what it may point into.
    """
    place = builder.gep(builder.bitcast(block, (kind or INT64).as_pointer()), [ir.Constant(INT64, at)])
    loaded = builder.load(place)
    loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
    return loaded


@lower_getattr_generic(BoundType)
def _getattr(_context: Any, builder: Any, kind: BoundType, block: Any, name: str) -> Any:
    """A field: a number's word, the pointer to a bound tuple, or where an array's words begin."""
    field = kind.field(name)
    if field is None:
        raise AttributeError(name)
    item, dimensions, first = field
    if dimensions < 0:
        return _word(builder, block, first, cgutils.voidptr_t if isinstance(item, BoundType) else None)
    return cgutils.pointer_add(builder, block, first * WORD_BYTES)


@lower_getattr(Field, "shape")
def _shape(_context: Any, builder: Any, kind: Field, words: Any) -> Any:
    """How long an array is in each dimension."""
    return cgutils.pack_array(builder, [_word(builder, words, 1 + d) for d in range(kind.ndim)])


@lower_builtin(len, Field)
def _length(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:
    """How long an array is in its first dimension."""
    return _word(builder, values[0], 1)


def _place_of(context: Any, builder: Any, kind: Field, words: Any, places: list[tuple[Any, Any]]) -> Any:
    """The pointer to an item, found by the kind and value of a place in each dimension."""
    item = context.get_data_type(kind.dtype)
    offset: Any = None
    for d, (which, value) in enumerate(places):
        at = context.cast(builder, value, which, types.intp if which.signed else types.uintp)
        if d < kind.ndim - 1:
            step = builder.mul(_word(builder, words, 1 + kind.ndim + d), at)
        else:
            step = builder.mul(ir.Constant(INT64, context.get_abi_sizeof(item)), at)
        offset = step if offset is None else builder.add(offset, step)
    return cgutils.pointer_add(builder, _word(builder, words, 0, item.as_pointer()), offset)


def _places(builder: Any, kind: Any, value: Any) -> list[tuple[Any, Any]]:
    """The kind and value of the place that is asked for in each dimension."""
    if not isinstance(kind, types.BaseTuple):
        return [(kind, value)]
    return list(zip(cast("Any", kind), cast("Any", cgutils.unpack_tuple(builder, value)), strict=True))


@lower_builtin(operator.getitem, Field, types.Integer)
@lower_builtin(operator.getitem, Field, types.BaseTuple)
def _getitem(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    """Look at an item of an array of a bound tuple, or take a row of it as an array of numba's own."""
    array, places = signature.args[0], _places(builder, signature.args[1], values[1])
    if isinstance(signature.return_type, types.Array):
        return _row(context, builder, array, values[0], places)
    pointer = _place_of(context, builder, array, values[0], places)
    return arrayobj.load_item(context, builder, array, pointer)


def _row(context: Any, builder: Any, kind: Field, words: Any, places: list[tuple[Any, Any]]) -> Any:
    """What is left of an array at a place in each of its first dimensions."""
    first = len(places)
    rest = types.Array(kind.dtype, kind.ndim - first, "A")
    array = arrayobj.make_array(rest)(context, builder)
    item = context.get_data_type(kind.dtype)
    size = ir.Constant(INT64, context.get_abi_sizeof(item))
    strides = [_word(builder, words, 1 + kind.ndim + d) for d in range(first, kind.ndim - 1)]
    arrayobj.populate_array(
        array,
        data=_place_of(context, builder, kind, words, places),
        shape=[_word(builder, words, 1 + d) for d in range(first, kind.ndim)],
        strides=[*strides, size],
        itemsize=size,
        meminfo=None,
    )
    return array._getvalue()  # noqa: SLF001 - numba's own way to read a struct proxy


@lower_builtin(operator.setitem, Field, types.Integer, types.Any)
@lower_builtin(operator.setitem, Field, types.BaseTuple, types.Any)
def _setitem(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    """Put something into an array of a bound tuple."""
    array, which, kind = signature.args
    pointer = _place_of(context, builder, array, values[0], _places(builder, which, values[1]))
    value = context.cast(builder, values[2], kind, array.dtype)
    arrayobj.store_item(context, builder, array, value, pointer)
