"""The forms that some files call for, written to a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from xlsales.actions.asked import Asked
from xlsales.actions.department import Department
from xlsales.actions.forms.agreements import agreement_forms
from xlsales.actions.forms.applications import application_paper, title
from xlsales.actions.forms.boxes import Made, file_stem, row_text, unread_notes
from xlsales.actions.forms.expenses import expense_forms
from xlsales.actions.forms.mail import addressed, draft
from xlsales.actions.forms.reading import read_for_forms
from xlsales.actions.forms.rebates import rebate_forms
from xlsales.actions.refusal import Refusal
from xlsales.actions.target import ENDING, folder_of, ours
from xlsales.books.page import Document
from xlsales.books.paper import Paper
from xlsales.core.fold import fold
from xlsales.core.values import dataclass
from xlsales.hosts.files.atomic import replacing
from xlsales.hosts.files.paper import write_papers
from xlsales.tables.applications import Application
from xlsales.tables.forms import FormKind

FOLDER = "单据"
WANTED = "请给费用报销、申请审批、有客户佣金支付的月末核算，或有已签合同的合同台账"
MAKERS: Mapping[FormKind, Callable[[Department], Made]] = {
    FormKind.PAYMENT_REQUEST: expense_forms,
    FormKind.VOUCHER_SHEET: expense_forms,
    FormKind.SERVICE_FEE_REQUEST: rebate_forms,
    FormKind.CUSTOMER_REQUIREMENT: agreement_forms,
}


@dataclass(frozen=True)
class Forms:
    """What was made: the files written, what a person should know, and what was read."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...]
    department: Department


def forms(
    wanted: Asked, files: Sequence[Path], kind: str = "", output: Path | None = None
) -> Forms:
    """Write the forms that the files call for, all kinds or one, to a folder."""
    kinds = _kinds(kind)
    department = read_for_forms(wanted, files)
    folder = folder_of(output or wanted.folder / FOLDER)
    made = [maker(department) for maker in dict.fromkeys(MAKERS[k] for k in kinds if k in MAKERS)]
    notes = [note for one in made for note in one.notes]
    stems: set[str] = set()
    paths = [
        _written(folder, _unused(stem, stems), papers, department)
        for one in made
        for stem, papers in one.files
    ]
    if FormKind.APPLICATION_FORM in kinds:
        for path, said in _applications(folder, department):
            paths += path
            notes += said
    if not (paths or notes or department.findings):
        raise Refusal(_nothing(department))
    if not (paths or notes):
        notes.append(_nothing(department))
    return Forms(tuple(paths), tuple(notes), department)


def _kinds(kind: str) -> tuple[FormKind, ...]:
    """The kinds of form that are asked for."""
    if not kind:
        return tuple(FormKind)
    found = tuple(one for one in FormKind if fold(one.value) == fold(kind))
    if not found:
        known = "、".join(one.value for one in FormKind)
        raise Refusal(f"没有叫“{kind}”的单据；可以生成：{known}")
    return found


def _nothing(department: Department) -> str:
    """Why there is nothing to make forms of."""
    refused = [f"{f.file}：{f.reason}" for f in department.files if not f.verdict.is_read]
    return "；".join(refused) or f"文件里没有可以生成单据的内容；{WANTED}"


def _unused(stem: str, taken: set[str]) -> str:
    """The name, numbered where an earlier file of this run has it; it is taken from now on."""
    number, name = 1, stem
    while name.lower() in taken:
        number += 1
        name = f"{stem}({number})"
    taken.add(name.lower())
    return name


def _written(folder: Path, stem: str, papers: Sequence[Paper], department: Department) -> Path:
    about = Document(title=stem, company=department.settings.company)
    return write_papers(ours(folder / f"{stem}{ENDING}"), papers, about)


def _applications(
    folder: Path, department: Department
) -> Iterator[tuple[list[Path], Iterable[str]]]:
    """For each application its form and the draft that carries it, and what the draft lacks."""
    form = FormKind.APPLICATION_FORM.value
    yield [], unread_notes(department, Application, form)
    taken: set[str] = set()
    for row in department.records[Application]:
        stem = _unused(file_stem(title(row), row.number), taken)
        path = _written(folder, stem, [application_paper(department, row)], department)
        who = addressed(row, department)
        mail = replacing(path.with_suffix(".eml"), partial(_write, draft(row, who, path)))
        lacks = f"{row_text(row)}申请{row.number}的邮件草稿"
        yield [path, mail], [f"{lacks}少一个地址：{one}，请补填" for one in who.missing]


def _write(content: bytes, path: Path) -> None:
    path.write_bytes(content)
