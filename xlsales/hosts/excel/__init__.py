"""Excel as a host: an open workbook, through the ordinary xlwings API."""
