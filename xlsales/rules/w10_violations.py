"""Rule-book W, article 10: what violations lead to, counted over all that was ever registered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.figures.discipline import LEGAL, Penalty, workflow_penalty
from xlsales.rules.history import once, with_earlier
from xlsales.tables.proposals import Proposal
from xlsales.tables.workflow import Violation


def numbered(
    records: Records, policy: Policy
) -> Iterator[tuple[Violation, Sequence[date], Penalty]]:
    """Every violation with the days of its person's violations so far, and what it leads to.

    Those of a time before the article was in force do not count.
    """
    known: dict[str, list[date]] = {}
    rows = once(with_earlier(records, Violation))
    for violation in sorted(rows, key=lambda v: (v.day, v.place.book, v.row)):
        days = known.setdefault(violation.person, [])
        penalty = workflow_penalty(len(days) + 1, policy, violation.day)
        if penalty:
            days.append(violation.day)
            yield violation, tuple(days), penalty


@rule("W10")
def workflow_proposals(records: Records, policy: Policy) -> Iterator[Proposal]:
    """每次违反流程，按这个人累计的次数，建议怎样处理当事人和部门主管。

    以前交来、这次不在文件夹里的台账，由提交台账记住，也计入次数。
    """
    for violation, days, penalty in numbered(records, policy):
        yield Proposal(
            person=violation.person,
            day=violation.day,
            clause="W10",
            count=len(days),
            measure=penalty.measure,
            amount=penalty.person or None,
            head=violation.head,
            head_measure=penalty.head_measure,
            head_amount=penalty.head or None,
            inputs=f"累计违规：{'、'.join(map(str, days))}",
            hint=LEGAL,
            confirmed="",
            source=violation.at("person"),
            place=violation.place,
            row=violation.row,
        )


@rule("W10-legal")
def violation_needs_review(records: Records, policy: Policy) -> Iterator[Finding]:
    """乐捐、辞退都只是建议，须由负责人确认，并经法务审核；每人提示一次，标在最近的违规上。"""
    rows = {violation.at("person"): violation for violation in records[Violation]}
    newest = {p.person: p for p in records[Proposal] if p.source in rows}
    for proposal in newest.values():
        clause = policy("W10", on=proposal.day)
        message = f"第{proposal.count}次违规，建议{proposal.measure}；{LEGAL}"
        if clause and proposal.source:
            yield fault(rows[proposal.source], "person", clause, message, level=Level.NOTICE)


RULES = (workflow_proposals, violation_needs_review)
