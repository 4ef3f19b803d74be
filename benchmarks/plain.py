"""What a competent user would write instead: read every workbook with pandas, join, write.

It checks nothing, knows no clause and no cell, and trusts every file. Run on its own:
`python benchmarks/plain.py FOLDER RESULT.xlsx [ENGINE]`; the engine openpyxl is the usual one.
"""

import sys
import time
from pathlib import Path

import pandas as pd

WORDS = ("漏斗", "工作", "日志", "去向", "人员")
FIRST = 8
SIMPLIFIED = str.maketrans(
    "產類聯系階戶稱預計簽約觸額備結內繫進", "产类联系阶户称预计签约触额备结内系进"
)


def read(folder, engine):
    """The rows of every sheet of every workbook, as frames by the word that its name holds."""
    frames = {word: [] for word in WORDS}
    for path in sorted(Path(folder).rglob("*.xlsx")):
        for name, sheet in pd.read_excel(path, sheet_name=None, header=None, engine=engine).items():
            word = next((w for w in WORDS if w in name), None)
            if word:
                frames[word].append(with_headings(sheet).assign(文件=path.name))
    return frames


def with_headings(sheet):
    """The rows below the one with most texts among the first, under these as headings."""
    top = sheet.head(FIRST).map(lambda value: isinstance(value, str)).sum(axis=1).idxmax()
    headings = [str(h).replace("\n", "").strip(" *＊\u3000") for h in sheet.iloc[top]]
    headings = [h.partition("(")[0].partition("（")[0].translate(SIMPLIFIED) for h in headings]
    rows = sheet.iloc[top + 1 :].dropna(how="all").set_axis(headings, axis=1)
    return rows.loc[:, ~rows.columns.duplicated()]


def write(frames, path, engine):
    """One sheet for each kind of row."""
    with pd.ExcelWriter(path, engine=engine) as writer:
        for word, parts in frames.items():
            pd.concat(parts, ignore_index=True).to_excel(writer, sheet_name=word, index=False)


def main(folder, result, engine="openpyxl"):
    """Read, write, and tell the processor seconds of the reading."""
    began = time.process_time()
    frames = read(folder, engine)
    print(time.process_time() - began)
    write(frames, result, "openpyxl" if engine == "openpyxl" else "xlsxwriter")


if __name__ == "__main__":
    main(*sys.argv[1:])
