"""What xlsales does, asserted on real files."""
