"""What is seen in a department's folder, and what of it is to be read."""

import os
import socket
from hashlib import sha256
from pathlib import Path

import pytest

from tests.safety.submissions import saved, written_by_xlsxwriter
from xlsales.books.book import Book
from xlsales.books.page import Page
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files import safe
from xlsales.hosts.files.folder import Seen, scan
from xlsales.hosts.files.host import marked_copy
from xlsales.hosts.files.own import is_own_output
from xlsales.hosts.files.pages import write_pages
from xlsales.hosts.files.safe import read_many


def reasons(folder: Path) -> dict[str, str]:
    return {seen.name: seen.ignored for seen in scan(folder)}


def test_files_at_any_depth_are_seen_in_order_with_their_fingerprint(tmp_path):
    deep = tmp_path / "华北" / "四月" / "第三周"
    deep.mkdir(parents=True)
    content = written_by_xlsxwriter()
    for folder in (deep, tmp_path, tmp_path / "华北"):
        saved(folder, "周报告.xlsx", content)
    seen = scan(tmp_path)
    assert [one.name for one in seen] == [
        "华北/周报告.xlsx", "华北/四月/第三周/周报告.xlsx", "周报告.xlsx",
    ]  # fmt: skip
    assert {one.sha256 for one in seen} == {sha256(content).hexdigest()}


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("~$周报告.xlsx", "正被他人打开"),
        (".~lock.周报告.xlsx#", "正被他人打开"),
        ("周报告.xlsx.tmp", "临时文件"),
        ("~WRL0001.tmp", "临时文件"),
        (".DS_Store", "系统或隐藏文件"),
        ("Thumbs.db", "系统或隐藏文件"),
        ("会议纪要.docx", "不是工作簿"),
        ("照片.jpg", "不是工作簿"),
        ("没有后缀", "不是工作簿"),
    ],
)
def test_what_is_no_submission_is_ignored_with_the_reason(name, word, tmp_path):
    saved(tmp_path, name, b"x")
    assert word in reasons(tmp_path)[name]


def test_what_was_deleted_or_hidden_by_a_system_is_ignored(tmp_path):
    for folder in (".Trash-1000", "$RECYCLE.BIN", "__MACOSX"):
        (tmp_path / folder).mkdir()
        saved(tmp_path / folder, "周报告.xlsx", written_by_xlsxwriter())
    assert all("隐藏" in why for why in reasons(tmp_path).values())


def test_links_and_special_files_are_named_but_never_opened(tmp_path):
    (tmp_path / "圈").mkdir()
    (tmp_path / "圈" / "回头").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "链接.xlsx").symlink_to("/dev/zero")
    (tmp_path / "断的.xlsx").symlink_to("nowhere")
    os.mkfifo(tmp_path / "管道.xlsx")
    plug = socket.socket(socket.AF_UNIX)
    with pytest.MonkeyPatch.context() as patch, plug:
        patch.chdir(tmp_path)
        plug.bind("插座.xlsx")
    found = reasons(tmp_path)
    assert set(found) == {"圈/回头", "链接.xlsx", "断的.xlsx", "管道.xlsx", "插座.xlsx"}
    assert all("是链接" in found[n] for n in ("圈/回头", "链接.xlsx", "断的.xlsx"))
    assert all("不是普通文件" in found[n] for n in ("管道.xlsx", "插座.xlsx"))


def test_a_name_that_is_not_unicode_is_shown_and_read(tmp_path):
    raw = os.path.join(os.fsencode(tmp_path), "周报告_张三.xlsx".encode("gb18030"))
    with open(raw, "wb") as file:
        file.write(written_by_xlsxwriter())
    (received,) = read_many(scan(tmp_path))
    assert received.seen.name == "周报告_张三.xlsx"
    assert isinstance(received.outcome, Book)


def test_a_name_that_breaks_lines_is_shown_in_one(tmp_path):
    saved(tmp_path, "a\nb\u202ecod.xlsx", written_by_xlsxwriter())
    (seen,) = scan(tmp_path)
    assert seen.name == "a\\u000ab\\u202ecod.xlsx"
    seen.name.encode("utf-8")


def test_our_own_results_are_no_submissions(tmp_path):
    source = saved(tmp_path, "周报告.xlsx", written_by_xlsxwriter())
    pack = write_pages(tmp_path / "周例会.xlsx", [Page("首页", "周例会")])
    marked = marked_copy(source, tmp_path / "周报告_已检查.xlsx", [], [Page("检查结果", "无")])
    assert [is_own_output(path) for path in (source, pack, marked)] == [False, True, True]
    found = reasons(tmp_path)
    assert found["周报告.xlsx"] == ""
    assert "只取其中填写的裁定" in found["周例会.xlsx"]
    assert "标记副本" in found["周报告_已检查.xlsx"]


def test_a_file_that_is_gone_is_refused_with_a_reason(tmp_path):
    path = saved(tmp_path, "周报告.xlsx", written_by_xlsxwriter())
    seen = scan(tmp_path)
    path.unlink()
    (received,) = read_many(seen)
    assert isinstance(received.outcome, Unreadable)
    assert "不在原处" in received.outcome.reason


def test_a_file_that_changed_since_is_read_as_it_is_now(tmp_path, monkeypatch):
    monkeypatch.setattr(safe, "QUIET_SECONDS", 0.0)
    saved(tmp_path, "日志.csv", "甲,乙\n".encode())
    seen = scan(tmp_path)
    saved(tmp_path, "日志.csv", "丙,丁\n".encode())
    (received,) = read_many(seen)
    assert received.outcome.sheets[0].rows == [["丙", "丁"]]
    assert received.content == "丙,丁\n".encode()


def test_the_files_are_never_changed_by_reading(tmp_path):
    saved(tmp_path, "周报告.xlsx", written_by_xlsxwriter())
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.rglob("*")}
    list(read_many(scan(tmp_path)))
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.rglob("*")} == before


def test_every_file_seen_is_read_or_ignored(tmp_path):
    saved(tmp_path, "a.xlsx", b"")
    saved(tmp_path, "b.txt", b"")
    saved(tmp_path, "c.xlsx", written_by_xlsxwriter())
    seen = scan(tmp_path)
    received = list(read_many(seen))
    ignored = [one for one in seen if one.ignored]
    assert len(received) + len(ignored) == len(seen) == 3
    assert [one.seen for one in received] == [
        s for s in seen if isinstance(s, Seen) and not s.ignored
    ]
