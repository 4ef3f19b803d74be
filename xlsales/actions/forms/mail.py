"""Mail drafts of applications: to whom they go by the rule-book, from the roster. None is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from xlsales.actions.department import Department
from xlsales.actions.forms.applications import quantity, title
from xlsales.core.fold import fold
from xlsales.core.values import dataclass
from xlsales.tables.applications import Application
from xlsales.tables.roles import Role
from xlsales.tables.roster import ROSTER, Person

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
NO_ROSTER = f"同一文件夹和上级文件夹里没有《{ROSTER.kind}》"
BOUNDARY = "=_xlsales_application_="
SHEET = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
FACTS = ("number", "day", "customer", "matter", "product", "standard", "requested", "reason")


@dataclass(frozen=True)
class Addressed:
    """Whom a mail goes to and who gets a copy; `missing` says whose address is not known."""

    to: tuple[Person, ...]
    copy: tuple[Person, ...]
    sender: Person | None
    missing: tuple[str, ...] = ()


def addressed(row: Application, department: Department) -> Addressed:
    """The people whom the rule-book names for an application, by post and by name."""
    clause = department.policy("C5.3", on=row.day) or department.policy.latest("C5.3")
    named = [name for name in (row.executive, row.support) if name]
    copied = [*clause["copy"], *(clause["copy_with_executive"] if named else ()), *named]
    serving = [p for p in department.records[Person] if p.serves(row.day)]
    lacking = tuple(_lacking(serving, (*clause["to"], *copied)))
    to = _reached(serving, clause["to"])
    sender = _reached(serving, [row.applicant])
    return Addressed(
        tuple(to.values()),
        tuple(person for mail, person in _reached(serving, copied).items() if mail not in to),
        next(iter(sender.values()), None),
        lacking if department.records[Person] else (NO_ROSTER,),
    )


def _meant(people: Iterable[Person], word: str) -> list[Person]:
    """Those who hold a post, or are called so."""
    return [p for p in people if fold(word) in (fold(p.role.value), fold(p.name))]


def _reached(people: Iterable[Person], words: Iterable[str]) -> dict[str, Person]:
    """Those who are meant and can be written to, each address once."""
    meant = (p for word in words for p in _meant(people, word))
    return {p.mail.lower(): p for p in meant if _reachable(p)}


def _lacking(people: Iterable[Person], words: Iterable[str]) -> Iterator[str]:
    """What the roster lacks to write to all that are meant."""
    for word in dict.fromkeys(words):
        meant = _meant(people, word)
        if not meant:
            yield f"人员名单里没有在职的{word}"
        for person in meant:
            if not _reachable(person):
                stated = f"“{person.mail}”不是邮箱地址" if person.mail else "没有填邮箱"
                yield f"人员名单里{person.role.value}{person.name}{stated}"


def _reachable(person: Person) -> bool:
    return ADDRESS.fullmatch(person.mail) is not None


def draft(row: Application, who: Addressed, form: Path) -> bytes:
    """The mail with the form attached, ready to be opened, looked through and sent."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(f"{title(row)} {row.number} {row.customer}".split())
    if who.sender:
        message["From"] = _addresses((who.sender,))
    if who.to:
        message["To"] = _addresses(who.to)
    if who.copy:
        message["Cc"] = _addresses(who.copy)
    message["X-Unsent"] = "1"
    message.set_content("\n".join(_body(row, who)), cte="base64")
    kind, subtype = SHEET
    message.add_attachment(form.read_bytes(), maintype=kind, subtype=subtype, filename=form.name)
    message.set_boundary(BOUNDARY)
    return message.as_bytes()


def _addresses(people: Iterable[Person]) -> list[Address]:
    return [Address(p.name, addr_spec=p.mail) for p in people]


def _body(row: Application, who: Addressed) -> Iterator[str]:
    names = "、".join(p.name for p in who.to) or Role.ACCOUNT_DIRECTOR.value
    yield f"{names}：您好！"
    yield ""
    yield f"《{title(row)}》见附件，请审批。批准以前不执行。"
    yield ""
    for name in FACTS:
        value = getattr(row, name)
        if value not in (None, ""):
            yield f"{row.column(name).heading}：{_said(row, name)}"
    yield ""
    yield row.applicant


def _said(row: Application, name: str) -> str:
    value = getattr(row, name)
    if name in ("standard", "requested"):
        return quantity(row, value)
    return str(getattr(value, "value", value))
