"""What a director decides: recorded once, remembered, and questioned only by something new."""

from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest

from tests.conflicts.screen import POLICY, Screening, at, person_log, person_report
from xlsales.actions.asked import Asked
from xlsales.actions.conflicts import decide, remember, rulings
from xlsales.actions.evidence import evidence_pages
from xlsales.actions.kept import Kept
from xlsales.actions.packs import past_packs, settle
from xlsales.actions.refusal import Refusal
from xlsales.books.page import Document
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level
from xlsales.hosts.files.pages import write_pages
from xlsales.journal import Journal, Readings
from xlsales.tables.conflicts import NOT_ONE_CUSTOMER, Ruling
from xlsales.tables.month_end import Receipt
from xlsales.tables.roles import Role
from xlsales.tables.roster import Person

WEEK = date(2012, 4, 23)
FULL, SHORT = "广州百川网络科技有限公司", "广州百川"
DIRECTOR = Person(name="周总监", role=Role.ACCOUNT_DIRECTOR)
RULED = at(30, 11)
LATER = at(7, month=5)


def april(day):
    return date(2012, 4, day)


@pytest.fixture
def screening(tmp_path):
    """李四 and 张三 over one customer, found and remembered on 30 April."""
    made = Screening(tmp_path / "journal.sqlite")
    made.hand_in(
        at(30),
        person_log("张三", april(10), april(20), customer=FULL),
        person_log("李四", april(3), april(18), customer=SHORT),
        person_report("张三", WEEK, FULL),
        person_report("李四", WEEK, SHORT),
    )
    keep(made, at(30))
    return made


def keep(screening, moment, *records):
    """Remember the conflicts of an occasion; returns them."""
    found = screening.conflicts(moment, *records)
    with Journal.open(screening.path) as journal:
        remember(journal, found, moment, moment)
    return found


def rule(screening, owner="李四", moment=RULED, **changed):
    """Record a ruling on the one conflict."""
    (conflict,) = screening.conflicts(moment)
    stated = {"by": "周总监", "reason": "日志最早", "id": conflict.id, **changed}
    ruling = Ruling(stated["id"], owner, stated["by"], stated["reason"], moment)
    with Journal.open(screening.path) as journal:
        return decide(journal, ruling, moment)


def test_a_ruled_conflict_is_shown_as_ruled(screening):
    rule(screening)
    (conflict,) = screening.conflicts(LATER)
    assert conflict.is_settled and conflict.ruling.owner == "李四"
    assert conflict.ruling.by == "周总监" and conflict.ruling.moment == RULED
    (found,) = [f for f in screening.results(LATER)[Finding] if f.code == "C7.4-conflict"]
    assert found.level is Level.NOTICE
    assert "2012-04-30周总监裁定：李四（日志最早）" in found.message


def test_before_the_ruling_it_was_open(screening):
    rule(screening)
    (conflict,) = screening.conflicts(at(30, 10))
    assert conflict.ruling is None


def test_the_last_ruling_counts(screening):
    rule(screening)
    rule(screening, "张三", at(30, 15), reason="合同先签")
    assert screening.conflicts(LATER)[0].ruling.owner == "张三"


def test_a_number_typed_in_small_letters_is_understood(screening):
    (conflict,) = screening.conflicts(RULED)
    assert rule(screening, id=f" {conflict.id.lower()} ").conflict == conflict.id


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"id": "K000000"}, "没有编号为“K000000”的冲突"),
        ({"owner": "王五"}, "应为张三、李四、不是同一客户之一"),
        ({"reason": ""}, "没有写理由"),
        ({"by": ""}, "没有写裁定人"),
    ],
)
def test_a_ruling_that_lacks_something_is_refused(screening, changed, said):
    with pytest.raises(Refusal, match=said):
        rule(screening, **changed)
    with Journal.open(screening.path) as journal:
        assert rulings(journal) == ()


def test_what_was_ruled_to_be_two_customers_is_two(screening):
    rule(screening, NOT_ONE_CUSTOMER, reason="两家公司")
    assert screening.conflicts(LATER) == ()


def test_a_ruling_holds_when_a_side_types_the_customer_otherwise(screening):
    rule(screening)
    screening.hand_in(LATER, person_report("张三", april(30), "广州百川网络科技公司"))
    (conflict,) = screening.conflicts(LATER)
    assert conflict.is_settled


def test_a_new_side_speaks_against_a_ruling(screening):
    rule(screening)
    screening.hand_in(LATER, person_report("王五", april(30), SHORT))
    (conflict,) = screening.conflicts(LATER)
    assert conflict.ruling.owner == "李四" and not conflict.is_settled
    assert conflict.news == ("王五是裁定之后出现的一方",)


@pytest.mark.parametrize(("day", "settled"), [(30, True), (1, False)])
def test_money_of_the_other_side_after_the_ruling_speaks_against_it(screening, day, settled):
    rule(screening)
    paid = Receipt(
        day=date(2012, 4 if day == 30 else 5, day), customer=FULL, manager="张三",
        received=Decimal("100.00"), commission_rate=Decimal("0.05"),
    )  # fmt: skip
    (conflict,) = screening.conflicts(LATER, paid)
    assert conflict.is_settled is settled


def test_an_owner_who_lets_go_speaks_against_a_ruling(screening):
    rule(screening)
    later = at(31, month=7)
    for person, name in (("张三", FULL), ("李四", SHORT)):
        screening.hand_in(later, person_report(person, date(2012, 7, 16), name))
    (conflict,) = screening.conflicts(later)
    assert conflict.news == ("李四超过90天没有联系客户",)


def test_a_conflict_that_may_be_is_sure_once_it_was_ruled(tmp_path):
    near = "武汉宏晨教育咨询有限公司", "武汉宏晨达教育咨询有限公司"
    screening = Screening(tmp_path / "journal.sqlite")
    screening.hand_in(
        at(30), *(person_report(p, WEEK, n) for p, n in zip("甲乙", near, strict=True))
    )
    (maybe,) = keep(screening, at(30))
    rule(screening, "甲", id=maybe.id)
    (sure,) = screening.conflicts(LATER)
    assert (maybe.likeness.value, sure.likeness.value) == ("待核对", "同一客户")
    assert sure.is_settled


@pytest.fixture
def pack(screening, tmp_path):
    """The pack with its decision columns, which somebody fills in and saves."""
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "周例会_2012-04-23.xlsx"
    write_pages(path, evidence_pages(screening.conflicts(at(30))), Document(folder=folder))

    def fill(row, **cells):
        book = openpyxl.load_workbook(path, data_only=True)  # it keeps no value of a formula
        sheet = book["冲突筛查"]
        top = next(r for r in range(1, 20) if sheet.cell(r, 1).value == "编号")
        columns = {sheet.cell(top, c).value: c for c in range(1, sheet.max_column + 1)}
        for heading, value in cells.items():
            sheet.cell(top + row, columns[heading]).value = value
        book.save(path)

    def take(moment):
        wanted = Asked(folder, moment, moment)
        readings = Readings(screening.path, "")
        with Journal.open(screening.path) as journal, readings:
            packs = past_packs(wanted, [path.name], journal, Kept(readings, (), POLICY))
            found = settle(packs, Records([DIRECTOR]), journal, wanted, POLICY)
            return found, rulings(journal)

    return fill, take


def test_a_ruling_is_taken_from_the_pack_once(pack):
    fill, take = pack
    fill(2, 裁定归属="李四", 裁定理由="日志最早")
    assert take(RULED)[0] == ()
    fill(1, 裁定理由="")
    found, made = take(LATER)
    assert found == () and len(made) == 1
    assert (made[0].owner, made[0].by, made[0].reason) == ("李四", "周总监", "日志最早")


def test_a_pack_left_as_it_was_says_nothing(pack):
    _, take = pack
    assert take(RULED) == ((), ())


def test_an_old_pack_takes_no_later_ruling_back(screening, pack):
    fill, take = pack
    fill(1, 裁定归属="李四", 裁定理由="日志最早")
    take(RULED)
    rule(screening, "张三", RULED + timedelta(hours=1), reason="合同先签")
    fill(1, 裁定人="周总监")
    assert take(LATER)[1][-1].owner == "张三"


def test_a_decision_that_cannot_be_recorded_is_found_at_its_cell(pack):
    fill, take = pack
    fill(1, 裁定归属="王五", 裁定理由="日志最早")
    (found,), made = take(RULED)
    assert made == () and found.code == "T-choice" and found.level is Level.ERROR
    assert found.where.sheet == "冲突筛查" and "应为张三、李四" in found.message
    assert take(LATER)[0] == (found,)  # until somebody mends it
