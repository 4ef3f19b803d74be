"""支出申请单 with its 报销单据粘贴单: an accountant can sign, file and trust them."""

from datetime import date
from decimal import Decimal

import pytest

from tests.forms.given import EXECUTIVE, HUAWEI, expenses, made, pages, roster
from xlsales.actions.asked import asked
from xlsales.actions.judging import read_department
from xlsales.actions.refusal import Refusal
from xlsales.core.words import from_words

REQUEST, VOUCHERS, LIST = "支出申请单", "报销单据粘贴单", "报销单据清单"
ENTERTAINMENT = {"kind": "业务招待费", "charge": "销售个人佣金账户"}


def fen(value):
    return Decimal(str(value)).quantize(Decimal("0.01"))


@pytest.fixture
def mixed(tmp_path):
    """Claims of two people on three accounts, of three kinds."""
    return expenses(
        tmp_path,
        {"amount": 12.35, "customer": HUAWEI},
        {"amount": 1680.32, **ENTERTAINMENT},
        {"amount": 0.07, "day": date(2012, 4, 9)},
        {"amount": 1070.53, **EXECUTIVE},
        {"amount": 98.5, **EXECUTIVE, "kind": "通讯费", "charge": "部门费用"},
        {"amount": 300},
    )


def test_each_person_account_and_kind_has_one_pair(mixed):
    (path,) = made(mixed).paths
    assert path.name == "支出申请单_张三_2012-04.xlsx"
    first, *forms = pages(path)
    assert first.title == LIST
    assert [form.title for form in forms] == [REQUEST, VOUCHERS] * 4
    assert [form.reference for form in forms[::2]] == [
        "单号：201204-张三-销售费用账户-交通费",
        "单号：201204-张三-销售个人佣金账户-业务招待费",
        "单号：201204-张三-李四-销售费用账户-交通费",
        "单号：201204-张三-李四-部门费用-通讯费",
    ]
    for request, vouchers in zip(forms[::2], forms[1::2], strict=True):
        assert vouchers.reference == request.reference
        assert vouchers.corner == request.corner
        for box in ("费用人", "发票种类", "月份", "附单据", "合计（小写）", "人民币（大写）"):
            assert vouchers.value(box) == request.value(box)


def test_totals_are_right_to_the_fen_in_figures_and_in_words(mixed):
    (path,) = made(mixed).paths
    forms = pages(path, REQUEST)
    totals = [fen(form.value("合计（小写）")) for form in forms]
    assert totals == [Decimal(t) for t in ("312.42", "1680.32", "1070.53", "98.50")]
    assert [from_words(form.value("人民币（大写）")) for form in forms] == totals
    assert forms[1].value("人民币（大写）") == "壹仟陆佰捌拾元零叁角贰分"
    assert [form.value("附单据") for form in forms] == ["3 张", "1 张", "1 张", "1 张"]
    (listed,) = pages(path, LIST)
    assert fen(listed.value("合计（小写）")) == sum(totals) == Decimal("3161.77")
    assert listed.value("附单据") == "6 张，支出申请单 4 份"


def test_the_lines_of_a_form_are_its_claims_by_day(mixed):
    (path,) = made(mixed).paths
    form = pages(path, REQUEST)[0]
    heading = next(n for n, row in enumerate(form.rows) if row[0] == "序号")
    assert form.rows[heading] == ["序号", "发生日期", "客户公司名称", "事由", "发票号码", "金额"]
    lines = form.rows[heading + 1 : heading + 4]
    assert [(line[1].day, fen(line[-1])) for line in lines] == [
        (9, Decimal("0.07")),
        (12, Decimal("12.35")),
        (12, Decimal("300.00")),
    ]
    assert lines[1][2:5] == [HUAWEI, "拜访客户", "10000001"]
    assert form.rows[heading + 4] == ["（以下空白）"]


def test_the_upper_right_corner_names_the_manager_and_the_account(mixed):
    (path,) = made(mixed).paths
    assert [form.corner for form in pages(path, REQUEST)] == [
        ["客户经理：张三", "账户：销售费用账户"],
        ["客户经理：张三", "账户：销售个人佣金账户"],
        ["客户经理：张三", "账户：销售费用账户", "客户执行：李四"],
        ["客户经理：张三", "账户：部门费用", "客户执行：李四"],
    ]


def test_the_manager_signs_what_the_executive_spent(mixed):
    (path,) = made(mixed).paths
    signed = [form.rows[-3] for form in pages(path, REQUEST)]
    usual = ["申请人", "部门主管", "财务审核", "出纳", "领款人"]
    assert signed[0] == usual
    assert signed[2] == ["申请人", "客户经理", *usual[1:]]


def test_the_department_comes_from_the_roster(tmp_path):
    roster(tmp_path)
    (path,) = made(expenses(tmp_path, {"amount": 5})).paths
    assert pages(path, REQUEST)[0].value("部门") == "华南客户部"


def test_a_wrong_claim_is_on_no_form_and_listed_with_its_reason(tmp_path):
    file = expenses(
        tmp_path,
        {"amount": 10},
        {"amount": 20, **EXECUTIVE, "consent": None, "claimed": date(2012, 4, 25)},
        {"amount": 40, "claimed": date(2012, 4, 24)},
        {"amount": 80, "day": "不记得", "invoice": "0077"},
    )
    result = made(file)
    (path,) = result.paths
    (request,) = pages(path, REQUEST)
    assert fen(request.value("合计（小写）")) == 10
    (left,) = pages(path, "未列入单据的报销")
    rows = [row for row in left.rows if isinstance(row[0], int)]
    assert [row[-2] for row in rows] == [20, 40, 80]
    assert [row[-1].rpartition("（")[2] for row in rows] == [
        "C9.3-consent）", "C9.1-window）", "T-type）",
    ]  # fmt: skip
    assert "0077" in rows[2]
    assert [note.partition("没有列入支出申请单：")[0] for note in result.notes] == [
        "费用报销_张三_2012-04.xlsx!费用明细!第6行的报销20.00元",
        "费用报销_张三_2012-04.xlsx!费用明细!第7行的报销40.00元",
        "费用报销_张三_2012-04.xlsx!费用明细!第8行的报销（没有读全）",
    ]


def test_where_every_claim_is_wrong_only_the_reasons_are_printed(tmp_path):
    result = made(expenses(tmp_path, {"amount": 40, "claimed": date(2012, 4, 24)}))
    assert [form.title for form in pages(result.paths[0])] == ["未列入单据的报销"]


def test_each_manager_and_month_has_its_own_file(tmp_path):
    files = [
        expenses(tmp_path, {"amount": 10}),
        expenses(tmp_path, {"amount": 20, "person": "王五", "invoice": "7"}, manager="王五"),
    ]
    result = made(*files)
    assert [path.stem for path in result.paths] == [
        "支出申请单_张三_2012-04",
        "支出申请单_王五_2012-04",
    ]
    assert [fen(pages(p, REQUEST)[0].value("合计（小写）")) for p in result.paths] == [10, 20]


def test_a_form_is_written_over_an_earlier_one_and_over_nothing_else(tmp_path):
    files = expenses(tmp_path, {"amount": 10})
    [path] = made(files).paths
    assert made(files).paths == (path,)
    path.write_bytes(before := files.read_bytes())
    with pytest.raises(Refusal, match="没有覆盖"):
        made(files)
    assert path.read_bytes() == before


def test_the_same_file_named_twice_counts_once(tmp_path):
    file = expenses(tmp_path, {"amount": 10})
    result = made(file, file)
    (path,) = result.paths
    assert fen(pages(path, REQUEST)[0].value("合计（小写）")) == 10
    assert result.notes == ()


def test_an_invoice_that_the_journal_remembers_is_on_no_second_form(tmp_path):
    journal = tmp_path / "台账.sqlite"
    before, now = tmp_path / "先报", tmp_path / "后报"
    for folder in (before, now):
        folder.mkdir()
    expenses(before, {"amount": 10, "invoice": "0099", "person": "王五"}, manager="王五")
    read_department(asked(before, "2012-04-27T10:00", journal))
    file = expenses(now, {"amount": 10, "invoice": "0099"}, {"amount": 5})
    result = made(file, journal=journal)
    (request,) = pages(result.paths[0], REQUEST)
    assert fen(request.value("合计（小写）")) == 5
    (note,) = result.notes
    assert "发票“0099”王五已在2012-04-26报过" in note


@pytest.fixture(scope="module")
def long_claims(tmp_path_factory):
    """A form of 120 lines, some of them long."""
    folder = tmp_path_factory.mktemp("long")
    words = "从公司到南山科技园拜访客户，下午转往机场接客户项目组，往返出租车和高速费"
    rows = [
        {"amount": n + 0.37, "purpose": words if n % 7 == 0 else "打车", "customer": HUAWEI}
        for n in range(1, 121)
    ]
    (path,) = made(expenses(folder, *rows)).paths
    return path


def test_a_long_list_goes_on_with_its_sum_carried_over(long_claims):
    forms = pages(long_claims, REQUEST)
    assert len(forms) > 3
    assert [form.page for form in forms] == [
        f"第{n}页 共{len(forms)}页" for n in range(1, len(forms) + 1)
    ]
    running, seen = Decimal(0), []
    for form in forms:
        brought = [row for row in form.rows if row[0] == "承前页"]
        assert [fen(row[1]) for row in brought] == ([running] if seen else [])
        lines = [row for row in form.rows if isinstance(row[0], int)]
        seen += [line[0] for line in lines]
        running += sum(fen(line[-1]) for line in lines)
        carried = [row for row in form.rows if row[0] == "过次页"]
        assert [fen(row[1]) for row in carried] == ([] if form is forms[-1] else [running])
        assert ("合计（小写）" in form.texts) is (form is forms[-1])
    assert seen == list(range(1, 121))
    assert fen(forms[-1].value("合计（小写）")) == running == Decimal("7304.40")
    assert len(pages(long_claims, VOUCHERS)) == 1


def test_every_page_names_manager_and_account_and_is_one_a4(long_claims):
    for form in pages(long_claims):
        sheet = form.sheet
        assert form.corner[0] == "客户经理：张三"
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert {sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight} <= {None, 1}
        area = sheet.print_area.rpartition("!")[2].replace("$", "")
        assert area == sheet.dimensions
