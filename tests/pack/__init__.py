"""The meeting pack and the workbook file that it is written to."""
