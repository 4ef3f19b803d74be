"""A month end, or a trial of one, as the JSON object that other programs read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlsales.actions.close.close_month import MonthEnd
from xlsales.actions.close.closing import Closing
from xlsales.actions.close.what_if import Trial
from xlsales.actions.report import as_json, finding_json
from xlsales.core.money import yuan
from xlsales.tables.accounts import Adjustment


def month_json(done: MonthEnd) -> dict[str, Any]:
    """The whole result of closing a month; money is text with two decimals."""
    return {
        **as_json("close-month", done.department),
        "month": f"{done.closing.month:%Y-%m}",
        "status": done.status,
        "stopped_by": [finding_json(f) for f in done.closing.stopped_by],
        **figures_json(done.closing),
        "adjustments": [_adjustment(a) for a in done.adjustments],
        "output": str(done.path),
    }


def figures_json(closing: Closing) -> dict[str, Any]:
    """The figures of a month."""
    return {
        "proofs": [
            {"name": p.name, "left": _money(p.left), "right": _money(p.right), "holds": p.holds}
            for p in closing.proofs
        ],
        "accounts": [
            {"person": a.person, "account": a.account.value, "opening": _money(a.opening),
             "income": _money(a.income), "claims": _money(a.claims), "closing": _money(a.closing)}
            for a in closing.accounts
        ],
        "splits": [
            {"date": s.day.isoformat(), "customer": s.customer, "person": s.manager,
             "executive": s.executive, "received": _money(s.received), "rate": str(s.rate),
             "commission": _money(s.commission), "manager_part": _money(s.manager_part),
             "executive_part": _money(s.executive_part)}
            for s in closing.splits
        ],
        **_debts(closing),
    }  # fmt: skip


def _debts(closing: Closing) -> dict[str, Any]:
    return {
        "rebates": [
            {"date": r.day.isoformat(), "customer": r.customer, "person": r.manager,
             "required": r.required.value if r.required else "",
             "approver": r.rank.value if r.rank else "", "due": _money(r.due),
             "paid": _money(r.paid), "unpaid": _money(r.unpaid), "fine": _money(r.fine)}
            for r in closing.rebates
        ],
        "receivables": [
            {"contract": r.agreement, "customer": r.customer, "person": r.manager,
             "stage": r.stage.value, "months": r.months, "outstanding": _money(r.outstanding)}
            for r in closing.receivables
        ],
        "negative_income": [
            {"contract": n.agreement, "person": n.manager, "amount": _money(n.amount)}
            for n in closing.negative
        ],
        "sales": [
            {"person": s.person, "gross": _money(s.gross),
             "negative_income": _money(s.negative_income), "net": _money(s.net)}
            for s in closing.sales
        ],
        "unbooked": [
            {"person": u.person, "invoice": u.invoice, "amount": _money(u.amount),
             "reason": u.reason}
            for u in closing.unbooked
        ],
    }  # fmt: skip


def trial_json(trial: Trial) -> dict[str, Any]:
    """The figures that a trial changes; null on the side that has none."""
    lines = [
        {"item": t.item, "present": _if_any(t.present), "changed": _if_any(t.changed)}
        for t in trial.lines
    ]
    return {"command": "what-if", "lines": lines, "output": str(trial.path)}


def _adjustment(adjustment: Adjustment) -> dict[str, str | None]:
    return {
        "item": adjustment.item,
        "closed": _if_any(adjustment.closed),
        "now": _if_any(adjustment.now),
        "difference": _money(adjustment.difference),
    }


def _money(amount: Any) -> str:
    return str(yuan(amount))


def _if_any(amount: Decimal | None) -> str | None:
    return None if amount is None else _money(amount)
