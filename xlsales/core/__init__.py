"""What a record, a clause, a finding and a rule are; money, days and text."""
