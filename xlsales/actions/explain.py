"""What a finding's code or a clause means, in the user's words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xlsales.actions.refusal import Refusal
from xlsales.core.kinds import READING_CODES
from xlsales.core.policy import Clause, Policy
from xlsales.core.rule import Rule, code_of
from xlsales.core.terms import write
from xlsales.rules import RULES

MOST_WORDS = 12


def explained(typed: str, policy: Policy, on: date) -> tuple[str, ...]:
    """What a finding's code or a clause means: the clause, its values, the rules that apply it."""
    code = code_of(typed)
    if code in READING_CODES:
        return (f"{code}  {READING_CODES[code]}",)
    rules = tuple(r for r in RULES if code in (r.code, *r.clauses))
    id = code.partition("-")[0]
    if id not in policy.ids or ("-" in code and not rules):
        known = "、".join(sorted({r.code for r in RULES if "-" in r.code} | set(READING_CODES)))
        raise Refusal(f"没有编码或条款“{typed}”；可用的编码有：{known}；条款用 xlsales policy 查看")
    return (*_clause(id, policy, on), *(line for r in rules for line in _rule(r)))


def _clause(id: str, policy: Policy, on: date) -> Iterator[str]:
    clause = policy(id, on=on)
    shown = clause or policy.latest(id)
    yield f"{id}  {shown.title}"
    yield shown.text
    yield f"依据 {shown}" if clause else f"{on}尚未执行，自{shown.since}起执行"
    yield from _values(shown, policy)
    if shown.note:
        yield shown.note
    if shown.manual:
        yield "本条由人掌握，表格里的内容看不出来，系统不检查。"


def _values(clause: Clause, policy: Policy) -> Iterator[str]:
    for parameter in policy.parameters(clause.id):
        remark = "（制度没有写明，由本系统选定）" if parameter.chosen else ""
        remark += "（只供人阅读，不影响检查和计算）" if parameter.manual else ""
        value = _shortened(write(parameter, clause[parameter.key]))
        yield f"  {parameter.label}：{value}{remark}"


def _shortened(words: str) -> str:
    """A list of words by its first ones and their number, where it is long."""
    listed = words.split("、")
    if len(listed) <= MOST_WORDS:
        return words
    return f"{'、'.join(listed[:MOST_WORDS])} 等{len(listed)}个"


def _rule(rule: Rule) -> Iterator[str]:
    if "-" in rule.code:
        first, *more = filter(None, map(str.strip, rule.about.splitlines()))
        yield f"{rule.code}  {first}"
        yield from (f"  {line}" for line in more)
