"""xlsales on the command line: arguments in, an action, what it found printed, an exit status."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from xlsales.cli import addin, calc, conflicts, forms, journal, monthly, policy, setup, weekly
from xlsales.cli.command import NOT_DONE, Group
from xlsales.cli.output import say
from xlsales.cli.refusals import refusals
from xlsales.cli.words import Unusable, expanded

XLSALES = Group(
    "xlsales",
    "客户部表格：按公司制度检查、汇总、核算。",
    (
        setup.demo,
        weekly.check,
        weekly.consolidate,
        conflicts.conflicts,
        conflicts.decide,
        monthly.close_month,
        monthly.what_if,
        forms.forms,
        setup.adopt,
        setup.template,
        policy.explain,
        policy.clauses,
        journal.JOURNAL,
        addin.ADDIN,
        calc.CALC,
        addin.doctor,
    ),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit status: 0 clean, 1 errors found, 2 not done."""
    # numpy's BLAS would start a thread for each core, and nothing here is for it to work out.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()  # records are many and live until the end: looking for garbage finds hardly any
    status = status_of(arguments)
    if "duckdb" not in sys.modules:  # which complains at length of whatever lives to the end
        gc.freeze()  # nor is it looked for on the way out
    sys.exit(status)


def status_of(arguments: Sequence[str] | None = None) -> int:
    """The exit status of a command. What it can't do is one line that says why and what to do."""
    words = expanded(sys.argv[1:]) if arguments is None else arguments
    try:
        status = XLSALES(words, XLSALES.name)
        print(end="", flush=True)
        return status
    except BrokenPipeError:
        _read_no_more()
    except KeyboardInterrupt:
        say("已中断，没有写出任何结果")
    except Unusable as wrong:
        say(str(wrong))
    except refusals() as refusal:
        say(str(refusal))
    except Exception:
        from traceback import print_exc

        print_exc()
        say("程序出错，不是表格的问题，没有写出结果；请把上面的内容交给维护人员")
    return NOT_DONE


def _read_no_more() -> None:
    """Let what is still to be printed go nowhere: whoever read it, such as `head`, has left."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
