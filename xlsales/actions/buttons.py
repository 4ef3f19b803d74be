"""The buttons of both spreadsheet programs, as plain data: what stands on them and what they do.

Excel and Calc make their ribbon, menu and toolbar from this list. What a button does is said as
the command line that does the same, with what is asked of the person in braces.
"""

from __future__ import annotations

from xlsales.core.values import dataclass

TAB = "客户部"
"""The name of the ribbon's tab, of the menu and of the toolbar."""


@dataclass(frozen=True)
class Question:
    """What a button asks: its name in the command, the words, and what kind of answer it takes.

    Kinds: folder, week (a Monday), month, code (of a finding or clause), text.
    """

    name: str
    text: str
    kind: str = "text"


@dataclass(frozen=True)
class Button:
    """A button: its id, label and tip, its icon in Excel, and the command that does the same.

    `{file}` in the command is the open workbook as it lies on disk. `on_open` says that the button
    works on the workbook as it is open, saved or not; the command then is what comes nearest.
    `confirm` is a question that must be answered with yes first.
    """

    id: str
    label: str
    tip: str
    icon: str
    command: tuple[str, ...]
    asks: tuple[Question, ...] = ()
    on_open: bool = False
    confirm: str = ""

    @property
    def needs_file(self) -> bool:
        """True where the workbook must be open and saved."""
        return "{file}" in self.command and not self.on_open


@dataclass(frozen=True)
class Group:
    """Buttons that belong together, for the same people."""

    id: str
    label: str
    buttons: tuple[Button, ...]


FOLDER = Question("folder", "请选择部门的文件夹（里面是大家交来的表格）", "folder")
WEEK = Question("week", "汇总哪一周？请填该周周一的日期，如2012-04-23", "week")
MONTH = Question("month", "哪一个月？如2012-04", "month")
CODE = Question("code", "请填条款或问题编码，如C6.2或C6.2-approver", "code")
RULING = (
    FOLDER,
    Question("id", "冲突的编号，如K1A2B3C，见冲突筛查表的第一列"),
    Question("owner", "客户归谁？填姓名；不是同一家的填：不是同一客户"),
    Question("by", "裁定人的姓名"),
    Question("reason", "裁定的理由"),
)

FILLING = Group(
    "xsFilling",
    "填报",
    (
        Button(
            "check", "检查本表",
            "按公司制度检查打开的工作簿：有问题的单元格标上颜色和批注，并列出检查结果。原有内容不改。",
            "ErrorChecking", ("check", "{file}"), on_open=True,
        ),
        Button(
            "forms", "生成单据",
            "由打开的费用报销、月末核算、申请审批、合同台账生成可打印的单据，放在工作簿旁边的文件夹里。",
            "FilePrint", ("forms", "{file}"),
        ),
        Button(
            "template", "新建表格", "在选定的文件夹里生成带下拉、校验和填写说明的空白表格。",
            "FileNew", ("template", "--output", "{folder}"),
            (Question("folder", "空白表格放在哪个文件夹？", "folder"),),
        ),
    ),
)  # fmt: skip
MANAGING = Group(
    "xsManaging",
    "经理",
    (
        Button(
            "consolidate", "汇总周报", "读部门文件夹里的全部表格，写出周例会材料。",
            "RefreshAll", ("consolidate", "{folder}", "--week", "{week}"), (FOLDER, WEEK),
        ),
        Button(
            "conflicts", "冲突筛查", "哪些客户有几个客户经理在跟：各方的证据和归属建议。",
            "FindDialogExcel", ("conflicts", "{folder}"), (FOLDER,),
        ),
        Button(
            "decide", "登记裁定", "把客户总监对一个冲突的裁定和理由记入提交台账。",
            "SignatureLineInsert",
            ("decide", "{id}", "--owner", "{owner}", "--by", "{by}", "--reason", "{reason}",
             "--folder", "{folder}"),
            RULING,
        ),
    ),
)  # fmt: skip
FINANCE = Group(
    "xsFinance",
    "财务",
    (
        Button(
            "closeMonth", "月末核算", "算出一个月的费用账户、佣金、客户佣金、应收账款和销售额。",
            "Calculator", ("close-month", "{folder}", "--month", "{month}"), (FOLDER, MONTH),
        ),
        Button(
            "whatIf", "试算", "按打开的这份改过数值的制度参数把一个月再算一遍，与现行的并排。",
            "WhatIfAnalysisMenu", ("what-if", "{file}", "--month", "{month}"), (MONTH,),
        ),
        Button(
            "freeze", "关账", "把一个月的核算定下来：以后的不同之处只列为调整。",
            "Lock", ("close-month", "{folder}", "--month", "{month}", "--final"), (FOLDER, MONTH),
            confirm="关账以后这个月的核算不能再改，确定要关账吗？",
        ),
    ),
)  # fmt: skip
HELP = Group(
    "xsHelp",
    "帮助",
    (
        Button(
            "policy", "制度条款", "一个条款或问题编码是什么意思、数值是多少、何时起、依据哪一条。",
            "FunctionsLookupReferenceInsertGallery", ("explain", "{code}"), (CODE,),
        ),
        Button(
            "undo", "撤销标记", "去掉上一次检查的颜色、批注和检查结果表，恢复原来的样子。",
            "ClearComments", ("undo", "{file}"), on_open=True,
        ),
        Button(
            "doctor", "诊断", "检查安装是否完好；有问题的说明怎么办。",
            "Help", ("doctor",),
        ),
    ),
)  # fmt: skip

GROUPS: tuple[Group, ...] = (FILLING, MANAGING, FINANCE, HELP)
BUTTONS: tuple[Button, ...] = tuple(button for group in GROUPS for button in group.buttons)


def button(id: str) -> Button:
    """The button of that id."""
    return next(one for one in BUTTONS if one.id == id)


def command_line(pressed: Button, answers: dict[str, str]) -> list[str]:
    """The command that does what the button does, with the answers in it."""
    return [answers[w[1:-1]] if w.startswith("{") else w for w in pressed.command]
