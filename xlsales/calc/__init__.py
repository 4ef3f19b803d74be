"""The add-in for LibreOffice Calc: worksheet functions, a toolbar and a menu, in one extension."""
