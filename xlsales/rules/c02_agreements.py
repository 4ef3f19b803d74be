"""Article 2: how an agreement is reviewed, sealed and signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xlsales.core.fold import fold
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.rules.history import clause_on, today
from xlsales.tables.accounts import AgreementStep
from xlsales.tables.agreements import Agreement
from xlsales.tables.roles import Role
from xlsales.tables.roster import Person


@rule("C2.1-template")
def own_template(records: Records, policy: Policy) -> Iterator[Finding]:
    """没有使用公司制定的协议模板。"""
    for agreement in records[Agreement]:
        clause = clause_on(policy, "C2.1", agreement.day)
        if clause and not agreement.template:
            yield fault(agreement, "template", clause, "没有用公司模板，应改用公司制定的模板")


@rule("C2.3-director")
def changed_without_director(records: Records, policy: Policy) -> Iterator[Finding]:
    """协议有更改，未经客户总监审核就往下走了。"""
    for agreement in records[Agreement]:
        clause = clause_on(policy, "C2.3", agreement.day)
        later = agreement.final_review or agreement.sealed or agreement.signed
        if clause and agreement.changed and later and not agreement.director_review:
            message = f"有更改的协议须先经{clause['reviewers'][0]}审核，没有审核日期"
            yield fault(agreement, "director_review", clause, message)


@rule("C2.3-supervisor")
def changed_without_supervisor(records: Records, policy: Policy) -> Iterator[Finding]:
    """协议有更改，未经客户支持主管最终审核就盖章或签订了；客户先盖章的，签订日期可以早于终审。"""
    for agreement in records[Agreement]:
        clause = clause_on(policy, "C2.3", agreement.day)
        final, signed = agreement.final_review, agreement.signed
        if not clause or not agreement.changed:
            continue
        if (agreement.sealed or signed) and not final:
            message = f"有更改的协议须经{clause['reviewers'][1]}最终审核，没有终审日期"
            yield fault(agreement, "final_review", clause, message)
        elif final and signed and signed < final and not agreement.customer_first:
            message = f"有更改的协议须先终审、后签订，签订日期早于终审日期{final}"
            yield fault(agreement, "signed", clause, message)


@rule("C2.3-order")
def reviewed_in_wrong_order(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户支持主管的最终审核早于客户总监的审核。"""
    for agreement in records[Agreement]:
        clause = clause_on(policy, "C2.3", agreement.day)
        first, final = agreement.director_review, agreement.final_review
        if clause and agreement.changed and first and final and final < first:
            message = f"终审日期{final}早于总监审核日期{first}，须先总监审核、后终审"
            yield fault(agreement, "final_review", clause, message)


@rule("C2.4-early")
def sealed_before_review(records: Records, policy: Policy) -> Iterator[Finding]:
    """最终审核之前就盖章了。"""
    for agreement in records[Agreement]:
        clause = clause_on(policy, "C2.4", agreement.day)
        final, sealed = agreement.final_review, agreement.sealed
        if clause and final and sealed and sealed < final and not agreement.customer_first:
            yield fault(agreement, "sealed", clause, f"盖章日期早于终审日期{final}")


@rule("C2.5-early")
def sealed_before_arrival(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户先盖章的协议，寄到总公司并经客户支持主管审核之前就加盖了公司合同章。"""
    steps = (("寄达总公司", "arrived"), ("支持主管终审", "final_review"))
    for agreement in records[Agreement]:
        clause = clause_on(policy, "C2.5", agreement.day)
        if clause and agreement.customer_first and agreement.sealed:
            for name, step in steps:
                done = getattr(agreement, step)
                if done is None or agreement.sealed < done:
                    when = f"的日期{done}" if done else ""
                    message = f"客户先盖章的协议，盖章须在{name}之后，现早于{name}{when}"
                    yield fault(agreement, "sealed", clause, message)
                    break


@rule("C2.6-contact")
def wrong_counsel_contact(records: Records, policy: Policy) -> Iterator[Finding]:
    """用到外聘律师，与律师接洽的不是当时在职的客户支持主管。

    当时是从协议最早的一步到签订；还没有签订的到今天。
    """
    for agreement in records[Agreement]:
        clause = clause_on(policy, "C2.6", agreement.day)
        if not clause or not agreement.counsel:
            continue
        role = Role(clause["contact"])
        holders = [p for p in records[Person] if p.role is role]
        first, last = _days(agreement, today(records))
        contacts = {fold(p.name): p.name for p in holders if p.serves_within(first, last)}
        if not holders:
            message = f"人员名单里没有{role.value}，无法核对律师接口人"
            yield fault(agreement, "counsel_contact", clause, message, level=Level.WARNING)
        elif fold(agreement.counsel_contact) not in contacts:
            named = "、".join(contacts.values()) or "当时没有在职的"
            message = f"律师接口人只能是{role.value}（{named}），现为“{agreement.counsel_contact}”"
            yield fault(agreement, "counsel_contact", clause, message)


def _days(agreement: Agreement, on: date) -> tuple[date, date]:
    """The days on which an agreement was worked on; of one without a date, the day of the run."""
    first = agreement.day or on
    return first, max(first, agreement.signed or on)


@rule("C2.7-missing")
def request_missing(records: Records, policy: Policy) -> Iterator[Finding]:
    """协议已签订，没有随协议交《签订合同客户需求申请单》；还没有到的日期不算交了。"""
    last = today(records)
    for agreement in records[Agreement]:
        clause = clause_on(policy, "C2.7", agreement.signed)
        if clause and agreement.signed and (not agreement.request or agreement.request > last):
            message = f"{agreement.signed}已签订，须填写《签订合同客户需求申请单》随协议提交"
            yield fault(agreement, "request", clause, message)


@rule("C2.3", "C2.4", "C2.5", "C2.7")
def agreement_steps(records: Records, policy: Policy) -> Iterator[AgreementStep]:
    """每份协议的下一步是什么，由谁来办。"""
    for agreement in records[Agreement]:
        step, owner = next_step(agreement)
        yield AgreementStep(
            agreement=agreement.number,
            customer=agreement.customer,
            manager=agreement.manager,
            step=step,
            owner=owner,
            source=agreement.at("number"),
        )


def next_step(agreement: Agreement) -> tuple[str, str]:
    """What has to be done next for an agreement, and who does it."""
    director, supervisor = Role.ACCOUNT_DIRECTOR.value, Role.SUPPORT_SUPERVISOR.value
    reviewed = agreement.changed or agreement.customer_first
    steps = (
        (agreement.changed and not agreement.director_review, "待总监审核", director),
        (agreement.customer_first and not agreement.arrived, "待寄达总公司", agreement.manager),
        (reviewed and not agreement.final_review, "待支持主管终审", supervisor),
        (not agreement.sealed, "待盖章", Role.SUPPORT.value),
        (not agreement.signed, "待签订", agreement.manager),
        (not agreement.request, "待交需求申请单", agreement.manager),
    )
    return next(((step, owner) for is_next, step, owner in steps if is_next), ("完成", ""))


RULES = (
    own_template,
    changed_without_director,
    changed_without_supervisor,
    reviewed_in_wrong_order,
    sealed_before_review,
    sealed_before_arrival,
    wrong_counsel_contact,
    request_missing,
    agreement_steps,
)
