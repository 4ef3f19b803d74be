"""Rule-book P: the development of customers, and the scripts for calls and meetings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, fault, rule
from xlsales.rules.history import clause_on
from xlsales.tables.projects import (
    Call,
    CallPlan,
    CallScript,
    DevelopmentStep,
    DevelopmentTotal,
    FollowUp,
    Prospect,
)

SCRIPTS: Mapping[Call, str] = {
    Call.FAX: "P6.1",
    Call.ANSWERED: "P6.2",
    Call.MADE: "P6.3",
    Call.MEETING: "P6.4",
}
CUSTOMER, REPRESENTATIVE, CONTACT = "{客户}", "{客户代表}", "{联系人}"
COMPANY = "{公司}"
"""What stands for our own company in a script, which the settings name."""


@rule("P5", "P5.1", "P5.2", "P5.3", "P5.4")
def development_funnel(records: Records, policy: Policy) -> Iterator[DevelopmentTotal]:
    """客户开发的每一步有多少客户；走得更远的客户也走过前面的步骤。"""
    words = {step.value: step for step in DevelopmentStep}
    steps = [words[word] for word in policy.latest("P5")["steps"] if word in words]
    places = [steps.index(p.step) for p in records[Prospect] if p.step in steps]
    for place, step in enumerate(steps if places else ()):
        yield DevelopmentTotal(
            step=step,
            reached=sum(one >= place for one in places),
            staying=places.count(place),
        )


@rule("P5.5-decider")
def follow_up_wrong(records: Records, policy: Policy) -> Iterator[Finding]:
    """到了跟踪这一步，没有选对跟踪方式，或重点跟踪没有写明决策人。

    需求紧迫的做建议书，其余重点跟踪。
    """
    for prospect in records[Prospect]:
        clause = clause_on(policy, "P5.5", prospect.day)
        if clause is None or prospect.step is not DevelopmentStep.FOLLOW_UP:
            continue
        wanted = clause["urgent" if prospect.urgent else "otherwise"]
        if prospect.follow_up is None or prospect.follow_up.value != wanted:
            why = "需求紧迫" if prospect.urgent else "需求不紧迫"
            yield fault(prospect, "follow_up", clause, f"{why}的应选{wanted}")
        elif prospect.follow_up is FollowUp.PURSUIT and not prospect.decider:
            yield fault(prospect, "decider", clause, "重点跟踪的客户须写明决策人")


@rule("P6", *SCRIPTS.values())
def call_scripts(records: Records, policy: Policy) -> Iterator[CallScript]:
    """按说辞表的每一行，填好客户、客户代表和联系人的说辞；不知道联系人的不写称呼。"""
    for plan in records[CallPlan]:
        script = str(policy.latest(SCRIPTS[plan.call])["script"])
        if not plan.contact:
            script = script.replace(f"{CONTACT}，", "")
        words = {CUSTOMER: plan.customer, REPRESENTATIVE: plan.representative}
        for gap, word in {**words, CONTACT: plan.contact}.items():
            script = script.replace(gap, word)
        yield CallScript(
            customer=plan.customer,
            call=plan.call,
            representative=plan.representative,
            text=script,
            place=plan.place,
            row=plan.row,
        )


RULES = (development_funnel, follow_up_wrong, call_scripts)
