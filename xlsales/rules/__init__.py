"""The rule-books applied: every rule, in the order in which they run."""

from __future__ import annotations

from xlsales.core.rule import Rule
from xlsales.rules import (
    c01_outings,
    c02_agreements,
    c03_delivery,
    c04_make_good,
    c05_applications,
    c06_rebate,
    c07_conflicts,
    c07_funnel,
    c07_reports,
    c08_receivables,
    c09_accounts,
    c09_expenses,
    c10_executives,
)

RULES: tuple[Rule, ...] = (
    *c01_outings.RULES,
    *c02_agreements.RULES,
    *c03_delivery.RULES,
    *c04_make_good.RULES,
    *c05_applications.RULES,
    *c06_rebate.RULES,
    *c07_reports.RULES,
    *c07_funnel.RULES,
    *c07_conflicts.RULES,
    *c08_receivables.RULES,
    *c09_expenses.RULES,
    *c10_executives.RULES,
    *c09_accounts.RULES,
)
