"""The rule-books that come with the package: complete, cited, and in force from the right day."""

import ast
import pickle
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from xlsales.core import policy as policy_module
from xlsales.core import term_parsers, terms
from xlsales.core.policy import ALWAYS, Limit
from xlsales.core.rulebook import FOLDER, shipped

D = Decimal
POLICY = shipped()


def numbered(letter, article, items):
    return [f"{letter}{article}.{item}" for item in range(1, items + 1)]


ARTICLES = {1: 4, 2: 7, 3: 5, 4: 4, 5: 4, 6: 5, 7: 5, 8: 4, 9: 5, 10: 4}
STAGES = {1: 7, 2: 7, 3: 4, 4: 9}
EVERY_CLAUSE = [
    *(id for article, items in ARTICLES.items() for id in numbered("C", article, items)),
    "P0",
    *(id for stage, items in STAGES.items() for id in numbered("P", stage, items)),
    "P5", *numbered("P", 5, 5), "P6", *numbered("P", 6, 5),
    *numbered("W", 3, 3), "W4", *numbered("W", 4, 3), "W5", *numbered("W", 6, 4),
    *numbered("W", 7, 2), *numbered("W", 8, 2), *numbered("W", 9, 2), "W10", "W11",
    *(f"S{number}" for number in range(1, 11)),
]  # fmt: skip

STARTS = {
    "C1": date(2012, 4, 16), "C2": date(2012, 3, 20), "C3": date(2012, 4, 9),
    "C4": date(2012, 4, 9), "C5": date(2012, 4, 9), "C6": date(2012, 4, 13),
    "C7": date(2012, 3, 1), "C8": date(2012, 4, 13), "C9": date(2012, 4, 8),
    "C10": date(2012, 3, 1),
}  # fmt: skip

VALUES = [
    ("C1.4", "time", time(18)),
    ("C2.3", "reviewers", ("客户总监", "客户支持主管")),
    ("C2.6", "contact", "客户支持主管"),
    ("C3.1", "products", ("CPS", "CPA")),
    ("C3.4", "months", 1),
    ("C3.5", "attention", Limit(D("0.10"), True)),
    ("C3.5", "suspend", Limit(D("0.20"), True)),
    ("C5.1", "ranks", ("客户经理", "客户总监", "总经理")),
    ("C5.1", "director", {}),
    ("C6.1", "share", Limit(D("0.05"), True)),
    ("C6.2", "share", Limit(D("0.10"), False)),
    ("C6.5", "times", 5),
    ("C7.1", "weekday", 0),
    ("C7.1", "time", time(9)),
    ("C7.1", "sheets", ("漏斗", "工作")),
    ("C7.2", "weekday", 3),
    ("C7.3", "weekday", 0),
    ("C7.5", "gap", 90),
    ("C7.5", "lag", 7),
    ("C8.1", "after", 2),
    ("C8.2", "after", 4),
    ("C8.2", "progress", 7),
    ("C8.3", "after", 6),
    ("C8.4", "base", "年度销售额"),
    ("C9.1", "first", 25),
    ("C9.1", "last", 30),
    ("C9.2", "expense", D("0.02")),
    ("C9.2", "commission", Limit(D("0.10"), True)),
    ("C10.2", "shares", {"客户经理": D("0.7"), "客户执行": D("0.3")}),
    ("C10.4", "cap", D(100)),
    ("P2.7", "people", 3),
    ("P4.2", "prepaid", D("0.5")),
    ("W6.1", "months", 1),
    ("W6.2", "times", 1),
    ("W6.3", "quarters", (2, 4)),
    ("W7.1", "months", 12),
    ("W8.2", "month", 1),
    ("W9.1", "days", 5),
    ("W9.2", "days", 2),
    ("W10", "person", (D(20), D(50))),
    ("W10", "head", (D(0), D(20))),
    ("W10", "dismissal", 3),
    ("S1", "invited", 3),
    ("S1", "taken", 2),
    ("S1", "fine", D(100)),
    ("S1", "streak", 3),
    ("S2", "fine", D(100)),
    ("S2", "streak", 3),
    ("S3", "fine", D(200)),
    ("S5", "fine", D(300)),
    ("S5", "time", time(8)),
    ("S6", "fine", D(300)),
    ("S6", "times", 2),
    ("S7", "fine", D(200)),
    ("S7", "start", time(8, 30)),
    ("S7", "end", time(17, 40)),
    ("S7", "streak", 3),
    ("S8", "fine", D(500)),
    ("S8", "times", 2),
    ("S9", "fine", D(500)),
    ("S10", "advice", Limit(D("0.20"), True)),
]


def test_every_clause_is_there_and_no_other():
    assert list(POLICY.ids) == EVERY_CLAUSE


@pytest.mark.parametrize(("id", "parameter", "value"), VALUES)
def test_a_clause_has_the_value_of_its_source(id, parameter, value):
    assert POLICY.latest(id)[parameter] == value


@pytest.mark.parametrize("product", ["平台", "CPM", "CPS", "CPA"])
def test_make_good_authority_depends_on_the_product(product):
    manager = "0.01" if product == "平台" else "0.02"
    assert POLICY.latest("C4.2")["share"][product] == Limit(D(manager), True)
    assert POLICY.latest("C4.3")["share"][product] == Limit(D("0.05"), True)


@pytest.mark.parametrize("id", [id for id in EVERY_CLAUSE if id[0] == "C"])
def test_a_client_department_clause_begins_on_the_day_of_its_article(id):
    first = STARTS[id.partition(".")[0]]
    assert POLICY(id, on=first - timedelta(days=1)) is None
    assert POLICY(id, on=first).since == first


@pytest.mark.parametrize("id", [id for id in EVERY_CLAUSE if id[0] == "S"])
def test_a_property_team_clause_begins_in_november_2010(id):
    assert POLICY(id, on=date(2010, 10, 31)) is None
    assert POLICY(id, on=date(2010, 11, 1)) is not None


@pytest.mark.parametrize("id", [id for id in EVERY_CLAUSE if id[0] in "PW"])
def test_a_clause_without_a_date_holds_always(id):
    assert POLICY.latest(id).since == ALWAYS


@pytest.mark.parametrize("id", [id for id in EVERY_CLAUSE if id[0] == "C"])
def test_a_client_department_clause_cites_its_article_and_item(id):
    article, _, item = id[1:].partition(".")
    numeral = "一二三四五六七八九十"[int(article) - 1]
    assert POLICY.latest(id).source == f"第{numeral}条第{item}款"


@pytest.mark.parametrize("id", [id for id in EVERY_CLAUSE if id[0] != "C"])
def test_another_clause_cites_its_document(id):
    assert POLICY.latest(id).source.startswith("《")


def test_a_manual_clause_sets_nothing():
    manual = [id for id in POLICY.ids if POLICY.latest(id).manual]
    assert [id for id in manual if POLICY.parameters(id)] == []
    assert {"P1.1", "P6.5", "W7.2"} <= set(manual)
    assert not any(id[0] in "CS" for id in manual)


@pytest.mark.parametrize("words", ["going_out", "titles", "surnames", "fillers", "places"])
def test_the_words_of_a_vague_entry_are_not_empty(words):
    assert len(POLICY.latest("C1.3")[words]) > 20


def test_every_value_reads_back_from_what_is_written():
    for id in POLICY.ids:
        for parameter in POLICY.parameters(id):
            value = POLICY.latest(id)[parameter.key]
            assert terms.parse(parameter, terms.write(parameter, value)) == value


def test_the_newest_day_of_each_rule_book():
    assert POLICY.versions() == {"C": "2012-04-16", "P": "始终", "W": "始终", "S": "2010-11-01"}


def test_the_sentences_are_short_and_end():
    for clause in POLICY.clauses:
        assert clause.text.endswith("。")
        assert len(clause.title) <= 20


def test_no_file_is_unwieldy():
    assert max(len(p.read_text("utf-8").splitlines()) for p in FOLDER.glob("*.toml")) <= 250


def test_the_policy_survives_a_child_process():
    assert pickle.loads(pickle.dumps(POLICY)) == POLICY
    assert hash(pickle.loads(pickle.dumps(POLICY))) == hash(POLICY)


@pytest.mark.parametrize("module", [policy_module, term_parsers, terms])
def test_what_travels_with_a_workbook_is_python_3_8(module):
    assert ast.parse(Path(module.__file__).read_text("utf-8"), feature_version=(3, 8)).body
