"""xlsales on the command line: arguments in, an action, what it found printed, an exit status."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from traceback import print_exc

from typer.exceptions import Abort, Exit, TyperException

from xlsales.cli import addin, calc, conflicts, forms, journal, monthly, policy, setup, weekly
from xlsales.cli.app import app
from xlsales.cli.chinese import error_in_chinese
from xlsales.cli.output import say
from xlsales.cli.refusals import refusals

NOT_DONE = 2
YOUNG = 50_000  # records are many and live until the end: looking for garbage seldom finds any
COMMANDS = (weekly, conflicts, monthly, forms, policy, setup, journal, addin, calc)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit status: 0 clean, 1 errors found, 2 not done."""
    gc.set_threshold(YOUNG, 20, 20)
    sys.exit(status_of(arguments))


def status_of(arguments: Sequence[str] | None = None) -> int:
    """The exit status of a command. What it can't do is one line that says why and what to do."""
    try:
        return app(args=arguments, standalone_mode=False) or 0
    except Exit as left:
        return left.exit_code
    except Abort:
        say("已中断，没有写出任何结果")
    except TyperException as wrong:
        say(f"{error_in_chinese(wrong.format_message())}；用 xlsales --help 查看用法")
    except refusals() as refusal:
        say(str(refusal))
    except Exception:
        print_exc()
        say("程序出错，不是表格的问题，没有写出结果；请把上面的内容交给维护人员")
    return NOT_DONE
