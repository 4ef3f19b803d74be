"""制度条款: the policy that holds for a folder, and how it reads on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from functools import partial
from pathlib import Path

from xlsales.actions.asked import day_of
from xlsales.core.policy import Override, Policy
from xlsales.core.policy_diff import diff, diff_days
from xlsales.core.rule import Finding
from xlsales.core.rulebook import alternative, shipped
from xlsales.core.values import dataclass
from xlsales.settings import FILE, Settings
from xlsales.tables.parameters import POLICY_VALUES

VALUES = f"{POLICY_VALUES.kind}.xlsx"
DOCUMENTS: Mapping[str, Callable[[], Policy]] = {
    "第一篇": shipped,
    "第二篇": partial(alternative, "document2"),
}
"""The documents that state the rules of the client department, each as a whole policy."""

DEADLINES = {"weekly_report": ("C7.1", "time"), "end_of_work": ("C1.4", "time")}


@dataclass(frozen=True)
class PolicyInForce:
    """The policy of a folder, the findings that kept its own values out, and where those stand."""

    policy: Policy
    findings: tuple[Finding, ...] = ()
    workbook: Path | None = None


def policy_of(folder: Path, settings: Settings) -> PolicyInForce:
    """The shipped policy with the department's deadlines and its 制度参数.xlsx laid over it.

    The workbook lies in the folder or beside the settings file. While it has a fault it is refused
    as a whole.
    """
    policy = shipped().with_values(_deadlines(shipped(), settings))
    places = (folder, settings.path.parent if settings.path else folder)
    path = next((p / VALUES for p in places if (p / VALUES).is_file()), None)
    if path is None:
        return PolicyInForce(policy)
    from xlsales.actions.policy_values import stated_values  # few departments have values

    values, findings = stated_values(path, policy)
    kept = policy if findings else policy.with_values(values)
    return PolicyInForce(kept, findings, path)


def _deadlines(policy: Policy, settings: Settings) -> Iterator[Override]:
    for name, clock in settings.deadlines.items():
        id, parameter = DEADLINES[name]
        since = policy.history(id)[0].since
        yield Override(id, parameter, time.fromisoformat(clock), since, FILE)


def changes(before: str, after: str, policy: Policy) -> tuple[str, ...]:
    """What differs between two days of the policy, or between two of its documents, a line each."""
    if {before, after} <= DOCUMENTS.keys():
        found = diff(DOCUMENTS[before](), DOCUMENTS[after]())
    else:
        found = diff_days(policy, day_of(before, "日期"), day_of(after, "日期"))
    return tuple(
        f"{c.clause} {c.parameter}：{c.before} → {c.after}（自{c.since}起）" for c in found
    )


def listed(policy: Policy, on: date) -> Iterator[str]:
    """Every clause on a day, a line each."""
    for id in policy.ids:
        clause = policy(id, on=on)
        state = str(clause) if clause else f"尚未执行，自{policy.history(id)[0].since}起"
        latest = policy.latest(id)
        manual = "（人工掌握）" if latest.manual else ""
        yield f"{id}  {latest.title}{manual}  {state}"
