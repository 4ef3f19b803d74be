"""The command line: Chinese throughout, JSON alone on standard output, three exit statuses."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.weekly.folders import copy_of_samples, report
from xlsales.cli import XLSALES, status_of
from xlsales.cli.words import expanded

ENGLISH = re.compile(r"\b(Usage|Options?|Commands?|Arguments?|Show this|required|default|Error)\b")


def commands(command, path: tuple[str, ...] = ()):
    """Every command and group with its words."""
    yield path
    for inner in getattr(command, "commands", ()):
        yield from commands(inner, (*path, inner.name))


COMMANDS = list(commands(XLSALES))


@pytest.mark.parametrize("path", COMMANDS, ids="-".join)
def test_every_help_page_is_chinese(path, capsys):
    assert status_of([*path, "--help"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("用法：")
    assert not ENGLISH.search(page), page


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["consolidate"], "缺少参数“文件夹”"),
        (["consolidate", "没有的文件夹"], "没有文件夹“没有的文件夹”；请检查路径"),
        (["check", "没有.xlsx"], "没有文件“没有.xlsx”；请检查路径"),
        (["check", "."], "“.”是文件夹；请写其中的工作簿"),
        (["forms", ".", "没有.xlsx"], "“.”是文件夹；请写其中的工作簿"),
        (["journal", "log", "--journal", "文件.txt"], "文件.txt不是提交台账，或已损坏；请换"),
        (["journal", "log", "没有的文件夹"], "没有文件夹“没有的文件夹”；请检查路径"),
        (["demo", "文件.txt"], "“文件.txt”应为文件夹"),
        (["template", "--output", "文件.txt"], "“文件.txt”应为文件夹"),
        (["template", "--output", "文件.txt/空白"], "路径中间有一个是文件"),
        (["policy", "--workbook", "文件.txt/制度参数.xlsx"], "路径中间有一个是文件"),
        (["汇总"], "没有命令“汇总”；用 xlsales --help 查看用法"),
        (["check", "--xyz", "a.xlsx"], "没有选项“--xyz”"),
        (["calc", "upgrade"], "没有命令“upgrade”"),
        (["check", "a.xlsx", "-v"], "没有选项“-v”"),
        (["consolidate", ".", ".."], "多出了参数“..”"),
        (["close-month", "."], "缺少选项“--month”；用 xlsales close-month --help 查看用法"),
        (["journal", "找"], "没有命令“找”；用 xlsales journal --help 查看用法"),
        (["close-month", ".", "--month"], "选项“--month”后面要写一个值"),
        (["close-month", ".", "--month", "--final"], "选项“--month”后面要写一个值"),
        (["close-month", ".", "--mon", "2012-04"], "没有选项“--mon”"),
        (["policy", "--diff", "2012-04-01"], "选项“--diff”后面要写两个值"),
        (["policy", "--diff=2012-04-01", "2012-04-02"], "选项“--diff”后面要写两个值"),
        (["adopt", "甲.xlsx", "--yes", "乙.xlsx"], "没有文件“甲.xlsx、乙.xlsx”；请检查路径"),
        (["consolidate", ".", "--json=1"], "选项“--json”后面不写值"),
        (["consolidate", "--", "--json"], "没有文件夹“--json”；请检查路径"),
        (["consolidate", "- 周报"], "没有文件夹“- 周报”；请检查路径"),
        (["consolidate", ".", "--on", "- 昨天"], "看不懂时间“- 昨天”"),
        (["check", "a.xlsx", "b.xlsx", "--on", "昨天"], "看不懂时间“昨天”"),
        (["consolidate", ".", "--week=2012-04-24"], "2012-04-24不是周一"),
        (["explain", "C99.9"], "没有编码或条款“C99.9”；相近的有：C9.5"),
        (["explain", "c6.2-aprover"], "没有编码或条款“c6.2-aprover”；相近的有：C6.2-approver"),
        (["explain", "XX"], "没有编码或条款“XX”；编码写在“检查结果”表里"),
        (["consolidate", ".", "--on", "2012-04-30 25:00"], "看不懂时间“2012-04-30 25:00”"),
        (["consolidate", ".", "--output", "周例会.txt"], "“周例会.txt”不是工作簿的文件名"),
        (["policy", "--lint", "没有.xlsx"], "没有文件“没有.xlsx”；请检查路径"),
        (
            ["consolidate", ".", "--week", "2012-04-24"],
            "2012-04-24不是周一；该周的周一是2012-04-23",
        ),
        (["consolidate", ".", "--on", "昨天"], "看不懂时间“昨天”"),
        (["template", "周报"], "没有叫“周报”的表格"),
        (["journal", "log", "."], "还没有提交台账"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else "",
)
def test_what_can_not_be_done_is_one_chinese_line_and_status_2(
    arguments, words, capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    Path("文件.txt").write_text("不是表格", "utf-8")
    assert status_of(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    lines = printed.err.strip().splitlines()
    assert len(lines) == 1
    assert words in lines[0]


@pytest.mark.parametrize("name", ["consolidate", "conflicts", "close-month"])
def test_a_folder_without_a_workbook_is_said_to_have_none(name, tmp_path, capsys):
    folder, journal = tmp_path / "空", tmp_path / "journal.sqlite"
    folder.mkdir()
    (folder / "说明.txt").write_text("请把表格放在这里", "utf-8")
    command = [name, str(folder), "--journal", str(journal)]
    month = ["--month", "2012-04"] if name == "close-month" else []
    assert status_of([*command, *month]) == 2
    assert capsys.readouterr().err == f"文件夹“{folder}”里没有可以读入的工作簿；请检查路径\n"
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["空", "说明.txt"]


def test_of_a_folder_emptied_since_the_last_run_the_journal_still_tells(tmp_path, capsys):
    folder, journal = tmp_path / "部门", tmp_path / "journal.sqlite"
    folder.mkdir()
    path = report(folder, "张三")
    command = ["consolidate", str(folder), "--journal", str(journal), "--on", "2012-04-30 08:50"]
    assert status_of(command) < 2
    for left in (path, *folder.glob("周例会*.xlsx")):
        left.unlink()
    assert status_of(command) < 2
    assert "文件 0 个；数据 0 行" in capsys.readouterr().err


def test_a_file_in_place_of_a_folder_is_said_to_be_one(tmp_path, capsys):
    path = report(tmp_path, "张三")
    assert status_of(["consolidate", str(path)]) == 2
    assert capsys.readouterr().err == f"“{path}”是文件；请写它所在的文件夹\n"


def test_a_place_where_nothing_can_be_written_is_explained_in_chinese(tmp_path, capsys):
    path = report(tmp_path, "张三")
    assert status_of(["check", str(path), "--output", str(path / "结果")]) == 2
    assert "路径中间有一个是文件" in capsys.readouterr().err


def test_of_many_marked_copies_the_folder_is_named_and_their_number(tmp_path, capsys):
    paths = [str(report(tmp_path, f"张{one}")) for one in "一二三四五六七八九十百千万"]
    assert status_of(["check", *paths]) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[-1] == f"标好的副本13个文件：{tmp_path}"
    assert len(told) == 3


def test_a_clean_workbook_leaves_status_0_and_a_marked_copy(tmp_path, capsys):
    path = report(tmp_path, "张三")
    before = path.read_bytes()
    assert status_of(["check", str(path)]) == 0
    assert path.read_bytes() == before
    copy = load_workbook(tmp_path / f"{path.stem}_已检查.xlsx")
    assert "检查结果" in copy.sheetnames


def test_a_workbook_with_a_fault_leaves_status_1_and_shows_it_at_the_cell(tmp_path):
    path = report(tmp_path, "张三")
    book = load_workbook(path)
    sheet = book["漏斗"]
    header = next(r for r in sheet.iter_rows() if any("阶段" in str(c.value) for c in r))
    cell = sheet.cell(header[0].row + 1, next(c.column for c in header if "阶段" in str(c.value)))
    cell.value = "跟进中"
    book.save(path)
    assert status_of(["check", str(path), "--output", str(tmp_path / "结果")]) == 1
    copy = load_workbook(tmp_path / "结果" / f"{path.stem}_已检查.xlsx")
    note = copy["漏斗"][cell.coordinate].comment
    assert "T-choice" in note.text
    assert copy["漏斗"][cell.coordinate].value == "跟进中"


@pytest.mark.parametrize("name", ["consolidate", "conflicts", "close-month"])
def test_a_result_is_never_written_over_a_workbook_that_somebody_made(name, tmp_path, capsys):
    path = report(tmp_path, "张三")
    before, month = path.read_bytes(), ["--month", "2012-04"] if name == "close-month" else []
    assert status_of([name, str(tmp_path), "--output", str(path), *month]) == 2
    assert path.read_bytes() == before
    assert "没有覆盖" in capsys.readouterr().err


def test_a_marked_copy_is_written_over_an_earlier_one_and_over_nothing_else(tmp_path, capsys):
    path = report(tmp_path, "张三")
    copy = path.with_name(f"{path.stem}_已检查.xlsx")
    copy.write_bytes(path.read_bytes())
    assert status_of(["check", str(path)]) == 2
    assert copy.read_bytes() == path.read_bytes()
    assert "没有覆盖" in capsys.readouterr().err
    copy.unlink()
    assert [status_of(["check", str(path)]) for _ in range(2)] == [0, 0]
    assert copy.read_bytes() != path.read_bytes()


def test_a_result_is_written_over_an_earlier_one_and_over_nothing_else(tmp_path):
    folder = copy_of_samples(tmp_path)
    journal, output = str(tmp_path / "journal.sqlite"), tmp_path / "周例会.xlsx"
    command = ["consolidate", str(folder), "--journal", journal, "--output", str(output)]
    assert [status_of(command), status_of(command)] == [1, 1]
    assert "首页" in load_workbook(output, read_only=True).sheetnames


def test_a_marked_copy_goes_into_a_folder_not_a_file(tmp_path, capsys):
    path = report(tmp_path, "张三")
    assert status_of(["check", str(path), "--output", str(tmp_path / "结果.xlsx")]) == 2
    assert "应为文件夹" in capsys.readouterr().err
    assert not (tmp_path / "结果.xlsx").exists()


def test_a_workbook_without_policy_values_does_not_pass_as_a_sound_one(tmp_path, capsys):
    assert status_of(["policy", "--lint", str(report(tmp_path, "张三"))]) == 1
    assert "没有认出《制度参数》这张表" in capsys.readouterr().err


def test_a_workbook_that_can_not_be_read_is_not_checked(tmp_path, capsys):
    (broken := tmp_path / "坏的.xlsx").write_bytes(b"PK\x03\x04")
    assert status_of(["check", str(report(tmp_path, "张三")), str(broken)]) == 2
    assert "坏的.xlsx：未读入，" in capsys.readouterr().err
    assert status_of(["check", str(broken), "--json"]) == 2
    [seen] = json.loads(capsys.readouterr().out)["files"]
    assert (seen["verdict"], bool(seen["reason"])) == ("rejected", True)


@pytest.mark.parametrize("code", ["c6.2", "Ｃ６．２", " C6.2-Approver", "t-TYPE"])
def test_a_code_is_understood_however_it_is_typed(code, capsys):
    assert status_of(["explain", code]) == 0
    assert capsys.readouterr().out.startswith(("C6.2", "T-type"))


def test_json_stands_alone_on_standard_output(tmp_path):
    folder = copy_of_samples(tmp_path)
    journal = str(tmp_path / "journal.sqlite")
    run = subprocess.run(
        [sys.executable, "-m", "xlsales", "consolidate", str(folder), "--week", "2012-04-23",
         "--on", "2012-04-30T08:50", "--journal", journal, "--json"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode == 1
    result = json.loads(run.stdout)
    assert result["command"] == "consolidate"
    assert {s["status"] for s in result["submissions"]} == {"on time", "missing", "empty"}
    assert Path(result["output"]).is_file()


def test_without_a_command_the_help_page_says_which_there_are(capsys):
    assert status_of([]) == 2
    assert "consolidate  汇总周报" in capsys.readouterr().out


def test_the_last_of_an_option_given_twice_counts(capsys):
    assert status_of(["policy", "--on", "2012-01-01", "--on", "昨天"]) == 2
    assert "昨天" in capsys.readouterr().err


def test_a_reader_that_leaves_early_is_no_fault_of_the_program():
    words = [sys.executable, "-m", "xlsales", "policy"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 2


def test_two_values_of_one_option(capsys):
    assert status_of(["policy", "--diff", "2012-04-01", "2012-04-02"]) == 0
    assert capsys.readouterr().out == "2012-04-01和2012-04-02的制度没有不同\n"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("第一篇", "第二篇", "C8.4 冲减的对象：年度销售额 → 销售额（自2012-04-13起）"),
        ("第二篇", "第一篇", "C8.4 冲减的对象：销售额 → 年度销售额（自2012-04-13起）"),
        ("第二篇", "第二篇", "第二篇和第二篇的制度没有不同"),
    ],
)
def test_the_two_documents_of_the_rules_are_compared(before, after, said, capsys):
    assert status_of(["policy", "--diff", before, after]) == 0
    assert capsys.readouterr().out == f"{said}\n"


def test_a_document_is_not_compared_with_a_day(capsys):
    assert status_of(["policy", "--diff", "第一篇", "2012-04-01"]) == 2
    assert "看不懂日期“第一篇”" in capsys.readouterr().err


def test_a_pattern_of_names_means_the_files_where_the_system_leaves_that_to_the_program(tmp_path):
    for name in ("b.xlsx", "a.xlsx", "c.txt"):
        (tmp_path / name).touch()
    words = ["check", str(tmp_path / "*.xlsx"), str(tmp_path / "d*.xlsx")]
    files = [str(tmp_path / "a.xlsx"), str(tmp_path / "b.xlsx")]
    assert expanded(words, "nt") == ["check", *files, words[2]]
    assert expanded(words, "posix") == words


def test_help_loads_none_of_the_heavy_libraries():
    heavy = [
        "argparse",
        "dataclasses",
        "pandas",
        "numpy",
        "openpyxl",
        "xlsxwriter",
        "python_calamine",
        "rich",
        "rapidfuzz",
    ]
    script = (
        "import sys; from xlsales.cli import status_of; status_of(['--help']);"
        f"print([m for m in {heavy!r} if m in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert run.stderr.strip() == "[]"


def test_explain_says_of_a_value_whether_only_people_read_it(capsys):
    assert status_of(["explain", "S5"]) == 0
    told = {line.partition("：")[0].strip(): line for line in capsys.readouterr().out.splitlines()}
    assert told["打扫完成的时间"].endswith("08:00（只供人阅读，不影响检查和计算）")
    assert told["罚款"].endswith("300元")


@pytest.mark.parametrize(
    ("clause", "value"),
    [
        ("C6.1", "佣金比例上限：≤5%"),
        ("C8.1", "逾期超过：2个月"),
        ("C9.2", "销售费用账户计入收款的比例：2%"),
    ],
)
def test_explain_writes_the_unit_of_a_value_once(clause: str, value: str, capsys):
    assert status_of(["explain", clause]) == 0
    assert value in [line.strip() for line in capsys.readouterr().out.splitlines()]
