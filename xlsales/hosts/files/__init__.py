"""Workbook files that no application has open."""
