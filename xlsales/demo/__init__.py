"""A department that does not exist: its workbooks as people fill them in, with known faults."""
