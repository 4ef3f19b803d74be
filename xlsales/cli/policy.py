"""Commands about the policy: explain, policy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xlsales.cli.app import On, app
from xlsales.cli.chinese import Command


@app.command(cls=Command, help="解释一个问题编码或一条制度：查什么、数值、从何时起、依据哪一条。")
def explain(
    code: Annotated[str, typer.Argument(metavar="编码", help="如C6.2-approver、C6.2、T-type")],
    on: On = "",
) -> int:
    """Say what a code or clause means."""
    from xlsales.actions.asked import today
    from xlsales.actions.policy import explained, policy_of
    from xlsales.settings import load

    day = today(on)
    for line in explained(code, policy_of(load(Path())), day):
        print(line)
    return 0
