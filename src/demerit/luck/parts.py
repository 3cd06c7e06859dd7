"""Steps as parts of a kernel: lowered once each, optimised and made machine code only with the kernel.

numba makes every compiled function runnable on its own: at each level of a deep kernel it links all that the
level calls, optimises it anew and emits machine code, of which only the top one's is ever run. Steps are
never called from Python, so theirs is left to the kernel that they are linked into: half the compilation.
"""

from __future__ import annotations

import warnings
from functools import cache, partial
from typing import Any, Final, cast

import numba
from numba.core import types
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import register_pass
from numba.core.typed_passes import NativeLowering

WORD_BITS = 64

UNUSED: Final = frozenset(
    {
        "WithLifting", "InlineClosureLikes", "MakeFunctionToJitFunction", "InlineInlinables",
        "FindLiterallyCalls", "LiteralUnroll", "LiteralPropagationSubPipelinePass", "DeadBranchPrune",
        "InlineOverloads", "NopythonRewrites", "DumpParforDiagnostics",
    }
)  # fmt: skip
"""Passes for closures, literals and arithmetic on whole arrays, of which steps have none."""


@register_pass(mutates_CFG=True, analysis_only=False)
class PartLowering(NativeLowering):
    """Lowering into a library that nobody optimises or emits by itself."""

    _name = "part_lowering"

    def run_pass(self, state: Any) -> Any:
        """Lower as ever; other compiled code finds the part under a name of its own.

        Where this numba lacks an inner part that this reaches for, the step is compiled as any other.
        """
        try:
            return self._as_a_part(state)
        except (AttributeError, ImportError, TypeError) as lack:
            warn_that_it_is_slow(str(lack), "more than twice as long")
            state.flags.no_compile = False
            state.library = None
            return super().run_pass(state)

    def _as_a_part(self, state: Any) -> Any:
        """Lower into a library whose optimising and machine code are left to the kernel."""
        state.flags.no_compile = True
        library = state.targetctx.codegen().create_library(state.func_id.func_qualname)
        make: Any = cast("Any", numba)._dynfunc.make_function  # noqa: SLF001 - numba has no option for it
        for inner in ("finalize", "_final_module", "_finalized", "_linking_libraries"):
            getattr(library, inner)  # to replace what is not there would leave all as it was, unseen
        library.finalize = partial(_finish, library)
        state.library = library
        done = super().run_pass(state)
        lowered = state["cr"]
        desc = lowered.fndesc
        name = make(desc.lookup_module(), desc.qualname, desc.qualname, 0, lowered.env, (library,))
        state.targetctx.insert_user_function(name, desc, _with_all_below(library))
        state["cr"] = lowered._replace(cfunc=name)
        return done


@cache
def warn_that_it_is_slow(lack: str, how_long: str) -> None:
    """Say once of each lack how much longer compiling the kernels takes for it; results are the same."""
    message = f"numba {numba.__version__} lacks an inner part ({lack}): compiling takes {how_long}"
    warnings.warn(message, RuntimeWarning, stacklevel=2)


def _finish(library: Any) -> None:
    """Let a part be linked into a kernel; what it calls is linked there, too, once, and not at each level."""
    library._final_module.verify()  # noqa: SLF001 - numba has no option for it
    library._finalized = True  # noqa: SLF001


def _with_all_below(library: Any) -> list[Any]:
    """A part's library and those of all that it calls, at whatever depth, each once."""
    called: list[Any] = library._linking_libraries  # noqa: SLF001 - as above
    below = {id(lower): lower for one in called for lower in (one, *getattr(one, "all_below", ()))}
    library.all_below = list(below.values())
    return [library, *library.all_below]


class PartCompiler(CompilerBase):
    """numba's pipeline with its lowering replaced."""

    unused = UNUSED

    def define_pipelines(self) -> list[Any]:
        """The one pipeline."""
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.passes = [
            (PartLowering if kind is NativeLowering else kind, why)
            for kind, why in passes.passes
            if kind.__name__ not in self.unused
        ]
        passes.finalize()
        return [passes]


class ForeignCompiler(PartCompiler):
    """The same for what numba itself writes in Python, which may hold anything."""

    unused = frozenset[str]()


def widened(dispatcher: Any) -> Any:
    """Let a compiled function be one, whoever calls it: constants and narrow numbers widen at its door.

    numba makes a copy for every constant that a caller writes and for every width of a number.
    """
    resolve = getattr(dispatcher, "get_call_template", None)
    if resolve is None:
        warn_that_it_is_slow("get_call_template", "about a fifth longer")
        return dispatcher

    def wide(kind: Any) -> Any:
        kind = types.unliteral(kind)
        narrow = isinstance(kind, types.Integer) and cast("Any", kind).bitwidth < WORD_BITS
        return types.int64 if narrow else kind

    def template(args: Any, kws: Any) -> Any:
        return resolve([wide(arg) for arg in args], {name: wide(kw) for name, kw in kws.items()})

    dispatcher.get_call_template = template
    return dispatcher
