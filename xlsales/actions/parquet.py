"""The journal as Parquet for engines that ask in SQL, and the names that are screened there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsales.journal import Journal
from xlsales.journal.parquet import Tables
from xlsales.matching import customer_key
from xlsales.matching.name import Name, parsed_name
from xlsales.tables.log import Contact
from xlsales.tables.roster import Assignment
from xlsales.tables.weekly import Opportunity
from xlsales.tables.workbooks import WORKBOOKS

SCREENING = Path(__file__).with_name("screening.sql")
WHOLE, SOUND, BRAND_HERE, BRAND, NEARLY = 1, 2, 3, 4, 5
KINDS, PRIME = 8, (1 << 60) - 93
FEWEST, FEWEST_TO_LOSE, SHORT_BRAND = 3, 4, 2
SCREENED = {
    "id": "BIGINT",
    "person": "VARCHAR",
    "customer": "VARCHAR",
    "first_seen": "TIMESTAMP",
    "first_imported": "TIMESTAMP",
    "last_seen": "TIMESTAMP",
    "first_claimed": "DATE",
    "first_in_funnel": "DATE",
    "executives": "VARCHAR[]",
    "name": "VARCHAR",
    "core": "VARCHAR",
    "province": "VARCHAR",
    "city": "VARCHAR",
    "keys": "BIGINT[]",
}
CLAIMED = """
select
    content->>'manager' as person,
    content->>'customer' as customer,
    min(seen) filter (where sheet_table <> '{assigned}' and not imported) as first_seen,
    min(seen) filter (where sheet_table <> '{assigned}' and imported) as first_imported,
    max(seen) filter (where sheet_table <> '{assigned}') as last_seen,
    min(cast(content->>'day' as date)) filter (where sheet_table = '{log}') as first_claimed,
    min(cast(content->>'first_contact' as date)) as first_in_funnel,
    coalesce(list(distinct content->>'executive' order by content->>'executive')
        filter (where content->>'executive' <> ''), []) as executives
from rows join entries using (seq)
where verdict = 'accepted' and sheet_table in ('{assigned}', '{log}', '{funnel}')
group by all
having last_seen is not null
order by all
"""


def export_parquet(journal: Journal, folder: Path) -> dict[str, int]:
    """Write the journal's tables, the names to screen and the SQL that screens them.

    Returns the rows of each table.
    """
    kinds = [table for workbook in WORKBOOKS for table in workbook.tables]
    with journal.tables(folder, kinds) as written:
        written.write("names", SCREENED, _names(written))
    (folder / SCREENING.name).write_bytes(SCREENING.read_bytes())
    return written.counts


def _names(written: Tables) -> Iterator[dict[str, Any]]:
    """Everybody's customers, each typed name once, with what the screening compares."""
    query = CLAIMED.format(
        assigned=Assignment.table.sheet, log=Contact.table.sheet, funnel=Opportunity.table.sheet
    )
    for number, row in enumerate(written.ask(query), 1):
        person, customer, *moments, executives = row
        stated = zip(tuple(SCREENED)[3:8], map(_plain, moments), strict=True)
        yield {
            "id": number,
            "person": person,
            "customer": customer,
            **dict(stated),
            "executives": executives,
            **screened(customer),
        }


def screened(customer: str) -> Mapping[str, Any]:
    """The columns by which a typed name is compared; without keys where it names nobody.

    >>> list(screened("广州百川科技有限公司").values())[:4]
    ['广州百川科技', '百川科技', '广东', '广州']
    """
    name = parsed_name(customer)
    if name is None:
        return {"name": "", "core": "", "province": "", "city": "", "keys": []}
    key = customer_key(customer)
    return {
        "name": key,
        "core": name.core,
        "province": name.place.province,
        "city": name.place.city,
        "keys": sorted({_number(text) * KINDS + kind for kind, text in _keys(key, name)}),
    }


def _keys(key: str, name: Name) -> Iterator[tuple[int, str]]:
    """What two names of one customer are likely to share, with the kind of each."""
    region = name.place.city or name.place.province
    yield WHOLE, key
    yield SOUND, name.sound
    yield BRAND, name.sound[: len(name.brand)]
    if region:
        yield BRAND_HERE, f"{name.brand} {region}"
    if len(name.core) >= FEWEST:
        yield NEARLY, name.core
    if len(name.core) >= FEWEST_TO_LOSE:
        # In a brand of two characters another one makes another brand.
        for at in range(len(name.brand) if len(name.brand) == SHORT_BRAND else 0, len(name.core)):
            yield NEARLY, name.core[:at] + name.core[at + 1 :]


def _number(text: str) -> int:
    """A number for a text that is the same on every machine, below 2^60."""
    return int.from_bytes(text.encode(), "big") % PRIME


def _plain(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
