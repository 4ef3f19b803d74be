"""The mail draft of an application goes to whom the rule-book names, and is never sent."""

from email import message_from_bytes, policy

import pytest

from tests.forms.given import PEOPLE, applications, made, roster


def drafts(result):
    """The drafts as a mail program reads them."""
    files = [path for path in result.paths if path.suffix == ".eml"]
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in files]


def addresses(message, header):
    """The addresses in a header."""
    return [one.addr_spec for one in message[header].addresses] if message[header] else []


@pytest.mark.parametrize(
    ("named", "copied"),
    [
        ({}, ["xiang@example.com"]),
        ({"executive": "李四"}, ["xiang@example.com", "meng@example.com", "li@example.com"]),
        ({"support": "赵六"}, ["xiang@example.com", "meng@example.com", "zhao@example.com"]),
    ],
)
def test_the_director_gets_it_and_the_others_a_copy(tmp_path, named, copied):
    roster(tmp_path)
    (message,) = drafts(made(applications(tmp_path, {"number": "A-1", **named})))
    assert addresses(message, "To") == ["sun@example.com"]
    assert addresses(message, "Cc") == copied
    assert addresses(message, "From") == ["zhang@example.com"]


def test_it_carries_the_form_and_says_what_is_applied_for(tmp_path):
    roster(tmp_path)
    result = made(applications(tmp_path, {"number": "A-1", "requested": 0.04, "reason": "竞争"}))
    (message,) = drafts(result)
    assert message["Subject"] == (
        "2012公司测试数量及价格折扣申请表 A-1 深圳市腾讯计算机系统有限公司"
    )
    text = message.get_body().get_content()
    assert text.startswith("孙立：您好！")
    assert "申请值：0.04元" in text
    assert "原因：竞争" in text
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "2012公司测试数量及价格折扣申请表_A-1.xlsx"
    assert attached.get_content() == result.paths[0].read_bytes()


def test_it_opens_as_a_draft_that_nobody_has_sent(tmp_path):
    roster(tmp_path)
    (message,) = drafts(made(applications(tmp_path, {"number": "A-1"})))
    assert message["X-Unsent"] == "1"
    assert message["Date"] is None


def test_the_roster_is_looked_for_upwards(tmp_path):
    roster(tmp_path)
    below = tmp_path / "四月" / "申请"
    below.mkdir(parents=True)
    (message,) = drafts(made(applications(below, {"number": "A-1"})))
    assert addresses(message, "To") == ["sun@example.com"]


def test_addresses_that_are_missing_are_told(tmp_path):
    people = [
        (name, role, {"孙立": None, "向莎": "在公司"}.get(name, mail))
        for name, role, mail in PEOPLE
        if role != "客户执行经理"
    ]
    roster(tmp_path, people)
    result = made(applications(tmp_path, {"number": "A-1", "support": "钱七"}))
    (message,) = drafts(result)
    assert (addresses(message, "To"), addresses(message, "Cc")) == ([], [])
    assert [note.partition("：")[2] for note in result.notes] == [
        "人员名单里客户总监孙立没有填邮箱，请补填",
        "人员名单里客户支持主管向莎“在公司”不是邮箱地址，请补填",
        "人员名单里没有在职的客户执行经理，请补填",
        "人员名单里没有在职的钱七，请补填",
    ]


def test_a_missing_roster_is_told_once(tmp_path):
    result = made(applications(tmp_path, {"number": "A-1", "support": "赵六"}))
    (note,) = result.notes
    assert note.endswith("同一文件夹和上级文件夹里没有《人员名单》，请补填")


def test_the_same_applications_give_the_same_bytes(tmp_path):
    roster(tmp_path)
    file = applications(tmp_path, {"number": "A-1"})
    first = {path: path.read_bytes() for path in made(file).paths}
    assert {path: path.read_bytes() for path in made(file).paths} == first
