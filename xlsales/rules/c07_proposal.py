"""Article 7, item 5: to whom the evidence points, and what a ruling says about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from xlsales.matching import customer_key
from xlsales.rules.c07_claims import History
from xlsales.tables.conflicts import NOT_ONE_CUSTOMER, Ruling, Side, Source

MONEY = (Source.AGREEMENT, Source.RECEIPT)


def owner_of(sides: Sequence[Side]) -> str:
    """Who was first by credible contacts that were kept up; empty where nobody or two were."""
    days = sorted((s.credible, s.person) for s in sides if s.credible)
    if not days or (len(days) > 1 and days[0][0] == days[1][0]):
        return ""
    return days[0][1]


def proposal_of(sides: Sequence[Side]) -> str:
    """The proposal and its reasons; where claimed and seen order differ, that comes first."""
    said = [_disorder(sides), _by_contacts(sides), *_by_money(sides)]
    return "；".join(word for word in said if word)


def _disorder(sides: Sequence[Side]) -> str:
    """Who claims to be earlier but was handed in later."""
    for one in sides:
        for other in sides:
            if (
                one.claimed
                and other.claimed
                and one.claimed < other.claimed
                and one.seen.date() > other.seen.date()
            ):
                return (
                    f"先后不一致：{one.person}写的日期在先（{one.claimed}），"
                    f"首次收到却在后（{one.seen:%Y-%m-%d}，{other.person}为{other.seen:%Y-%m-%d}）"
                )
    return ""


def _by_contacts(sides: Sequence[Side]) -> str:
    """The proposal from the logs alone."""
    credible = sorted((s for s in sides if s.credible), key=lambda s: (s.credible, s.person))
    if not credible:
        return "无法建议：各方都没有可信并持续的日志，请总监裁定"
    first = credible[0]
    tied = [s.person for s in credible if s.credible == first.credible]
    if len(tied) > 1:
        return f"无法建议：{'、'.join(tied)}的可信联系都从{first.credible}起，请总监裁定"
    others = [
        f"{s.person}{f'从{s.credible}起' if s.credible else '没有可信的联系'}"
        for s in sides
        if s is not first
    ]
    return (
        f"建议归{first.person}：{first.credible}起有可信并持续的联系{first.contacts}次，"
        f"{'，'.join(others)}"
    )


def _by_money(sides: Sequence[Side]) -> Iterator[str]:
    """Agreements and receipts outweigh contacts, which is for the director to say."""
    for side in sides:
        had = [f"合同{side.agreements}份"] if side.agreements else []
        had += [f"回款{side.received}元"] if side.received else []
        if had:
            yield f"{side.person}已有{'、'.join(had)}，请一并考虑"


def ruling_on(
    id: str, members: Collection[tuple[str, str]], rulings: Sequence[Ruling]
) -> Ruling | None:
    """The last ruling on a conflict: by its number, or about two of its people and its customer."""
    people = {p for p, _ in members}
    own = [
        r
        for r in rulings
        if r.conflict == id
        or (
            len({p for p, _ in r.members} & people) > 1
            and not _keys(r.members).isdisjoint(_keys(members))
        )
    ]
    return max(own, key=lambda r: r.moment, default=None)


def _keys(members: Collection[tuple[str, str]]) -> set[str]:
    return {customer_key(customer) for _, customer in members}


def news_of(ruling: Ruling, sides: Sequence[Side], history: History) -> Iterator[str]:
    """What speaks against a ruling since it was made.

    A side that it did not know; an agreement or a receipt of a side that was not given the
    customer; an owner who no longer keeps in touch.
    """
    known = {p for p, _ in ruling.members}
    for side in sides:
        if known and side.person not in known:
            yield f"{side.person}是裁定之后出现的一方"
        if side.person != ruling.owner and ruling.owner != NOT_ONE_CUSTOMER:
            for event in side.events:
                if event.source in MONEY and event.day > ruling.moment.date():
                    yield f"{side.person}{event.day}有{event.source.value}（{event.text}）"
        since = max(side.last or ruling.moment.date(), ruling.moment.date())
        if side.person == ruling.owner and (history.today - since).days > history.gap:
            yield f"{side.person}超过{history.gap}天没有联系客户"
