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
from numba.core.imputils import lower_builtin, lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.np import arrayobj

WORD: Final = 2**64 - 1
NO_ARRAY: Final = -1  # dimensions of what is none


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
    """An array of a bound tuple: its places are counted from its beginning only.

    numba else asks of each place whether it is counted from the end, which takes an array's extent to be
    loaded, a comparison and a choice for each dimension of each look into a table.
    """

    def __init__(self, item: Any, dimensions: int) -> None:
        """Owned by nobody; found by its strides ("A"), which are worked out once and not at each look."""
        super().__init__(item, dimensions, "A", name=f"field({item}, {dimensions})")


register_model(BoundType)(models.OpaqueModel)
register_model(Field)(models.ArrayModel)


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


@lower_getattr_generic(BoundType)
def _getattr(context: Any, builder: Any, kind: BoundType, pointer: Any, name: str) -> Any:
    """Load a field: a number's word, or an array of its address, shape and strides, owned by nobody."""
    field = kind.field(name)
    if field is None:
        raise AttributeError(name)
    item, dimensions, first = field
    block = builder.bitcast(pointer, ir.IntType(64).as_pointer())

    def word(at: int, kind: Any = None) -> Any:
        place = builder.gep(block, [ir.Constant(ir.IntType(64), first + at)])
        loaded = builder.load(builder.bitcast(place, kind.as_pointer()) if kind else place)
        loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
        return loaded

    # a pointer is loaded as one: of a number that is made one, nobody knows what it may point into
    if dimensions < 0:
        return word(0, cgutils.voidptr_t) if isinstance(item, BoundType) else word(0)
    array_type = Field(item, dimensions)
    array = arrayobj.make_array(array_type)(context, builder)
    shape = [word(1 + d) for d in range(dimensions)]
    size = context.get_abi_sizeof(context.get_data_type(item))
    strides = [word(1 + dimensions + d) for d in range(dimensions - 1)]  # products that nobody need work out
    if dimensions > 0:
        strides.append(ir.Constant(ir.IntType(64), size))
    arrayobj.populate_array(
        array,
        data=word(0, array.data.type),
        shape=shape,
        strides=strides,
        itemsize=ir.Constant(ir.IntType(64), size),
        meminfo=None,
    )
    return array._getvalue()  # noqa: SLF001 - numba's own way to read a struct proxy


def _from_the_beginning(context: Any, builder: Any, kind: Any, place: Any) -> tuple[Any, Any]:
    """A place, or several, as machine words without a sign; slices stay as they are."""
    if isinstance(kind, types.Integer):
        signed: Any = types.intp if cast("Any", kind).signed else types.uintp
        return types.uintp, context.cast(builder, place, kind, signed)
    if not isinstance(kind, types.BaseTuple):
        return kind, place
    places: list[Any] = cgutils.unpack_tuple(builder, place)
    widened = [
        _from_the_beginning(context, builder, *pair) for pair in zip(cast("Any", kind), places, strict=True)
    ]
    whole = types.Tuple([one for one, _ in widened])
    return whole, context.make_tuple(builder, whole, [value for _, value in widened])


@lower_builtin(operator.getitem, Field, types.Integer)
@lower_builtin(operator.getitem, Field, types.BaseTuple)
def _getitem(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    """Look into an array of a bound tuple."""
    kind, place = _from_the_beginning(context, builder, signature.args[1], values[1])
    look = signature.return_type(signature.args[0], kind)
    if isinstance(kind, types.BaseTuple):
        return arrayobj.getitem_array_tuple(context, builder, look, (values[0], place))
    return arrayobj.getitem_arraynd_intp(context, builder, look, (values[0], place))


@lower_builtin(operator.setitem, Field, types.Integer, types.Any)
@lower_builtin(operator.setitem, Field, types.BaseTuple, types.Any)
def _setitem(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    """Put something into an array of a bound tuple."""
    array, place, value = signature.args
    kind, at = _from_the_beginning(context, builder, place, values[1])
    put = signature.return_type(array, kind, value)
    return arrayobj.setitem_array(context, builder, put, (values[0], at, values[2]))
