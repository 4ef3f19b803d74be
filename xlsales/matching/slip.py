"""What kind of slip of the hand parts two texts that differ in one place."""

from __future__ import annotations

from xlsales.matching.lexicon import shapes, sounds
from xlsales.matching.region import trade_start

NO_SLIP, SAME_SOUND, LOOK_ALIKE, DOUBLED, SWAPPED, LEFT_OUT, PUT_IN, OTHER = range(8)


def slip_between(short: str, long: str, at: int) -> int:
    """What kind of slip the first difference of two texts is, if it is the only one."""
    if at >= len(short) or at >= len(long):
        return LEFT_OUT if at < len(long) else NO_SLIP
    rest = len(short) - at
    if long[at + 1 : at + rest] == short[at + 1 :]:
        return kind_of_wrong(short[at], long[at])
    if long[at : at + 2][::-1] + long[at + 2 : at + rest] == short[at:]:
        return SWAPPED
    if long[at + 1 : at + 1 + rest] == short[at:]:
        return DOUBLED if long[at] in (long[at - 1 : at], long[at + 1 : at + 2]) else LEFT_OUT
    if short[at + 1 :] == long[at : at + rest - 1]:
        return DOUBLED if short[at] in (short[at - 1 : at], short[at + 1]) else PUT_IN
    return OTHER


def kind_of_wrong(one: str, other: str) -> int:
    """Why one character stands for another: its sound, its shape or neither."""
    table = sounds()
    if table.get(ord(one), ord(one)) == table.get(ord(other), ord(other)):
        return SAME_SOUND
    return LOOK_ALIKE if shapes(one) & shapes(other) else OTHER


def rest_is_trade(short: str, long: str) -> int:
    """1 if a text that starts with the shorter one has its trade behind it and nothing else."""
    start = len(short)
    return int(len(long) > start and trade_start(long, start) == start)
