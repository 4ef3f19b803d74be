"""Each way of dating a contact back: it shows, it does not win, and the honest are left alone."""

from datetime import date

import pytest

from tests.conflicts.screen import Screening, at, person_log, person_report
from tests.journal.filing import log, opportunity, report
from xlsales.core.rule import Finding
from xlsales.tables.roles import Product

CUSTOMER = "广州百川"
HONEST, OTHER = "李四", "张三"
LOG = "客户日志_张三_2012-04.xlsx"


def april(day):
    return date(2012, 4, day)


@pytest.fixture
def screening(tmp_path):
    """李四 has contacts from 10 April on, handed in on the 16th; 张三 hands in a log without it."""
    made = Screening(tmp_path / "journal.sqlite")
    made.hand_in(
        at(16),
        person_log(HONEST, april(10), april(13)),
        person_log(OTHER, april(11), customer="深圳千帆"),
    )
    return made


def explained(screening, moment):
    """The findings that ask for an explanation: cell and what they say."""
    found = screening.results(moment)[Finding]
    return [(str(f.where), f.message) for f in found if f.code == "C7.5-backdated"]


def outcome(screening, day=30, hour=9):
    """Whom the proposal names, and from when the other one's contacts count."""
    (conflict,) = screening.conflicts(at(day, hour))
    other = next(s for s in conflict.sides if s.person == OTHER)
    return conflict.owner, other.credible


def test_a_row_put_into_a_log_that_was_handed_in_without_it(screening):
    screening.hand_in(at(23), person_log(OTHER, april(3), april(20)))
    assert outcome(screening) == (HONEST, april(20))
    ((where, message),) = explained(screening, at(30))
    assert where == f"{LOG}!客户日志!A5"
    assert "2012-04-16交的日志里没有2012-04-03的这次联系，2012-04-23才出现" in message


def test_a_date_moved_earlier(screening):
    screening.hand_in(at(18), person_log(OTHER, april(17)))
    screening.hand_in(at(23), person_log(OTHER, april(3)))
    owner, credible = outcome(screening)
    assert (owner, credible) == (HONEST, april(23))
    assert len(explained(screening, at(30))) == 1


def test_an_old_row_given_to_another_customer(screening):
    screening.hand_in(at(23), person_log(OTHER, april(11)))
    assert outcome(screening) == (HONEST, april(23))
    assert "2012-04-11" in explained(screening, at(30))[0][1]


def test_a_log_of_a_month_long_past_handed_in_only_now(tmp_path):
    screening = Screening(tmp_path / "journal.sqlite")
    screening.hand_in(at(1, month=3), person_report(OTHER, date(2012, 2, 20), "深圳千帆"))
    screening.hand_in(at(16), person_log(HONEST, april(10)))
    screening.hand_in(at(23), person_log(OTHER, date(2012, 3, 5)))
    assert outcome(screening) == (HONEST, april(23))
    assert "应在2012-04-07前" in explained(screening, at(30))[0][1]


def test_a_first_contact_moved_earlier_in_the_funnel(screening):
    screening.hand_in(at(23), person_report(OTHER, april(16), CUSTOMER, first_contact=april(12)))
    screening.hand_in(at(30), person_report(OTHER, april(23), CUSTOMER, first_contact=april(2)))
    ((where, message),) = explained(screening, at(30, 10))
    assert where == "周报告_张三_2012-04-23.xlsx!漏斗!H5"
    assert "由2012-04-12改为2012-04-02" in message
    assert outcome(screening, 30, 10) == (HONEST, None)


def test_another_product_with_an_earlier_first_contact_is_no_date_moved(screening):
    screening.hand_in(at(23), person_report(OTHER, april(16), CUSTOMER, first_contact=april(12)))
    rows = [
        opportunity(OTHER, CUSTOMER, april(23), 5, first_contact=april(12)),
        opportunity(OTHER, CUSTOMER, april(23), 6, first_contact=april(2), product=Product.CPS),
    ]
    screening.hand_in(at(30), report(*rows, person=OTHER, week=april(23)))
    assert explained(screening, at(30, 10)) == []


def test_a_date_after_the_day_of_submission(screening):
    screening.hand_in(at(23), person_log(OTHER, april(28)))
    assert "晚于提交的日期" in explained(screening, at(30))[0][1]


def test_history_imported_later_does_not_clear_what_was_seen_live(screening):
    cheat = person_log(OTHER, april(3), april(20))
    screening.hand_in(at(23), cheat)
    screening.hand_in(at(5), cheat, clock=at(24))
    assert outcome(screening) == (HONEST, april(20))
    assert len(explained(screening, at(30))) == 1


def test_an_import_of_a_row_that_a_live_log_lacked_is_not_believed(screening):
    screening.hand_in(at(5), person_log(OTHER, april(3)), clock=at(24))
    assert outcome(screening) == (HONEST, None)
    screening.hand_in(at(25), person_log(OTHER, april(3)))
    assert len(explained(screening, at(30))) == 1
    assert outcome(screening) == (HONEST, april(24))


def test_several_rows_put_in_at_once_are_each_shown(screening):
    screening.hand_in(at(23), person_log(OTHER, april(3), april(5), april(9)))
    cells = [where for where, _ in explained(screening, at(30))]
    assert cells == [f"{LOG}!客户日志!A{row}" for row in (5, 6, 7)]
    assert outcome(screening) == (HONEST, april(23))


@pytest.mark.parametrize("day", [16, 17, 20])
def test_contacts_since_the_last_submission_need_no_explanation(screening, day):
    screening.hand_in(at(23), person_log(OTHER, april(day)))
    assert explained(screening, at(30)) == []
    assert outcome(screening) == (HONEST, april(day))


def test_a_first_log_handed_in_on_time_is_believed(tmp_path):
    screening = Screening(tmp_path / "journal.sqlite")
    screening.hand_in(at(16), person_log(HONEST, april(10)))
    screening.hand_in(at(30), person_log(OTHER, april(3)))
    assert explained(screening, at(30)) == []
    assert outcome(screening) == (OTHER, april(3))


def test_another_way_of_typing_the_customer_is_not_a_new_row(screening):
    screening.hand_in(at(18), person_log(OTHER, april(17), customer="广州百川有限公司"))
    screening.hand_in(at(23), person_log(OTHER, april(17), customer="广州百川有限责任公司"))
    assert explained(screening, at(30)) == []


def test_another_channel_of_the_same_day_is_not_a_new_contact(screening):
    from xlsales.tables.log import Channel

    screening.hand_in(at(18), person_log(OTHER, april(17)))
    screening.hand_in(at(23), person_log(OTHER, april(17), channel=Channel.VISIT))
    assert explained(screening, at(30)) == []


def test_a_journal_younger_than_the_month_accuses_nobody(tmp_path):
    screening = Screening(tmp_path / "journal.sqlite")
    screening.hand_in(
        at(30),
        person_log(OTHER, date(2012, 2, 6), date(2012, 2, 20)),
        person_log(HONEST, april(10)),
    )
    assert explained(screening, at(30)) == []
    assert outcome(screening) == (OTHER, date(2012, 2, 6))


def test_rows_that_could_not_be_read_are_mentioned(tmp_path):
    screening = Screening(tmp_path / "journal.sqlite")
    screening.hand_in(at(16), person_log(HONEST, april(10)), log(person=OTHER, unread=1))
    screening.hand_in(at(23), person_log(OTHER, april(3)))
    assert "有1行读不懂，可能在其中" in explained(screening, at(30))[0][1]


def test_a_row_that_was_taken_out_again_is_shown_and_counts_no_more(screening):
    screening.hand_in(at(18), person_log(OTHER, april(17), april(18)))
    screening.hand_in(at(23), person_log(OTHER, april(18)))
    (conflict,) = screening.conflicts(at(30))
    other = next(s for s in conflict.sides if s.person == OTHER)
    assert (other.contacts, other.credible) == (1, april(18))
    assert any("后来从日志中删去" in e.text for e in other.events)


def test_it_is_said_first_where_claimed_and_seen_order_differ(screening):
    screening.hand_in(at(23), person_log(OTHER, april(3)))
    (conflict,) = screening.conflicts(at(30))
    assert conflict.by_claim == (OTHER, HONEST)
    assert conflict.by_seen == (HONEST, OTHER)
    assert conflict.proposal.startswith("先后不一致：张三写的日期在先")


def noted(screening):
    """What the director is told of a side besides the dates."""
    (conflict,) = screening.conflicts(at(30))
    return next(s for s in conflict.sides if s.person == OTHER).notes


def test_what_was_put_in_after_the_other_had_appeared_is_said(screening):
    screening.hand_in(at(23), person_log(OTHER, april(3), april(20)))
    assert noted(screening)[0] == "其中1处在李四首次出现（2012-04-16）之后才提交"
    assert "2处日期需要说明" not in noted(screening)


def test_words_changed_after_the_first_submission_are_said(screening):
    screening.hand_in(at(18), person_log(OTHER, april(17)))
    screening.hand_in(at(23), person_log(OTHER, april(17), feedback="对方已同意"))
    assert "1条日志的内容后来改过" in noted(screening)
    assert explained(screening, at(30)) == []


@pytest.mark.parametrize(("day", "said"), [(21, True), (28, False), (20, False)])
def test_contacts_on_a_day_off_are_said(screening, day, said):
    screening.hand_in(at(30), person_log(OTHER, april(day)))  # Saturday the 28th is worked
    assert ("1次联系写在休息日" in noted(screening)) is said


@pytest.mark.parametrize(("times", "said"), [(2, False), (3, True)])
def test_long_texts_that_repeat_word_for_word_are_said(screening, times, said):
    days = [april(d) for d in (17, 18, 19)][:times]
    content = "上门介绍产品，留下资料，约下周再谈"
    screening.hand_in(at(23), person_log(OTHER, *days, content=content))
    assert (f"{times}次联系的内容一字不差" in noted(screening)) is said
