"""Rule-book P: the stages of a project, what each item asks for, and the board."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from xlsales.core.fold import fold
from xlsales.core.policy import Policy, natural
from xlsales.core.records import Records
from xlsales.core.rule import Finding, fault, rule
from xlsales.rules.history import clause_on
from xlsales.tables.projects import Project, ProjectItem, ProjectStage

ITEMS = tuple(range(1, len(ProjectStage) + 1))
RECEPTION, TEAM, PITCH, EXECUTION = (f"P{number}." for number in ITEMS)


Items = Mapping[str, ProjectItem]
"""The items of one project by clause."""


def items_by_project(records: Records) -> Callable[[Project], Items]:
    """A function that gives a project's items; of an item that stands twice, the one done last."""
    found: dict[str, dict[str, ProjectItem]] = {}
    for item in sorted(records[ProjectItem], key=lambda i: i.done or date.min):
        found.setdefault(fold(item.project), {})[code_of(item)] = item
    return lambda project: found.get(fold(project.number), {})


def code_of(item: ProjectItem) -> str:
    """The clause id that an item names."""
    return fold(item.clause).upper()


def expected(policy: Policy, stage: int) -> tuple[str, ...]:
    """The items of a stage that are asked of every project, in their order."""
    prefix = f"P{stage}."
    return tuple(id for id in policy.ids if id.startswith(prefix) and not policy.latest(id).manual)


def stages(policy: Policy) -> Sequence[str]:
    """The stages in their order."""
    named: Sequence[str] = policy.latest("P0")["stages"]
    return named


def reached(project: Project, policy: Policy) -> int:
    """The number of the stage at which a project stands, from 1."""
    words = stages(policy)
    known = words if project.stage.value in words else [stage.value for stage in ProjectStage]
    return known.index(project.stage.value) + 1


def is_done(items: Items, id: str) -> bool:
    """True when an item has its day."""
    return id in items and items[id].done is not None


def open_items(items: Items, policy: Policy, numbers: Sequence[int]) -> tuple[str, ...]:
    """What is not done in some stages: what is asked of every project, and what was planned."""
    wanted = {id for n in numbers for id in expected(policy, n)}
    wanted |= {id for id in items if id in policy.ids and id[1] in map(str, numbers)}
    return tuple(sorted((id for id in wanted if not is_done(items, id)), key=natural))


@rule("P0-order")
def stage_begun_early(records: Records, policy: Policy) -> Iterator[Finding]:
    """前面阶段还有事项没有办完，项目已经进入后面的阶段。

    没有登记、或登记了没有完成日期的，都算没有办完；只能由人看的事项，登记了才算。
    """
    items_of = items_by_project(records)
    for project in records[Project]:
        items = items_of(project)
        clause = clause_on(policy, "P0", project.begun)
        missing = open_items(items, policy, range(1, reached(project, policy)))
        if clause and missing:
            named = "、".join(f"{id}{policy.latest(id).title}" for id in missing)
            message = f"已到{project.stage.value}阶段，前面还有{len(missing)}项没有办完：{named}"
            related = [items[id].at("done") for id in missing if id in items]
            yield fault(project, "stage", clause, message, related=related)


@rule(
    "P0-order", "P2.1", "P2.2", "P2.3", "P2.5", "P2.6", "P3.1", "P3.2", "P3.3", "P3.4",
    "P4.1", "P4.4", "P4.6", "P4.8", "P4.9",
)  # fmt: skip
def done_before_earlier_item(records: Records, policy: Policy) -> Iterator[Finding]:
    """事项的完成日期早于流程里排在它前面的事项；同一天不算早。"""
    items_of = items_by_project(records)
    for project in records[Project]:
        items = items_of(project)
        dated = [(id, i, i.done) for id, i in items.items() if i.done and id in policy.ids]
        dated.sort(key=lambda one: natural(one[0]))
        for place, (id, item, done) in enumerate(dated):
            later = [(d, other) for other, _, d in dated[:place] if d > done]
            clause = clause_on(policy, id, done)
            if later and clause:
                day, other = max(later)
                message = f"{id}于{done}办完，早于排在前面的{other}（{day}）"
                yield fault(item, "done", clause, message, related=[items[other].at("done")])


@rule("P0-item")
def item_unknown(records: Records, policy: Policy) -> Iterator[Finding]:
    """阶段事项里写的条款在客户部工作流程里没有，或项目编号在《项目》里没有。"""
    numbers = {fold(p.number) for p in records[Project]}
    known = {id for n in ITEMS for id in policy.ids if id.startswith(f"P{n}.")}
    for item in records[ProjectItem]:
        clause = clause_on(policy, "P0", item.done)
        if clause and code_of(item) not in known:
            yield fault(item, "clause", clause, "流程里没有这一条，应写P1.1到P4.9之间的编号")
        if clause and fold(item.project) not in numbers:
            yield fault(item, "project", clause, "《项目》里没有这个项目编号")


def of_clause(records: Records, *ids: str) -> Iterator[ProjectItem]:
    """The items of some clauses."""
    return (item for item in records[ProjectItem] if code_of(item) in ids)


@rule("P1.2-consent")
def minutes_without_consent(records: Records, policy: Policy) -> Iterator[Finding]:
    """接待有会议记录，没有记下客户同意录音。"""
    for item in of_clause(records, "P1.2"):
        clause = clause_on(policy, "P1.2", item.done)
        if clause and item.document and not item.consented:
            yield fault(item, "consented", clause, "有会议记录，没有记下客户同意录音")


@rule("P1.5-budget")
def budget_unknown(records: Records, policy: Policy) -> Iterator[Finding]:
    """接待阶段已经过去，或这一项已经填了完成日期，合作预算还空着。"""
    items_of = items_by_project(records)
    for project in records[Project]:
        clause = clause_on(policy, "P1.5", project.begun)
        is_past = reached(project, policy) > 1 or is_done(items_of(project), "P1.5")
        if clause and is_past and project.budget is None:
            yield fault(project, "budget", clause, "接待已经做完，没有了解到客户的合作预算")


@rule("P1.7-next")
def next_step_undated(records: Records, policy: Policy) -> Iterator[Finding]:
    """接待阶段已经过去，或这一项已经填了完成日期，没有写明与客户约定的下一步日期。"""
    items_of = items_by_project(records)
    for project in records[Project]:
        item = items_of(project).get("P1.7")
        clause = clause_on(policy, "P1.7", item.done if item else None)
        is_past = reached(project, policy) > 1 or bool(item and item.done)
        if clause and is_past and not (item and item.agreed):
            message = "接待已经做完，没有写明与客户约定的下一步日期"
            yield fault(item or project, "agreed" if item else "stage", clause, message)


@rule("P2.4-review", "P4.5")
def review_incomplete(records: Records, policy: Policy) -> Iterator[Finding]:
    """内部审稿的参加人员里，缺了应参加的岗位；缺谁写谁。"""
    for item in of_clause(records, "P2.4", "P4.5"):
        clause = clause_on(policy, code_of(item), item.done)
        if clause and item.done:
            missing = [post for post in clause["reviewers"] if post not in item.participants]
            if missing:
                message = f"内审缺{'、'.join(missing)}"
                yield fault(item, "participants", clause, message)


@rule("P2.7-people")
def too_few_at_pitch(records: Records, policy: Policy) -> Iterator[Finding]:
    """提案时我方到场的人数少于下限；执行阶段的提案也一样。"""
    for item in of_clause(records, "P2.7", "P4.8"):
        clause = clause_on(policy, "P2.7", item.done)
        people = names_in(item.participants)
        if clause and item.done and len(people) < clause["people"]:
            message = f"我方到场{len(people)}人，至少{clause['people']}人"
            yield fault(item, "participants", clause, message)


def names_in(text: str) -> tuple[str, ...]:
    """The people named in a cell, however they are separated; each once."""
    for sign in "，,；;/ 　\n":
        text = text.replace(sign, "、")
    return tuple(dict.fromkeys(name.strip() for name in text.split("、") if name.strip()))


RULES = (
    stage_begun_early,
    done_before_earlier_item,
    item_unknown,
    minutes_without_consent,
    budget_unknown,
    next_step_undated,
    review_incomplete,
    too_few_at_pitch,
)
