"""What each workbook and sheet looks like: declarations only."""
