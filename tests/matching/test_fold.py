"""The folding table against Unicode and OpenCC."""

import unicodedata

from opencc import OpenCC

from xlsales.core.fold import fold, squeeze

SIMPLIFIED = OpenCC("t2s")


def everyday_characters() -> list[str]:
    """Chinese characters, half and full width forms, punctuation and Latin letters."""
    spans = [(0x21, 0x7F), (0xC0, 0x180), (0x3001, 0x3020), (0x4E00, 0xA000), (0xFF01, 0xFFE7)]
    return [chr(code) for low, high in spans for code in range(low, high)]


def test_the_table_agrees_with_unicode_and_opencc_where_simplified_chinese_decides() -> None:
    differing = []
    for character in everyday_characters():
        plain = unicodedata.normalize("NFKC", character).lower()
        wanted = SIMPLIFIED.convert(plain).replace(" ", "")
        if fold(character) != wanted:
            differing.append((character, fold(character), wanted))
    # What is left are Japanese variants, which OpenCC's table does not know.
    assert all(is_everyday(ours) and not is_everyday(theirs) for _, ours, theirs in differing)
    assert ("徳", "德", "徳") in differing


def is_everyday(character: str) -> bool:
    """True if simplified Chinese uses the character."""
    return len(character.encode("gb2312", errors="ignore")) == 2


def test_folding_twice_changes_nothing() -> None:
    for code in range(0x20000):
        once = fold(chr(code))
        assert fold(once) == once


def test_all_white_space_and_invisible_characters_go() -> None:
    assert fold(" 客\u3000户\t公\u200b司\n名\xa0称\ufeff ") == "客户公司名称"


def test_width_case_and_script_are_one() -> None:
    assert fold("ＡＢＣ（臺灣）Ｄ") == "abc(台湾)d"
    assert fold("㈱Ⅳ") == "(株)iv"


def test_squeeze_leaves_letters_and_digits() -> None:
    assert squeeze(" 北京·华信（科技）_有限公司。3M ") == "北京华信科技有限公司3m"
