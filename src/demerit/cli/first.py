"""What a command that lives worlds does first of all: little is imported here, so that it begins at once."""

from __future__ import annotations

from demerit.cli.say import say


def compile_ahead() -> None:
    """Where this machine has yet to compile: say so, and have it done beside reading and building."""
    from demerit.luck.place import is_cold
    from demerit.world import ahead

    if is_cold():
        say("compiling once, about 8 s…", err=True)
        ahead.compile_ahead()
