"""Mail drafts of applications: to whom they go by the rule-book, from the roster. None is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from xlsales.actions.department import Department
from xlsales.actions.forms.applications import quantity, title
from xlsales.core.fold import fold
from xlsales.tables.applications import Application
from xlsales.tables.roles import Role
from xlsales.tables.roster import Person

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
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
    posts = [*clause["copy"], *(clause["copy_with_executive"] if named else ())]
    serving = [p for p in department.records[Person] if p.serves(row.day)]
    missing: list[str] = []
    to = [p for post in clause["to"] for p in _holders(serving, post, missing)]
    copies = [p for post in posts for p in _holders(serving, post, missing)]
    copies += [p for name in named for p in _called(serving, name, missing)]
    return Addressed(
        _once(to, ()),
        _once(copies, to),
        next((p for p in serving if fold(p.name) == fold(row.applicant) and _reachable(p)), None),
        tuple(dict.fromkeys(missing)),
    )


def _holders(people: Iterable[Person], post: str, missing: list[str]) -> Iterator[Person]:
    yield from _with_address([p for p in people if p.role is Role(post)], post, missing)


def _called(people: Iterable[Person], name: str, missing: list[str]) -> Iterator[Person]:
    yield from _with_address([p for p in people if fold(p.name) == fold(name)], name, missing)


def _with_address(found: list[Person], wanted: str, missing: list[str]) -> Iterator[Person]:
    """Those who can be written to; of the others it is noted what lacks."""
    if not found:
        missing.append(f"人员名单里没有在职的{wanted}")
    for person in found:
        if _reachable(person):
            yield person
        else:
            stated = f"“{person.mail}”不是邮箱地址" if person.mail else "没有填邮箱"
            missing.append(f"人员名单里{person.role.value}{person.name}{stated}")


def _reachable(person: Person) -> bool:
    return ADDRESS.fullmatch(person.mail) is not None


def _once(people: Iterable[Person], others: Iterable[Person]) -> tuple[Person, ...]:
    """The people, each address once and none that is already among the others."""
    known = {p.mail.lower() for p in others}
    return tuple({p.mail.lower(): p for p in people if p.mail.lower() not in known}.values())


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
