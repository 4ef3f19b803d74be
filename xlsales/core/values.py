"""Values: frozen dataclasses that cost little to declare.

The standard library writes and compiles six methods for each class, which was half of what a
command needed to start. Here a class gets its `__init__` when the first value of it is made, and
its other methods are not compiled anew. In all else it is a dataclass, and `replace` works with it.
Standard library only and Python 3.8 syntax, because this module also runs inside LibreOffice.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Callable, Sequence


def _declared(
    *, frozen: bool, kw_only: bool = False, eq: bool = True, slots: bool = False
) -> Callable[[Any], Any]:
    """Make a frozen dataclass of a class, as the decorator of the standard library does."""
    assert frozen

    def declare(cls: Any) -> Any:
        made: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
        made = _slotted(made) if slots else made
        made.__init__ = _first_init(made, kw_only)
        if eq:
            made.__eq__, made.__hash__ = _comparing(made)
        made.__repr__, made.__setattr__, made.__delattr__ = _shown, _refuse, _refuse
        return made

    return declare


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _declared


def _slotted(cls: Any) -> Any:
    """The class anew, with a place for each field in place of a dictionary in each value."""
    known = {name for base in cls.__mro__ for name in base.__dict__.get("__slots__", ())}
    names = tuple(f.name for f in fields(cls) if f.name not in known)
    dropped = {*names, "__dict__", "__weakref__"}
    body = {name: value for name, value in cls.__dict__.items() if name not in dropped}
    made = type(cls)(cls.__name__, cls.__bases__, {**body, "__slots__": names})
    made.__qualname__ = cls.__qualname__
    return made


def _first_init(cls: Any, kw_only: bool) -> Callable[..., None]:
    """What makes the first value: it puts the class's own `__init__` in its place."""

    def __init__(self: Any, *given: Any, **named: Any) -> None:
        cls.__init__ = _init(cls, [f for f in fields(cls) if f.init], kw_only)
        cls.__init__(self, *given, **named)

    return __init__


def _init(cls: Any, own: Sequence[Field[Any]], kw_only: bool) -> Callable[..., None]:
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
    own = fields(cls)
    compared = _parts([f.name for f in own if f.compare])
    hashed = _parts([f.name for f in own if (f.compare if f.hash is None else f.hash)])

    def __eq__(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) == compared(other)

    def __hash__(self: Any) -> int:
        return hash(hashed(self))

    return __eq__, __hash__


def _parts(names: Sequence[str]) -> Callable[[Any], Any]:
    """What takes these fields from a value, as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _shown(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: Any, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"cannot change field {name!r}")
