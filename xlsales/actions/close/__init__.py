"""月末核算: the accounts of a month, proved, written with live formulas, frozen."""
