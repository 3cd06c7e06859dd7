"""The kernel of a day, compiled by a process of its own while another reads files and builds a society.

All schemes and societies are lived by one kernel, so that the smallest of them says what its columns are.
"""

from __future__ import annotations

from typing import Final

from demerit.luck.ahead import begin

LIVE: Final = "demerit.world.engine.day.live"


def compile_ahead() -> None:
    """Have the kernel compiled, where this machine has yet to."""
    begin("demerit.world.kernel", LIVE)
