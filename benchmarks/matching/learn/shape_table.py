"""Writes xlsales/matching/data/shapes.txt: characters that look alike, a group each line.

Each character is drawn with the font Noto Sans CJK SC (SIL Open Font License; Debian's package
fonts-noto-cjk). It counts as a whole, and as what is left of it without its lighter half: 海 and 梅
are alike by 每. A group is one such piece and the characters that have a piece like it; pieces that
many have (氵, 口) make none. Run: python -m benchmarks.matching.learn.shape_table (needs Pillow)
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from xlsales.core.fold import fold

TARGET = Path(__file__).parents[3] / "xlsales" / "matching" / "data" / "shapes.txt"
FAMILY, EM = "Noto Sans CJK SC", 64
MIDDLE, HEAVY, THIN, FAINT = (0.2, 0.8), 0.45, 8, 127
WIDTH, BLUR, AT_ONCE = 24, 1.5, 1000
# The most typing slips of development rows for the fewest pairs in all.
DIGITS, ALIKE, SAME, MOST = 10_000, 8_400, 8_800, 40


def installed(family: str) -> ImageFont.FreeTypeFont:
    """The font of a family as fontconfig finds it; never another in its place."""
    asked = ["fc-match", "-f", "%{family[0]}|%{file}|%{index}", family]
    found, path, index = subprocess.check_output(asked, text=True).split("|")
    if found != family:
        raise SystemExit(f"{family} is not installed (apt-get install fonts-noto-cjk)")
    return ImageFont.truetype(path, EM, index=int(index), layout_engine=ImageFont.Layout.BASIC)


def everyday() -> list[str]:
    """The characters of simplified Chinese (GB 2312) that stay as they are when folded."""
    every = map(chr, range(0x4E00, 0x9FFF))
    return [c for c in every if len(c.encode("gb2312", "ignore")) == 2 and fold(c) == c]


def inked(picture: Image.Image) -> Image.Image:
    """The part of a picture that has ink."""
    return picture.crop(picture.point(lambda grey: 255 * (grey > FAINT)).getbbox())


def drawn(character: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    """A character, white on black."""
    picture = Image.new("L", (2 * EM, 2 * EM))
    ImageDraw.Draw(picture).text((EM // 2, EM // 2), character, 255, font, anchor="lt")
    return inked(picture)


def cut(ink: Any) -> int:
    """Where a picture falls in two: the row with least ink that is not near its ends."""
    low, high = (int(len(ink) * share) for share in MIDDLE)
    return low + int(ink[low:high].sum(1).argmin()) if low < high else 0


def pieces(picture: Image.Image) -> Iterator[Image.Image]:
    """A character as a whole, and its halves but for those with clearly less ink than half."""
    grey, (width, height) = np.asarray(picture), picture.size
    across, down = cut(grey.T > FAINT), cut(grey > FAINT)
    sides = (0, 0, across, height), (across, 0, width, height)
    ends = (0, 0, width, down), (0, down, width, height)
    for box in ((0, 0, width, height), *sides, *ends):
        piece = picture.crop(box)
        if np.asarray(piece).sum() >= HEAVY * grey.sum():
            yield inked(piece)


def features(piece: Image.Image) -> Any:
    """A piece stretched to a small square and blurred, as a vector of length one."""
    small = piece.resize((WIDTH, WIDTH), Image.Resampling.BOX)
    values = np.asarray(small.filter(ImageFilter.GaussianBlur(BLUR)), dtype=np.float64).ravel()
    values -= values.mean()
    return values / np.linalg.norm(values)


def neighbours(vectors: Any) -> Iterator[tuple[Any, Any]]:
    """For each piece those that are like it, and those that are as good as the same."""
    for start in range(0, len(vectors), AT_ONCE):
        for likeness in np.rint(DIGITS * vectors[start : start + AT_ONCE] @ vectors.T):
            yield np.flatnonzero(likeness >= ALIKE), np.flatnonzero(likeness >= SAME)


def groups(vectors: Any, owners: Any) -> set[tuple[int, ...]]:
    """The characters around each piece, those with most first; no piece is asked for twice."""
    near = list(neighbours(vectors))
    around = [np.unique(owners[alike]) for alike, _ in near]
    free, found = np.ones(len(near), dtype=bool), set()
    for at in sorted(range(len(near)), key=lambda at: -len(around[at])):
        if free[at]:
            free[near[at][1]] = False
            if 2 <= len(around[at]) <= MOST:
                found.add(tuple(around[at].tolist()))
    return found


def needed(every: set[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """The groups that pair characters which no larger group has paired, or as large a one."""
    paired: set[tuple[int, int]] = set()
    for group in sorted(every, key=lambda group: (-len(group), group)):
        pairs = set(combinations(group, 2))
        if not pairs <= paired:
            paired |= pairs
            yield group


def main() -> None:
    """Writes the groups, each as a line of its characters."""
    font, characters = installed(FAMILY), everyday()
    owned = [
        (number, features(piece))
        for number, character in enumerate(characters)
        for piece in pieces(drawn(character, font))
        if min(piece.size) >= THIN
    ]
    owners, vectors = (np.array(column) for column in zip(*owned, strict=True))
    lines = ("".join(characters[c] for c in group) for group in needed(groups(vectors, owners)))
    TARGET.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
