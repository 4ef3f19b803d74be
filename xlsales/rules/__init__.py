"""The rule-books applied: every rule, in the order in which they run.

The first puts the names of customers into groups; by these it is known of which customers the
journal has to tell every row, before the others run.
"""

from __future__ import annotations

from xlsales.core.rule import Rule
from xlsales.rules import (
    c01_outings,
    c02_agreements,
    c02_prices,
    c02_register,
    c03_delivery,
    c04_make_good,
    c05_applications,
    c05_approvers,
    c06_payments,
    c06_rebate,
    c07_conflicts,
    c07_funnel,
    c07_reports,
    c08_due_days,
    c08_receivables,
    c09_accounts,
    c09_expenses,
    c09_receipts,
    c10_executives,
    c10_expenses,
    p01_stages,
    p04_execution,
    p05_development,
    s01_weeks,
    s02_offences,
    w04_lifecycle,
    w06_calendar,
    w06_checks,
    w08_training,
    w10_violations,
)

FIRST: tuple[Rule, ...] = (c07_conflicts.customer_groups,)
THEN: tuple[Rule, ...] = (
    *c01_outings.RULES,
    *c02_agreements.RULES,
    *c02_prices.RULES,
    *c02_register.RULES,
    *c03_delivery.RULES,
    *c04_make_good.RULES,
    *c05_applications.RULES,
    *c05_approvers.RULES,
    *c06_rebate.RULES,
    *c06_payments.RULES,
    *c07_reports.RULES,
    *c07_funnel.RULES,
    *c07_conflicts.RULES,
    *c08_receivables.RULES,
    *c08_due_days.RULES,
    *c09_expenses.RULES,
    *c09_receipts.RULES,
    *c10_executives.RULES,
    *c10_expenses.RULES,
    *c09_accounts.RULES,
    *p01_stages.RULES,
    *p04_execution.RULES,
    *p05_development.RULES,
    *w04_lifecycle.RULES,
    *w06_checks.RULES,
    *w08_training.RULES,
    *w06_calendar.RULES,
    *w10_violations.RULES,
    *s01_weeks.RULES,
    *s02_offences.RULES,
)
RULES = (*FIRST, *THEN)
