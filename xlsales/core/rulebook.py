"""Rule-books: TOML files in, a policy out. What is not exactly right is refused with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Set
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from xlsales.core import terms
from xlsales.core.policy import (
    ALWAYS,
    ISSUED,
    LETTERS,
    Clause,
    Parameter,
    Policy,
    PolicyError,
    Rulebook,
)
from xlsales.core.policy_lint import lint

FOLDER = Path(__file__).parent.parent / "policy"
FROM_ALWAYS = "始终"
CLAUSE_ID = re.compile(rf"[{LETTERS}][0-9]+(\.[0-9]+)?")
KEY = re.compile(r"[a-z][a-z_]*")

RULEBOOK_KEYS = ({"title", "document"}, {"company_issued"})
CLAUSE_KEYS = ({"title", "text", "since"}, {"manual", "note", "parameters"})
PARAMETER_KEYS = ({"label", "kind"}, {"unit", "choices", "chosen", "manual"})
RESERVED = {"date", "source", ISSUED}
FLAGS = {"manual", "chosen", "company_issued"}


def load(paths: Iterable[Path]) -> Policy:
    """The policy that rule-book files state; PolicyError names file, clause and key of a mistake.

    Tiers with gaps or overlaps are a mistake too.
    """
    policy = read(paths)
    faults = lint(policy)
    if faults:
        raise PolicyError("\n".join(str(fault) for fault in faults))
    return policy


@cache
def shipped() -> Policy:
    """The policy that comes with the package."""
    return load(sorted(FOLDER.glob("*.toml")))


def alternative(name: str) -> Policy:
    """The shipped policy as another document words it: `document2` is the second document."""
    return amended(shipped(), load([FOLDER / "alternatives" / f"{name}.toml"]))


def amended(policy: Policy, other: Policy) -> Policy:
    """The policy with another's clauses in place of its own of the same ids."""
    kept = tuple(clause for clause in policy.clauses if clause.id not in other.ids)
    letters = {rulebook.letter: rulebook for rulebook in (*policy.rulebooks, *other.rulebooks)}
    schema = {**policy.schema, **other.schema}
    return Policy(kept + other.clauses, schema, tuple(letters.values()))


def read(paths: Iterable[Path]) -> Policy:
    """The policy as the files state it, well-formed but its tiers not yet looked at."""
    clauses: list[Clause] = []
    schema: dict[str, tuple[Parameter, ...]] = {}
    rulebooks: dict[str, Rulebook] = {}
    for path in paths:
        for key, entry in _parsed(path).items():
            at = f"{path.name}：{key}"
            if key in schema or key in rulebooks:
                raise PolicyError(f"{at} 重复：另一处已写过，请只留一处")
            _demand_table(at, entry)
            if key in LETTERS:
                rulebooks[key] = _rulebook(at, key, entry)
            elif CLAUSE_ID.fullmatch(key):
                schema[key] = _parameters(at, entry)
                clauses += _versions(at, key, entry, schema[key])
            else:
                raise PolicyError(f"{at} 不是条款编号，应如 C6.1、W4 或 S10")
    _demand_rulebooks(schema, rulebooks)
    return Policy(tuple(clauses), schema, tuple(rulebooks.values()))


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except FileNotFoundError:
        raise PolicyError(f"{path.name}：没有这个文件") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path.name}：不是UTF-8的TOML文件，{error}") from None


def _rulebook(at: str, letter: str, entry: Mapping[str, Any]) -> Rulebook:
    _demand_keys(at, entry, *RULEBOOK_KEYS)
    return Rulebook(letter, **entry)


def _parameters(at: str, entry: Mapping[str, Any]) -> tuple[Parameter, ...]:
    _demand_keys(at, entry, *CLAUSE_KEYS)
    stated = entry.get("parameters", {})
    _demand_table(f"{at} parameters", stated)
    parameters = [_parameter(f"{at} parameters.{key}", key, one) for key, one in stated.items()]
    labels = [parameter.label for parameter in parameters]
    for label in labels:
        if labels.count(label) > 1:
            raise PolicyError(f"{at} label：“{label}”用了不止一次，同一条款内应各不相同")
    return tuple(parameters)


def _parameter(at: str, key: str, entry: Mapping[str, Any]) -> Parameter:
    _demand_table(at, entry)
    _demand_keys(at, entry, *PARAMETER_KEYS)
    if not KEY.fullmatch(key) or key in RESERVED:
        raise PolicyError(f"{at}：参数名应为小写英文，且不是{'、'.join(sorted(RESERVED))}")
    parameter = Parameter(key, **{**entry, "choices": _choices(at, entry)})
    try:
        terms.demand_known(parameter)
    except PolicyError as error:
        raise PolicyError(f"{at}：{error}") from None
    return parameter


def _choices(at: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    choices = entry.get("choices", [])
    if not isinstance(choices, list) or not all(isinstance(choice, str) for choice in choices):
        raise PolicyError(f"{at} choices：应为一组词")
    return tuple(choices)


def _versions(
    at: str, id: str, entry: Mapping[str, Any], parameters: tuple[Parameter, ...]
) -> list[Clause]:
    stated = entry["since"]
    if not isinstance(stated, list) or not stated:
        raise PolicyError(f'{at} since：至少写一版，写作[["{id}".since]]')
    versions = [_version(at, id, entry, parameters, one) for one in stated]
    for earlier, later in zip(versions, versions[1:], strict=False):
        if later.since <= earlier.since:
            raise PolicyError(f"{at} date：{later.since}不晚于上一版的{earlier.since}，应由早到晚")
    return versions


def _version(
    at: str,
    id: str,
    entry: Mapping[str, Any],
    parameters: tuple[Parameter, ...],
    stated: Mapping[str, Any],
) -> Clause:
    _demand_table(f"{at} since", stated)
    _demand_keys(at, stated, {"date", "source", *(p.key for p in parameters)}, set())
    day = _day(at, stated["date"])
    return Clause(
        id,
        entry["title"],
        entry["text"],
        day,
        stated["source"],
        entry.get("manual", False),
        {p.key: _value(f"{at} {p.key}", p, stated[p.key]) for p in parameters},
        entry.get("note", ""),
    )


def _day(at: str, stated: object) -> date:
    if stated == FROM_ALWAYS:
        return ALWAYS
    if type(stated) is not date:
        raise PolicyError(f"{at} date：“{stated}”应为日期，如2012-04-16，或“{FROM_ALWAYS}”")
    return stated


def _value(at: str, parameter: Parameter, stated: object) -> Any:
    try:
        return terms.parse(parameter, stated)
    except ValueError as error:
        raise PolicyError(f"{at}：{error}") from None


def _demand_table(at: str, entry: object) -> None:
    if not isinstance(entry, dict):
        raise PolicyError(f"{at}：应为一张表（几个键和值），现为“{terms.shown(entry)}”")


def _demand_keys(at: str, entry: Mapping[str, Any], needed: Set[str], optional: Set[str]) -> None:
    missing, unknown = needed - entry.keys(), entry.keys() - needed - optional
    if missing:
        raise PolicyError(f"{at} 缺少 {'、'.join(sorted(missing))}")
    if unknown:
        raise PolicyError(f"{at} 多出 {'、'.join(sorted(unknown))}，请改正拼写或删去")
    for key in ("title", "text", "document", "source", "note", "label", "kind", "unit"):
        if key in entry and not (isinstance(entry[key], str) and entry[key].strip()):
            raise PolicyError(f"{at} {key}：应为文字，不能空着")
    for key in FLAGS & entry.keys():
        if not isinstance(entry[key], bool):
            raise PolicyError(f"{at} {key}：应为true或false")


def _demand_rulebooks(ids: Iterable[str], rulebooks: Mapping[str, Rulebook]) -> None:
    for id in ids:
        if id[0] not in rulebooks:
            raise PolicyError(
                f"{id}：没有写明{id[0]}是哪部制度，请加上[{id[0]}]（title、document）"
            )
