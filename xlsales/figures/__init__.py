"""Figures and verdicts that rules and worksheet functions share: plain values in, plain values out.

Standard library and Python 3.8 only, because they also run inside LibreOffice.
"""
