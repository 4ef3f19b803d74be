"""The programs that hold a workbook: files, Excel, Calc. Each knows plain values only."""
