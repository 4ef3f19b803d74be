"""The rule-books applied: every rule, in the order in which they run."""

from __future__ import annotations

from xlsales.core.rule import Rule
from xlsales.rules import c01_outings, c07_funnel, c07_reports

RULES: tuple[Rule, ...] = (*c01_outings.RULES, *c07_reports.RULES, *c07_funnel.RULES)
