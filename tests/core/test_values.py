"""Values are frozen dataclasses in all that can be seen of them."""

from dataclasses import FrozenInstanceError, field, fields, replace

import pytest

from xlsales.core.rule import Finding
from xlsales.core.submission import Sighting, Submission
from xlsales.core.values import dataclass
from xlsales.tables.weekly import Opportunity


@dataclass(frozen=True)
class Point:
    """Two numbers, one of which is not compared, a list of its own and something worked out."""

    x: int
    y: int = field(default=5, compare=False, repr=False)
    seen: list[int] = field(default_factory=list, hash=False)
    double: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "double", 2 * self.x)


@dataclass(frozen=True)
class Other:
    """The same fields under another name."""

    x: int


@dataclass(frozen=True, kw_only=True)
class Base:
    """Has a default before the fields that have none."""

    row: int = field(default=0, compare=False)


@dataclass(frozen=True, kw_only=True)
class Row(Base):
    """A field without a default."""

    name: str


@dataclass(frozen=True)
class Late:
    """Never made before it is unpickled."""

    a: int
    b: int


def test_what_is_not_given_has_its_default():
    first, second = Point(1), Point(2, y=7)
    assert (first.x, first.y, first.seen, first.double) == (1, 5, [], 2)
    assert (second.x, second.y, second.double) == (2, 7, 4)
    assert first.seen is not second.seen


def test_a_field_too_few_or_too_many_is_refused():
    with pytest.raises(TypeError, match="Point.__init__.*'x'"):
        Point()
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        Point(1, z=2)
    with pytest.raises(TypeError):
        Row("a")
    assert Row(name="a").row == 0


def test_what_is_not_compared_makes_no_difference():
    assert Point(1, 2) == Point(1, 3) != Point(2, 2)
    assert len({Point(1, 2), Point(1, 3), Point(1, 2, [4]), Point(2, 2)}) == 3
    assert hash(Point(1, 2)) == hash(Point(1, 3, [4]))
    assert Row(name="a", row=1) == Row(name="a", row=2) != Row(name="b", row=1)


def test_another_class_is_never_equal():
    assert Point(1) != Other(1)
    assert Other(1) != (1,)


def test_a_value_shows_its_fields():
    assert repr(Point(1)) == "Point(x=1, seen=[])"
    assert repr(Row(name="a", row=3)) == "Row(row=3, name='a')"


def test_a_value_does_not_change():
    point = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2
    with pytest.raises(FrozenInstanceError):
        point.z = 2
    with pytest.raises(FrozenInstanceError):
        del point.x
    assert point.x == 1


def test_it_is_a_dataclass():
    assert [f.name for f in fields(Row)] == ["row", "name"]
    assert replace(Row(name="a", row=3), name="b") == Row(name="b")
    assert replace(Row(name="a", row=3), name="b").row == 3
    assert replace(Point(1, 7), x=4).double == 8


def test_what_was_unpickled_before_any_was_made_is_compared_too():
    one, other = Late.__new__(Late), Late.__new__(Late)  # as unpickling makes them
    vars(one).update(a=1, b=2)
    vars(other).update(a=1, b=3)
    assert one != other
    assert len({one, other}) == 2
    assert one == Late(1, 2)


def test_records_and_findings_have_no_dictionary_of_their_own():
    for kind in (Opportunity, Finding, Submission, Sighting):
        assert not hasattr(object.__new__(kind), "__dict__")
