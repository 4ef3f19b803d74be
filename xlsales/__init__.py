"""Sales department workbooks, checked, consolidated and calculated by the rule-book."""

__version__ = "0.1.0"
