"""Many names at once: aliases, rulings, order, the index of known names, and both paths alike."""

import subprocess
import sys
from random import Random

import numpy as np

from benchmarks.matching.companies import rows as typed_rows
from benchmarks.matching.truth import quality, true_pairs
from xlsales.matching import Known, Pair, compare, pairs
from xlsales.matching.columns import among, columns_of, crowd_of, measures
from xlsales.matching.measure import Measures, measured
from xlsales.matching.name import parse, parsed_name
from xlsales.matching.two import Two

ROWS = typed_rows(1200, seed=3)
TYPED = [row.typed for row in ROWS]


def found(names: list[str]) -> set[tuple[str, str, str, str]]:
    """The pairs as names, whichever came first, with outcome and reason."""
    return {
        (*sorted((names[pair.i], names[pair.j])), pair.outcome, pair.reason)
        for pair in pairs(names)
    }


def test_pairs_yields_places_score_outcome_and_reason_the_surest_first() -> None:
    names = ["北京明朗科技有限公司", "明朗科技", "华凯广告", "华凯广告", "北京名朗科技有限公司"]
    result = list(pairs(names))
    assert result[0] == Pair(2, 3, 0.9999, "same", "完全相同")
    assert {(pair.i, pair.j) for pair in result} == {(2, 3), (0, 1), (0, 4), (1, 4)}
    assert all(pair.i < pair.j and 0 <= pair.score <= 1 and pair.reason for pair in result)
    scores = [pair.score for pair in result]
    assert scores == sorted(scores, reverse=True)


def test_a_pair_for_review_never_looks_as_sure_as_the_same_one() -> None:
    names = ["四川昇泊商贸有限公司", "四川声泊商贸有限公司", "四川昇泊商贸"]
    scores = {(pair.i, pair.j): (pair.outcome, pair.score) for pair in pairs(names)}
    assert scores[0, 2][0] == "same"
    assert scores[0, 1][0] == scores[1, 2][0] == "maybe"
    assert 0.5 < scores[0, 1][1] < 0.75 < scores[0, 2][1]
    result = list(pairs(TYPED))
    surest = max(pair.score for pair in result if pair.outcome == "maybe")
    assert surest <= min(pair.score for pair in result if pair.outcome == "same")


def test_counties_and_districts_in_brackets_tell_companies_apart() -> None:
    names = ["绿荫禾(惠济)", "绿荫禾（洮北）", "惠济区绿荫禾", "绿荫禾(老客户)"]
    outcomes = {(pair.i, pair.j): pair.outcome for pair in pairs(names)}
    assert outcomes[0, 2] == "same"
    assert (0, 1) not in outcomes and (1, 2) not in outcomes


def test_no_names_and_one_name_have_no_pairs() -> None:
    assert list(pairs([])) == []
    assert list(pairs(["北京明朗科技有限公司"])) == []
    assert list(pairs(iter(["", "", "1", "1"]))) == []


def test_an_alias_of_the_companys_list_is_the_full_name() -> None:
    names = ["三江股份", "国辰文化控股股份有限公司", "华凯广告", "三江 股份"]
    assert not any(pair.i == 0 and pair.j == 1 for pair in pairs(names))
    result = list(pairs(names, same_as={"三江股份": "国辰文化控股股份有限公司"}))
    assert Pair(0, 1, 1.0, "same", "别名") in result
    assert {(pair.i, pair.j) for pair in result} == {(0, 1), (0, 3), (1, 3)}


def test_names_ruled_different_are_no_pair_however_they_are_written() -> None:
    names = ["北京明朗科技有限公司", "明朗科技", "北京 明朗科技"]
    ruling = [frozenset({"北京明朗科技", "明朗科技有限公司"})]
    result = [(pair.i, pair.j) for pair in pairs(names, apart=ruling)]
    assert result == [(0, 2)]


def test_the_order_of_the_names_does_not_matter() -> None:
    shuffled = TYPED.copy()
    Random(5).shuffle(shuffled)
    assert found(TYPED) == found(shuffled)


def test_a_pair_alone_is_judged_alike_on_both_paths() -> None:
    judged = [(TYPED[pair.i], TYPED[pair.j]) for pair in pairs(TYPED)][:150]
    order = sorted(TYPED)
    judged += list(zip(order[:300], order[1:301], strict=True))
    assert len(judged) == 450
    for one, other in judged:
        match = compare(one, other)
        alone = list(pairs([one, other]))
        assert alone == ([Pair(0, 1, *match)] if match.outcome != "different" else [])


def test_both_paths_measure_alike() -> None:
    names = [name for name in map(parsed_name, TYPED) if name]
    order = sorted(range(len(names)), key=lambda at: names[at].core)
    for at in range(0, len(order) - 1, 3):
        two = [names[order[at]], names[order[at + 1]]]
        columns = columns_of(two)
        columns = among(columns, crowd_of(columns))
        many = measures(columns, np.array([0]), np.array([1]))
        assert [int(column[0]) for column in many] == list(measured(Two(*two)))


def test_known_names_are_screened_as_pairs_are() -> None:
    new, known = TYPED[:100], TYPED[100:]
    screened = {(pair.i, pair.j + 100): pair for pair in Known(known).screen(new)}
    among_all = {(p.i, p.j): p for p in pairs(TYPED) if p.i < 100 <= p.j}
    both = screened.keys() & among_all.keys()
    assert len(both) > 15
    assert len(both) >= 0.9 * max(len(screened), len(among_all))
    alike = [screened[key].reason == among_all[key].reason for key in both]
    assert all(alike)


def test_known_names_answer_again_and_again_and_to_nothing() -> None:
    known = Known(["北京明朗科技有限公司", "华凯广告", ""])
    assert list(known.screen([])) == []
    assert list(known.screen(["", "1"])) == []
    first = list(known.screen(["北京明朗科技", "华凯广告"]))
    assert first == list(known.screen(["北京明朗科技", "华凯广告"]))
    assert {(pair.i, pair.j) for pair in first} == {(0, 0), (1, 1)}
    assert list(Known([]).screen(["北京明朗科技"])) == []


def test_typed_rows_of_invented_companies_are_found_and_told_apart() -> None:
    result = list(pairs(TYPED))
    wanted = len(true_pairs(ROWS))
    likely = quality(ROWS, [(p.i, p.j) for p in result if p.score >= 0.5], wanted)
    same = quality(ROWS, [(p.i, p.j) for p in result if p.outcome == "same"], wanted)
    listed = quality(ROWS, [(p.i, p.j) for p in result], wanted)
    assert likely.f1 > 0.9
    assert same.precision > 0.98
    assert listed.recall > 0.93


def test_names_of_any_length_and_script_are_measured() -> None:
    odd = [
        "ab",
        "a" * 60,
        "é公司ß",
        "株式会社テスト",
        "삼성전자",
        "北京" * 25,
        "明(",
        ")明朗(",
        "--张总",
    ]
    assert all(isinstance(pair, Pair) for pair in pairs(odd * 2))
    for text in odd:
        assert isinstance(parse(text).core, str)
        assert compare(text, text).outcome in ("same", "different")


def test_measures_are_whole_numbers() -> None:
    one, other = parse("北京明朗科技有限公司"), parse("名朗科技发展")
    assert all(isinstance(value, int) for value in Measures(*map(int, measured(Two(one, other)))))


def test_importing_takes_nothing_but_the_standard_library() -> None:
    program = (
        "import sys, xlsales.matching as m; m.compare('北京明朗科技有限公司', '名朗科技');"
        "print([x for x in ('numpy', 'rapidfuzz', 'opencc', 'pypinyin') if x in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert answer.stdout.strip() == "[]", answer.stderr
