"""Workbook <-> records, as plain values."""
