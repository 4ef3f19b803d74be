"""Commands about the policy: explain, policy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from xlsales.cli.app import On
from xlsales.cli.command import argument, command, option

if TYPE_CHECKING:
    from xlsales.core.rule import Finding


@command("解释一个问题编码或一条制度：查什么、数值、从何时起、依据哪一条。")
def explain(
    code: Annotated[str, argument("编码", "如C6.2-approver、C6.2、T-type")],
    on: On = "",
) -> int:
    """Say what a code or clause means."""
    from xlsales.actions.asked import today
    from xlsales.actions.explain import explained
    from xlsales.actions.policy import policy_of
    from xlsales.settings import load

    day = today(on)
    for line in explained(code, policy_of(Path(), load(Path())).policy, day):
        print(line)
    return 0


@command("制度条款：列出、核对、比较，或写成可改的工作簿。", "policy")
def clauses(
    on: Annotated[str, option("--on", "日期", "哪一天的制度，默认今天")] = "",
    lint: Annotated[Path | None, option("--lint", "文件", "核对一份制度参数工作簿")] = None,
    diff: Annotated[
        list[str] | None,
        option("--diff", "日期 日期", "比较两天的制度有何不同；写第一篇 第二篇，比较两份原文"),
    ] = None,
    review: Annotated[
        Path | None,
        option("--review", "文件", "试算一份制度参数草案，查它批准了没有"),
    ] = None,
    workbook: Annotated[Path | None, option("--workbook", "文件", "写成制度参数工作簿")] = None,
) -> int:
    """List the clauses, lint or diff them, or write them as a workbook."""
    from xlsales.actions import policy as action
    from xlsales.actions.asked import today
    from xlsales.settings import load

    if lint or review:
        return _judged(_linted(lint) if lint else _reviewed(review or Path(), on))
    policy = action.policy_of(Path(), load(Path())).policy
    if diff:
        before, after = diff
        lines = action.changes(before, after, policy) or (f"{before}和{after}的制度没有不同",)
    elif workbook:
        from xlsales.actions.policy_workbook import write_values

        lines = (f"已生成：{write_values(workbook, policy)}",)
    else:
        lines = tuple(action.listed(policy, today(on)))
    for line in lines:
        print(line)
    return 0


def _judged(findings: Sequence[Finding]) -> int:
    """Say what is wrong with a workbook of policy values."""
    from xlsales.cli.findings import exit_status, say_findings

    say_findings(findings)
    return exit_status(findings)


def _linted(stated: Path) -> Sequence[Finding]:
    """What is wrong with a workbook of policy values."""
    from xlsales.actions.policy_values import linted

    return linted(stated)


def _reviewed(proposed: Path, on: str) -> Sequence[Finding]:
    """Say what a proposed workbook of policy values would change; what keeps it back."""
    from xlsales.actions.asked import asked
    from xlsales.actions.policy_change import lines, review
    from xlsales.actions.refusal import present

    present([proposed])
    reviewed = review(asked(Path(), on), proposed)
    for line in lines(reviewed):
        print(line)
    return reviewed.findings
