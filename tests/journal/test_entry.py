"""The short way of writing rows for the journal writes what the long way does."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from tests.journal.filing import contact, opportunity, report
from xlsales.core.plain import to_plain
from xlsales.journal.chain import canonical, root
from xlsales.journal.entry import keyed, rows_and_payload
from xlsales.tables.outing import Outing

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))


@given(TEXTS, st.decimals(0, 10**9, places=3), st.dates(), st.integers(1, 10**6))
def test_a_row_is_kept_as_canonical_json(text, amount, day, number):
    row = opportunity(customer=text, amount=amount, first_contact=day, row=number, progress=text)
    [kept], payload = rows_and_payload(report(row))
    values = to_plain(row)
    assert kept == ("漏斗", "漏斗", number, canonical([text, day.isoformat()]), canonical(values))
    assert json.loads(kept[-1]) == values
    assert payload["root"] == sha256(f"{canonical(list(kept))}\n".encode()).hexdigest()


def test_amounts_that_are_equal_but_written_otherwise_stay_as_they_are():
    rows = [opportunity(amount=Decimal(text)) for text in ("5000", "5000.0", "5000.00")]
    kept = [json.loads(row[-1])["amount"] for row in rows_and_payload(report(*rows))[0]]
    assert kept == ["5000", "5000.0", "5000.00"]


def test_a_table_without_an_identity_is_known_by_all_its_own_fields():
    row = contact(day=date(2012, 4, 10))
    [kept], _ = rows_and_payload(report(row))
    assert kept[3] == canonical(["广州百川", "2012-04-10", row.channel.value])
    assert Outing.table.identity == ()
    entry = replace(report(), records=(Outing(
        person="张三", day=date(2012, 4, 10), customer="广州百川", registered=None, leaving=None,
    ),))  # fmt: skip
    [outing] = rows_and_payload(entry)[0]
    assert len(json.loads(outing[3])) == sum(not c.labelled for c in Outing.columns)


def test_rows_that_are_here_have_the_keys_with_which_they_are_kept():
    rows = [opportunity(row=5), contact(row=6), contact(row=7, customer=""), opportunity(row=8)]
    kept = {number: key for _, _, number, key, _ in rows_and_payload(report(*rows))[0]}
    assert {row.row: key for row, key in keyed(rows)} == kept
    assert [row for row, _ in keyed(rows)] == rows


def test_the_root_of_rows_of_other_kinds_is_their_canonical_json():
    rows = [(1, None, "x", b"".decode(), 2.5), ("漏斗", "漏斗", 5, "[]", "{}")]
    lines = "".join(f"{canonical(list(row))}\n" for row in rows)
    assert root(rows) == sha256(lines.encode()).hexdigest()
