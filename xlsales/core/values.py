"""Values: frozen dataclasses that cost little to declare.

The standard library writes and compiles six methods for each class, and imports a fifth of what
a command needs to start. Here a class gets its `__init__` when the first value of it is made, and
its other methods are not compiled anew. For whoever reads or checks the code it is a dataclass.
Standard library only and Python 3.8 syntax, because this module also runs inside LibreOffice.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Callable, Sequence

if TYPE_CHECKING:
    from dataclasses import MISSING as MISSING
    from dataclasses import Field as Field
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import fields as fields
    from dataclasses import replace as replace
else:
    MISSING = object()


class _Field:
    """What is declared of one field; its class adds the name and the annotation."""

    __slots__ = (
        *("name", "type", "default", "default_factory"),
        *("init", "repr", "compare", "hash", "metadata"),
    )

    def __init__(  # noqa: PLR0913 - keyword arguments of a declaration
        self,
        *,
        default: Any = MISSING,
        default_factory: Any = MISSING,
        init: bool = True,
        repr: bool = True,
        compare: bool = True,
        hash: bool | None = None,
        metadata: Any = (),
    ) -> None:
        self.default, self.default_factory, self.metadata = default, default_factory, metadata
        self.init, self.repr, self.compare = init, repr, compare
        self.hash = compare if hash is None else hash


def _declared(
    *,
    frozen: bool,
    kw_only: bool = False,
    eq: bool = True,
    order: bool = False,
    slots: bool = False,
) -> Callable[[Any], Any]:
    """Make a frozen dataclass of a class, as the decorator of the standard library does."""
    assert frozen

    def declare(made: Any) -> Any:
        made.__fields__ = _own(made)
        made = _slotted(made) if slots else _plain(made)
        made.__init__ = _first_init(made, kw_only)
        if eq:
            made.__eq__, made.__hash__ = _comparing(made)
        if order:
            made.__lt__ = _before(made)
        made.__repr__, made.__setattr__, made.__delattr__ = _shown, _refuse, _refuse
        return made

    return declare


def _own(cls: Any) -> dict[str, Any]:
    """The fields of a class by name, those of what it is made from first."""
    found = dict(getattr(cls, "__fields__", ()))
    for name, words in cls.__dict__.get("__annotations__", {}).items():
        if isinstance(words, str) and words.startswith("ClassVar"):
            continue
        stated = cls.__dict__.get(name, MISSING)
        one: Any = stated if isinstance(stated, _Field) else _Field(default=stated)
        one.name, one.type = name, words
        found[name] = one
    return found


def _plain(cls: Any) -> Any:
    """The class with the defaults of its fields in place of their declarations."""
    for name, stated in tuple(cls.__dict__.items()):
        if isinstance(stated, _Field) and stated.default is MISSING:
            delattr(cls, name)
        elif isinstance(stated, _Field):
            setattr(cls, name, stated.default)
    return cls


def _slotted(cls: Any) -> Any:
    """The class anew, with a place for each field in place of a dictionary in each value."""
    known = {name for base in cls.__mro__ for name in base.__dict__.get("__slots__", ())}
    names = tuple(name for name in cls.__fields__ if name not in known)
    dropped = {*names, "__dict__", "__weakref__"}
    body = {name: value for name, value in cls.__dict__.items() if name not in dropped}
    made = type(cls)(cls.__name__, cls.__bases__, {**body, "__slots__": names})
    made.__qualname__ = cls.__qualname__
    return made


def _first_init(cls: Any, kw_only: bool) -> Callable[..., None]:
    """What makes the first value: it puts the class's own `__init__` in its place."""

    def __init__(self: Any, *given: Any, **named: Any) -> None:
        cls.__init__ = _init(cls, [f for f in _fields(cls) if f.init], kw_only)
        cls.__init__(self, *given, **named)

    return __init__


def _init(cls: Any, own: Sequence[Any], kw_only: bool) -> Callable[..., None]:
    """The `__init__` that the standard library would write."""
    scope: dict[str, Any] = {"_set": object.__setattr__, "_MISSING": MISSING}
    parameters, lines = ["self", "*"] if kw_only else ["self"], []
    for f in own:
        parameter, value = f.name, f.name
        if f.default is not MISSING:
            scope[f"_{f.name}"] = f.default
            parameter = f"{f.name}=_{f.name}"
        elif f.default_factory is not MISSING:
            scope[f"_{f.name}"] = f.default_factory
            parameter = f"{f.name}=_MISSING"
            value = f"_{f.name}() if {f.name} is _MISSING else {f.name}"
        parameters.append(parameter)
        lines.append(f"_set(self, {f.name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines or ["pass"]), scope)
    made: Callable[..., None] = scope["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _comparing(cls: Any) -> tuple[Callable[..., Any], ...]:
    """The class's `__eq__` and `__hash__`."""
    own = _fields(cls)
    compared = _parts([f.name for f in own if f.compare])
    hashed = _parts([f.name for f in own if f.hash])

    def __eq__(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) == compared(other)

    def __hash__(self: Any) -> int:
        return hash(hashed(self))

    return __eq__, __hash__


def _before(cls: Any) -> Callable[..., Any]:
    """The class's `__lt__`."""
    compared = _parts([f.name for f in _fields(cls) if f.compare])

    def __lt__(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) < compared(other)

    return __lt__


def _parts(names: Sequence[str]) -> Callable[[Any], Any]:
    """What takes these fields from a value, as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _shown(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in _fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: Any, name: str, *_: object) -> None:
    from dataclasses import FrozenInstanceError  # late: nobody tries

    raise FrozenInstanceError(f"cannot change field {name!r}")


def _fields(value: Any) -> tuple[Any, ...]:
    """The fields of a class, or of a value's class, in their order."""
    return tuple(value.__fields__.values())


def _replaced(value: Any, /, **changes: Any) -> Any:
    """The value anew, with other values of some fields."""
    kept = (f.name for f in _fields(value) if f.init and f.name not in changes)
    return value.__class__(**{name: getattr(value, name) for name in kept}, **changes)


if not TYPE_CHECKING:
    Field = field = _Field
    dataclass, fields, replace = _declared, _fields, _replaced
