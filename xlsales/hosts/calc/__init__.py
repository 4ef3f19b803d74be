"""An open workbook in LibreOffice Calc. `marks` and `pages` need nothing but UNO's documents."""
