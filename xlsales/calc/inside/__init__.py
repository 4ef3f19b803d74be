"""What travels in the extension and runs inside LibreOffice: the standard library and UNO only."""
