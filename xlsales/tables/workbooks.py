"""Every kind of workbook that a department's folder may hold."""

from __future__ import annotations

from xlsales.core.record import Workbook
from xlsales.tables.log import CUSTOMER_LOG
from xlsales.tables.outing import OUTING_REGISTER
from xlsales.tables.roster import ROSTER
from xlsales.tables.weekly import WEEKLY_REPORT

WORKBOOKS: tuple[Workbook, ...] = (WEEKLY_REPORT, CUSTOMER_LOG, OUTING_REGISTER, ROSTER)
