"""What a finding's code or a clause means, in the user's words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from xlsales.actions.refusal import Refusal
from xlsales.core.codes import READING_CODES, as_code
from xlsales.core.policy import Clause, Policy
from xlsales.core.rule import Rule
from xlsales.core.terms import write
from xlsales.rules import RULES

MOST_WORDS = 12
MOST_NEAR = 4


def explained(typed: str, policy: Policy, on: date) -> tuple[str, ...]:
    """What a finding's code or a clause means: the clause, its values, the rules that apply it."""
    code = as_code(typed)
    if code in READING_CODES:
        return (f"{code}  {READING_CODES[code]}",)
    rules = tuple(r for r in RULES if code in (r.code, *r.clauses))
    id = code.partition("-")[0]
    if id not in policy.ids or ("-" in code and not rules):
        raise Refusal(f"没有编码或条款“{typed}”；{_near(code, policy)}")
    return (*_clause(id, policy, on), *(line for r in rules for line in _rule(r)))


def _near(code: str, policy: Policy) -> str:
    """The codes that may be meant, or where people find them."""
    known = {*policy.ids, *READING_CODES, *(r.code for r in RULES)}
    near = get_close_matches(code, sorted(known), MOST_NEAR)
    if near:
        return f"相近的有：{'、'.join(near)}"
    return "编码写在“检查结果”表里，如C6.2-approver；条款用 xlsales policy 查看"


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
