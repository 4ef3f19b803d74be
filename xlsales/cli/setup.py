"""Commands to begin with: adopt, template, demo."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from xlsales.cli.app import Files
from xlsales.cli.command import argument, command, option
from xlsales.cli.output import progress, say, say_made

Yes = Annotated[bool, option("--yes", help="不再询问，直接写入设置")]
Names = Annotated[list[str] | None, argument("名称...", "如周报告；不写则生成全部")]
Target = Annotated[Path, option("--output", "文件夹", "写到哪个文件夹")]


@command("接入现有表格：说明看懂了哪些列，建议其余的对应，确认后记入设置。")
def adopt(files: Files, yes: Yes = False) -> int:
    """Understand a company's own workbooks; the workbooks are not changed."""
    from xlsales.actions.adopt import adopt as remember
    from xlsales.actions.adopt import described, understand
    from xlsales.actions.refusal import present
    from xlsales.settings import load

    present(files)
    folder = files[0].parent
    settings = load(folder)
    understood = understand(files, settings)
    say(*described(understood))
    proposed = any(s.proposed or s.choices for one in understood for s in one.sheets)
    if not proposed:
        say("没有新的叫法要记")
        return 0
    if not (yes or _confirmed("把以上建议记入设置吗？[是/否] ")):
        say("没有改动；要记入设置请回答是，或加 --yes")
        return 0
    say(f"已记入 {remember(understood, folder, settings)}")
    return 0


def _confirmed(question: str) -> bool:
    """True when a person at the terminal says yes."""
    if not sys.stdin.isatty():
        return False
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("是", "y", "yes")


@command("新建表格：生成带下拉、校验和填写说明的空白工作簿。")
def template(names: Names = None, output: Target = Path()) -> int:
    """Write blank workbooks."""
    from xlsales.actions.template import write_templates

    say_made("已生成", write_templates(names or (), output))
    return 0


Demo = Annotated[Path, argument("文件夹", "空的或新的文件夹")]


@command("演示：编一个部门的一个月，逐周提交、汇总，说明发现了什么。")
def demo(folder: Demo = Path("demo")) -> int:
    """Make up a department's month and run everything on it."""
    from xlsales.actions.demo import demo as run_demo
    from xlsales.actions.demo import told

    with progress("逐周提交并汇总") as step:
        shown = run_demo(folder, step)
    say(*told(shown))
    return 0
