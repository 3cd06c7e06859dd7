"""What a command that lives worlds does first of all: little is imported here, so that it begins at once."""

from __future__ import annotations

from typing import Final

from demerit.cli.say import say

LIVE: Final = "demerit.world.engine.day.live"  # the kernel of a day: one lives all schemes and societies


def compile_ahead() -> None:
    """Where this machine has yet to compile: say so, and have it done beside reading and building."""
    from demerit.luck.ahead import begin
    from demerit.luck.place import is_cold

    if is_cold():
        say("compiling once, about 8 s…", err=True)
        begin("demerit.world.kernel", LIVE)
