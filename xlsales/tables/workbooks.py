"""Every kind of workbook that a department's folder may hold."""

from __future__ import annotations

from xlsales.core.record import Workbook
from xlsales.tables.agreements import AGREEMENTS
from xlsales.tables.applications import APPLICATIONS
from xlsales.tables.expenses import EXPENSES
from xlsales.tables.log import CUSTOMER_LOG
from xlsales.tables.month_end import MONTH_END
from xlsales.tables.outing import OUTING_REGISTER
from xlsales.tables.projects import PROJECTS
from xlsales.tables.property import PROPERTY_TEAM
from xlsales.tables.roster import ROSTER
from xlsales.tables.weekly import WEEKLY_REPORT
from xlsales.tables.workflow import WORKFLOW_LEDGER

WORKBOOKS: tuple[Workbook, ...] = (
    WEEKLY_REPORT,
    CUSTOMER_LOG,
    OUTING_REGISTER,
    EXPENSES,
    APPLICATIONS,
    AGREEMENTS,
    ROSTER,
    MONTH_END,
    PROJECTS,
    WORKFLOW_LEDGER,
    PROPERTY_TEAM,
)
