"""生成单据: print-ready forms from filled-in workbooks, and mail drafts of applications."""

from __future__ import annotations

from xlsales.actions.forms.making import Forms, forms

__all__ = ["Forms", "forms"]
