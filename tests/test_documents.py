"""The documents say what the code does."""

import re

import pytest

from tests.documents import GENERATED, MARKED, README, ROOT, renewed

LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
DOCUMENTS = sorted([README, *(ROOT / "docs").glob("*.md"), *(ROOT / "benchmarks").rglob("*.md")])


def test_the_generated_tables_are_those_of_the_code():
    text = README.read_text("utf-8")
    assert {name for _, name, _ in MARKED.findall(text)} == set(GENERATED)
    assert renewed(text) == text, "README.md is stale: run `python -m tests.documents`"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_every_link_leads_somewhere(path):
    for target in LINK.findall(path.read_text("utf-8")):
        assert (path.parent / target).exists(), f"{path.name}: {target}"
