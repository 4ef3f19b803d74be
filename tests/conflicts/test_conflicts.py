"""Which customers are in conflict, between whom, and to whom the logs point."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.conflicts.screen import Screening, at, person_log, person_report
from tests.journal.filing import contact, log, opportunity, report
from xlsales.core.record import Place
from xlsales.core.rule import Finding, Level
from xlsales.tables.agreements import Agreement
from xlsales.tables.conflicts import Likeness
from xlsales.tables.roles import Product
from xlsales.tables.roster import Alias, Assignment
from xlsales.tables.weekly import FunnelStage

WEEK = date(2012, 4, 23)
FULL, SHORT = "广州百川网络科技有限公司", "广州百川"


def april(day):
    return date(2012, 4, day)


@pytest.fixture
def screening(tmp_path):
    return Screening(tmp_path / "journal.sqlite")


@pytest.fixture
def rivals(screening):
    """李四 from the 3rd on and 张三 from the 10th on follow one customer under two names."""
    screening.hand_in(
        at(30),
        person_log("张三", april(10), april(20), customer=FULL),
        person_log("李四", april(3), april(18), customer=SHORT),
        person_report("张三", WEEK, FULL),
        person_report("李四", WEEK, SHORT),
    )
    return screening


def test_two_managers_of_one_customer_are_a_conflict(rivals):
    (conflict,) = rivals.conflicts(at(30))
    assert conflict.likeness is Likeness.SAME and conflict.score > Decimal("0.8")
    assert [(s.person, s.customers) for s in conflict.sides] == [
        ("李四", (SHORT,)),
        ("张三", (FULL,)),
    ]
    assert conflict.owner == "李四" and conflict.customer == FULL
    assert conflict.proposal.startswith("建议归李四：2012-04-03起有可信并持续的联系2次")


def test_it_is_found_once_at_the_funnel_of_who_came_last(rivals):
    (found,) = [f for f in rivals.results(at(30))[Finding] if f.code == "C7.4-conflict"]
    assert str(found.where) == "周报告_张三_2012-04-23.xlsx!漏斗!B5"
    assert [str(r) for r in found.related] == ["周报告_李四_2012-04-23.xlsx!漏斗!B5"]
    assert found.level is Level.WARNING and found.value == FULL


def test_the_number_of_a_conflict_does_not_depend_on_the_order_of_rows(tmp_path):
    rows = [
        opportunity("张三", c, WEEK, 5 + n) for n, c in enumerate((FULL, "深圳千帆", "杭州云栖"))
    ]
    ids = set()
    for name, own in (("a", rows), ("b", rows[::-1])):
        screening = Screening(tmp_path / f"{name}.sqlite")
        theirs = person_report("李四", WEEK, "杭州云栖", SHORT, "深圳千帆")
        entries = (report(*own, person="张三"), theirs)
        screening.hand_in(at(30), *(entries if name == "a" else entries[::-1]))
        ids.add(tuple(sorted(c.id for c in screening.conflicts(at(30)))))
    assert len(ids) == 1 and len(ids.pop()) == 3


def test_the_number_stays_when_a_side_types_the_customer_otherwise(rivals):
    (before,) = rivals.conflicts(at(30))
    rivals.hand_in(at(7, month=5), person_report("张三", april(30), "广州百川网络科技公司"))
    (after,) = rivals.conflicts(at(7, month=5))
    assert after.id == before.id and len(after.sides[1].customers) == 2


def test_a_third_side_makes_it_another_conflict(rivals):
    (before,) = rivals.conflicts(at(30))
    rivals.hand_in(at(7, month=5), person_report("王五", april(30), SHORT))
    (after,) = rivals.conflicts(at(7, month=5))
    assert after.id != before.id
    assert {s.person for s in after.sides} == {"张三", "李四", "王五"}


def test_names_that_only_may_be_one_are_to_be_checked(screening):
    near = "武汉宏晨教育咨询有限公司", "武汉宏晨达教育咨询有限公司"
    screening.hand_in(at(30), person_report("张三", WEEK, near[0]),
                      person_report("李四", WEEK, near[1]))  # fmt: skip
    (conflict,) = screening.conflicts(at(30))
    (found,) = [f for f in screening.results(at(30))[Finding] if f.code == "C7.4-conflict"]
    assert conflict.likeness is Likeness.MAYBE and found.level is Level.NOTICE


def test_different_customers_are_no_conflict(screening):
    screening.hand_in(at(30), person_report("张三", WEEK, "北京中软科技有限公司"),
                      person_report("李四", WEEK, "上海远洋食品有限公司"))  # fmt: skip
    assert screening.conflicts(at(30)) == ()


@pytest.mark.parametrize("name", ["", "1", "😀😀😀", "甲" * 5000, "公司"])
def test_what_is_no_name_is_no_conflict(screening, name):
    screening.hand_in(at(30), person_report("张三", WEEK, name), person_report("李四", WEEK, name))
    assert screening.conflicts(at(30)) == ()


def test_a_manager_and_the_executive_of_the_pairing_are_no_conflict(screening):
    screening.hand_in(
        at(30),
        person_report("张三", WEEK, FULL, executive="李四"),
        person_log("李四", april(18), customer=SHORT),
    )
    assert screening.conflicts(at(30)) == ()


def test_the_roster_pairs_too_and_the_pair_stands_against_a_third(rivals):
    pairing = Assignment(customer=FULL, manager="张三", executive="李四")
    assert rivals.conflicts(at(30), pairing) == ()
    rivals.hand_in(at(7, month=5), person_log("王五", april(30), customer=SHORT))
    (conflict,) = rivals.conflicts(at(7, month=5), pairing)
    assert {(s.person, s.partners) for s in conflict.sides} == {("张三", ("李四",)), ("王五", ())}
    assert conflict.owner == "张三"  # from the executive's contact on the 3rd


def test_the_alias_list_joins_names_that_share_nothing(screening):
    screening.hand_in(at(30), person_report("张三", WEEK, "万里通物流有限公司"),
                      person_report("李四", WEEK, "蓝鲸集团"))  # fmt: skip
    assert screening.conflicts(at(30)) == ()
    alias = Alias(alias="蓝鲸集团", customer="万里通物流有限公司")
    assert len(screening.conflicts(at(30), alias)) == 1


def test_own_variants_are_a_notice_and_no_conflict(screening):
    rows = [opportunity("张三", name, WEEK, row) for row, name in ((5, FULL), (6, SHORT))]
    screening.hand_in(at(30), report(*rows))
    (found,) = screening.results(at(30), *rows)[Finding]
    assert (found.code, found.level, found.where.cell) == ("C7.4-variant", Level.NOTICE, "B6")
    assert screening.conflicts(at(30)) == ()


def test_a_side_without_a_log_has_no_evidence(screening):
    screening.hand_in(at(30), person_report("张三", WEEK, FULL),
                      person_log("李四", april(18), customer=SHORT))  # fmt: skip
    (conflict,) = screening.conflicts(at(30))
    assert conflict.owner == "李四"
    assert ("C7.5-nolog", "周报告_张三_2012-04-23.xlsx", "B5") in screening.codes(at(30))


def test_before_the_log_of_the_month_is_handed_in_that_is_only_a_notice(screening):
    screening.hand_in(at(16), *(person_report(p, april(9), FULL) for p in ("张三", "李四")))
    screening.hand_in(at(17), person_log("张三", april(10), customer="深圳千帆"))
    found = [f for f in screening.results(at(17))[Finding] if f.code == "C7.5-nolog"]
    assert {f.where.book[4:6]: f.level for f in found} == {
        "张三": Level.WARNING,
        "李四": Level.NOTICE,
    }
    assert "当月的日志还没有交" in next(f.message for f in found if f.level is Level.NOTICE)


def test_without_any_log_nobody_is_proposed(screening):
    entries = (person_report(p, WEEK, FULL) for p in ("张三", "李四"))
    screening.hand_in(at(30), *entries)
    (conflict,) = screening.conflicts(at(30))
    assert conflict.owner == "" and conflict.proposal.startswith("无法建议")


def test_contacts_of_the_same_day_are_for_the_director(screening):
    entries = (person_log(p, april(5), customer=FULL) for p in ("张三", "李四"))
    screening.hand_in(at(30), *entries)
    (conflict,) = screening.conflicts(at(30))
    assert conflict.owner == "" and "都从2012-04-05起" in conflict.proposal


@pytest.mark.parametrize(("gap", "owner"), [(90, "李四"), (91, "张三")])
def test_an_earlier_contact_counts_while_no_gap_is_over_the_limit(screening, gap, owner):
    today = april(30)
    old = april(20) - timedelta(days=gap)
    screening.hand_in(at(30, month=1), person_log("李四", old, customer=SHORT))
    screening.hand_in(
        at(30),
        person_log("李四", april(20), customer=SHORT),
        person_log("张三", april(10), customer=FULL),
    )
    (conflict,) = screening.conflicts(at(today.day))
    assert conflict.owner == owner
    assert max(s.longest_gap for s in conflict.sides) == gap


@pytest.mark.parametrize(("days", "sides"), [(90, 2), (91, 0)])
def test_who_was_silent_too_long_is_no_side(screening, days, sides):
    then = april(30) - timedelta(days=days)
    screening.hand_in(at(10, month=2), person_log("李四", then, customer=SHORT))
    screening.hand_in(at(30), person_log("张三", april(10), customer=FULL))
    assert sum(len(c.sides) for c in screening.conflicts(at(30))) == sides


def test_who_has_lost_the_customer_is_no_side(rivals):
    lost = person_report("李四", april(30), SHORT, stage=FunnelStage.LOST)
    rivals.hand_in(at(7, month=5), lost)
    assert rivals.conflicts(at(7, month=5)) == ()


def test_history_of_the_journal_counts_where_the_folder_has_only_this_week(screening):
    screening.hand_in(at(16), person_log("李四", april(3), customer=SHORT))
    row = opportunity("张三", FULL, WEEK)
    (conflict,) = screening.conflicts(at(30), row)
    assert {s.person for s in conflict.sides} == {"张三", "李四"}


def test_a_file_that_was_moved_is_linked_where_it_lies_now(rivals):
    row = opportunity("张三", FULL, WEEK)
    moved = opportunity("张三", FULL, WEEK)
    place = Place(f"四月/{row.place.book}", "漏斗", row.place.columns)
    object.__setattr__(moved, "place", place)
    (conflict,) = rivals.conflicts(at(30), moved)
    assert next(s for s in conflict.sides if s.person == "张三").where.book == place.book


def test_an_agreement_is_said_beside_the_proposal(rivals):
    signed = Agreement(
        number="HT-1", customer=FULL, manager="张三", product=Product.CPM, price=Decimal("8"),
        template=True, changed=False, signed=april(25),
    )  # fmt: skip
    (conflict,) = rivals.conflicts(at(30), signed)
    assert conflict.owner == "李四" and "张三已有合同1份，请一并考虑" in conflict.proposal


def test_before_the_clause_is_in_force_nothing_is_screened(screening):
    rows = [opportunity(p, FULL, date(2012, 2, 13)) for p in ("张三", "李四")]
    for row in rows:
        screening.hand_in(at(20, month=2), report(row, person=row.manager, week=row.week))
    assert screening.codes(at(29, month=2)) == []
    assert len(screening.conflicts(at(1, month=3))) == 1


def test_contacts_are_counted_by_what_was_done(screening):
    rows = [
        contact("李四", SHORT, april(d), 5 + d, feedback="同意" if d > 3 else "") for d in (3, 5, 9)
    ]
    screening.hand_in(at(30), log(*rows, person="李四"), person_report("张三", WEEK, FULL))
    (conflict,) = screening.conflicts(at(30))
    side = next(s for s in conflict.sides if s.person == "李四")
    assert (side.contacts, side.substantial, side.last) == (3, 2, april(9))
