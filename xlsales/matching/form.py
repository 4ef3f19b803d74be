"""What stands around a name: notes, persons, branches and the legal form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlsales.matching.region import region_of_note

SUBBRANCHES = ("支公司", "支行", "营业部")
_FORMS = frozenset(
    group + form
    for form in (
        *("股份有限公司", "有限责任公司", "股份公司", "责任公司", "有限公司"),
        *("集团公司", "总公司", "公司", "集团", "股份"),
    )
    for group in ("集团", "")
)
_SIZES = {
    end: tuple(sorted({len(form) for form in _FORMS if form.endswith(end)}, reverse=True))
    for end in {form[-2:] for form in _FORMS}
}
_IN_FORMS = frozenset("限公有")


def _slips(form: str) -> Iterator[str]:
    """Patterns of a legal form with one character missing, wrong, doubled or swapped."""
    for at in range(len(form)):
        yield form[:at] + form[at + 1 :]
        yield form[: at + 1] + form[at:]
        if at:
            yield f"{form[:at]}.{form[at + 1 :]}"
        if at + 1 < len(form):
            yield form[:at] + form[at + 1] + form[at] + form[at + 2 :]


_SLIPPED = re.compile(
    "(?:[般殷投设胶骨谷鼓古故固]份有限公司|(?:股份)?[邮油友游优又右由幼]限(?:责任)?公司|"
    + "|".join(s for form in ("股份有限公司", "有限责任公司", "有限公司") for s in _slips(form))
    + ")$"
)
_SWAPPED_IN = re.compile("有(.)限(?:责任)?公司$")
_BRANCH_ENDS = (
    *("分公司", "支公司", "子公司", "分行", "支行", "分店", "门店"),
    *("办事处", "分厂", "营业部", "分部", "事业部"),
)
_BRANCH = re.compile(
    "^(.{2,}公司|.{2,}?(?:银行|集团|厂|医院|学院|酒店|保险|股份))"
    f"(.{{0,12}}?(?:{'|'.join(_BRANCH_ENDS)}))$"
)
_SUBBRANCH = re.compile(
    "^(.{2,}(?:有限公司|责任公司|保险))(.{2,8})(?:中心支|支|中心支公司|支公司)$"
)
_NOTE = re.compile(r"[(\[{<【《「『〔]([^)\]}>】》」』〕]*)[)\]}>】》」』〕]?")
_PERSON = re.compile(
    r"[-—–_/|、,;:·~][\w]{1,8}(总|经理|主任|工|部|姐|哥|老师|处|科|总监|小姐|先生|女士)$"
)
_LISTED = ("sst", "spt", "st", "pt")
_MARKS = re.compile(r"[\W_]+")
_KEPT_NOTES = frozenset(["集团", "中国", "股份", "控股"])


def without_marks(folded: str) -> str:
    """A folded text without punctuation."""
    return folded if folded.isalnum() else _MARKS.sub("", folded)


def without_notes(folded: str) -> tuple[str, str]:
    """The letters of a folded text without its notes and persons, and the region noted."""
    if folded.isalnum():
        return folded, ""
    text = _PERSON.sub("", folded.rstrip("。.,;、"))
    named: list[str] = []

    def replaced(match: re.Match[str]) -> str:
        note = without_marks(match.group(1))
        if region := region_of_note(note):
            named.append(region)
            return ""
        return note if note in _KEPT_NOTES else ""

    left = without_marks(_NOTE.sub(replaced, text))
    return (left, named[0] if named else "") if len(left) >= 2 else (without_marks(text), "")


def without_share_marks(text: str) -> str:
    """The text without the stock exchange's marks: ST in front, A or B behind."""
    mark = next((m for m in _LISTED if text.startswith(m)), "")
    if mark and _are_chinese(text[len(mark) : len(mark) + 2]):
        text = text[len(mark) :]
    return text[:-1] if text.endswith(("a", "b")) and _are_chinese(text[-3:-1]) else text


def _are_chinese(two: str) -> bool:
    """True of two Chinese characters."""
    return len(two) == 2 and all("\u4e00" <= character <= "\u9fff" for character in two)


def without_branch(text: str) -> tuple[str, str]:
    """The parent's name and the branch."""
    if "支" in text:
        text = _SUBBRANCH.sub(r"\1\2支公司", text)
    match = _BRANCH.match(text) if text.endswith(_BRANCH_ENDS) else None
    return (match.group(1), match.group(2)) if match else (text, "")


def own_name(branch: str) -> str:
    """What names a branch that counts as a customer of its own; empty for others."""
    return next((branch[: -len(end)] for end in SUBBRANCHES if branch.endswith(end)), "")


def without_form(text: str) -> tuple[str, str]:
    """The text without its legal form, and the form, also if typed with one slip."""
    form = _form_at_end(text)
    if len(text) - len(form) >= 2:
        text = text[: len(text) - len(form)]
    else:
        form = ""
    if text.endswith(("集团", "中国")) and len(text) > 3:
        text = text[:-2]
    if "集团" in text[2:] and len(text) > 5:
        text = text[:2] + text[2:].replace("集团", "")
    return text, form


def _form_at_end(text: str) -> str:
    """The legal form at the end of a text."""
    form = ""
    for size in _SIZES.get(text[-2:], ()):
        if text[-size:] in _FORMS:
            form = text[-size:]
            break
    if len(text) > 6 and not _IN_FORMS.isdisjoint(text[-7:]):
        slipped = _SLIPPED.search(text[-8:])
        if slipped and len(slipped.group()) > len(form):
            return slipped.group()
    return form


def with_form_in_order(text: str) -> str:
    """The text; a character that slipped into 有限公司 stands before it again."""
    return _SWAPPED_IN.sub(r"\1有限公司", text) if text.endswith("限公司") else text


def is_form(text: str) -> bool:
    """True if the text is a legal form and nothing else."""
    return text in _FORMS
