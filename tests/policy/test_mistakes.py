"""Each mistake in a rule-book is refused; the first line of its file says with which words."""

from pathlib import Path

import pytest

from xlsales.core.policy import PolicyError
from xlsales.core.rulebook import FOLDER, load

MISTAKES = sorted((Path(__file__).parent / "mistakes").glob("*.toml"))


@pytest.mark.parametrize("path", MISTAKES, ids=lambda path: path.stem)
def test_a_mistake_is_refused_with_its_place(path):
    expected = path.read_text("utf-8").splitlines()[0].removeprefix("# ")
    with pytest.raises(PolicyError) as refusal:
        load([path])
    assert expected in str(refusal.value)


def test_a_clause_that_stands_in_two_files_is_refused():
    with pytest.raises(PolicyError, match=r"c06_rebate\.toml：C6\.1 重复"):
        load([FOLDER / "rulebooks.toml", FOLDER / "c06_rebate.toml", FOLDER / "c06_rebate.toml"])


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(PolicyError, match=r"none\.toml：没有这个文件"):
        load([FOLDER / "none.toml"])


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "旧.toml"
    path.write_bytes('[C]\ntitle = "制度"\n'.encode("gb18030"))
    with pytest.raises(PolicyError, match="UTF-8"):
        load([path])


def test_what_the_mistakes_are_made_from_is_right(tmp_path):
    mistake = (Path(__file__).parent / "mistakes" / "limit_without_sign.toml").read_text("utf-8")
    path = tmp_path / "right.toml"
    path.write_text(mistake.replace('share = "5%"', 'share = "≤5%"'), "utf-8")
    assert load([path]).ids == ("C6.1",)
