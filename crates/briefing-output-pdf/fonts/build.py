#!/usr/bin/env python3
"""Builds the two Noto Sans CJK subsets that the PDF output carries.

Typst's own fonts have no Chinese, and no sans serif for headings and tables; Noto Sans CJK has both
(its Latin letters and tabular digits are those of Source Sans). The whole family is 90 MB. Kept are:

- the 8,105 characters of the General Standard List (通用规范汉字表, 2013), and GB 2312;
- the traditional forms of Hong Kong and Taiwan: Big5, Hong Kong's List of Graphemes of Commonly-Used
  Chinese Characters, and what Hong Kong, Taiwan and Macao have in the International Ideographs Core
  (which has the common characters of HKSCS, those of written Cantonese among them);
- the punctuation, symbols, enclosed characters and phonetic letters of both;
- the Latin alphabet with the punctuation, symbols and arrows that briefs use;
- whatever the data set has besides.

The bold face, which sets headings and the heads of rows, has the same characters without the second
level of Big5 (rare characters), which are set in the regular weight.

Input, Debian packages fonts-noto-cjk 1:20220127+repack1-1 and unicode-data 15.0.0-1:
    /usr/share/fonts/opentype/noto/NotoSansCJK-{Regular,Bold}.ttc
    /usr/share/unicode/Unihan_*.txt.bz2
Tool: fontTools 4.68.0. The same input and tool give the same bytes.

    python3 build.py [folder of the .ttc files] [folder of the Unihan files]

Licence: SIL Open Font License 1.1, in OFL.txt beside this file. The family has no Reserved Font
Name, so that a subset may keep the name.
"""

import bz2
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTCollection

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parents[2] / "data"
SOURCE = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/opentype/noto")
UNIHAN = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "/usr/share/unicode")
FAMILY = "Noto Sans CJK SC"
# Seconds since 1904: 27 January 2022, the date of the package.
MODIFIED = 3726086400


def double_byte(encoding, leads, trails):
    """The characters of a range of a double-byte encoding."""
    characters = set()
    for lead in leads:
        for trail in trails:
            try:
                characters.update(bytes([lead, trail]).decode(encoding))
            except UnicodeDecodeError:
                pass
    return {c for c in characters if not 0xE000 <= ord(c) <= 0xF8FF}


def unihan(file, field, has=lambda value: True):
    """The characters that have a field in the Unicode Han Database."""
    characters = set()
    for line in bz2.open(UNIHAN / f"Unihan_{file}.txt.bz2", "rt", encoding="utf-8"):
        parts = line.rstrip("\n").split("\t")
        if len(parts) == 3 and parts[1] == field and has(parts[2]):
            characters.add(chr(int(parts[0].removeprefix("U+"), 16)))
    return characters


def east_asian():
    """Punctuation, symbols and phonetic letters of Chinese text that are no ideographs."""
    ranges = [
        (0x2460, 0x24FF), (0x2E3A, 0x2E3B), (0x3000, 0x303F), (0x3100, 0x312F), (0x31A0, 0x31BF),
        (0x31C0, 0x31E3), (0x3200, 0x33FF), (0xFE10, 0xFE19), (0xFE30, 0xFE6B), (0xFF01, 0xFFEE),
    ]
    return {chr(c) for first, last in ranges for c in range(first, last + 1)}


def latin():
    """Letters, digits, punctuation and symbols of Western text."""
    ranges = [
        (0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x2BB, 0x2DD), (0x2000, 0x206F),
        (0x2070, 0x209F), (0x20A0, 0x20C0), (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF),
        (0x2200, 0x22FF), (0x25A0, 0x25FF), (0x2600, 0x267F),
    ]
    return {chr(c) for first, last in ranges for c in range(first, last + 1)}


def data_set():
    """Every character in the data set."""
    return {c for path in sorted(DATA.rglob("*.toml")) for c in path.read_text("utf-8") if c >= " "}


def build(weight, characters):
    collection = TTCollection(SOURCE / f"NotoSansCJK-{weight}.ttc", lazy=True)
    font = next(f for f in collection.fonts if f["name"].getDebugName(1).startswith(FAMILY))
    options = subset.Options()
    # Kerning and composition, and `pwid`: quotation marks, apostrophes and ellipses of Western text
    # are not a square wide. No vertical forms: nothing is set vertically. No `locl`: the text of one
    # language would look different from the same text as another.
    options.layout_features = ["kern", "ccmp", "mark", "mkmk", "pwid"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.hinting = False
    options.desubroutinize = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "DSIG", "BASE"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(c) for c in characters])
    subsetter.subset(font)
    font["head"].modified = MODIFIED
    font.recalcTimestamp = False
    target = HERE / f"NotoSansCJKsc-{weight}-subset.otf"
    font.save(target, reorderTables=True)
    print(target.name, len(font.getBestCmap()), "characters", target.stat().st_size, "bytes")


def main():
    rest = set(range(0xA1, 0xFF))
    gb2312 = double_byte("gb2312", range(0xA1, 0xF8), rest)
    big5_level_1 = double_byte("big5", range(0xA1, 0xC7), set(range(0x40, 0x7F)) | rest)
    standard = unihan("OtherMappings", "kTGH")
    assert len(standard) == 8105
    # For the test that the face has them all.
    (HERE / "general-standard-list.txt").write_text("".join(sorted(standard)) + "\n", "utf-8")
    hong_kong = unihan("DictionaryLikeData", "kHKGlyph")
    # The letters after the priority are the regions that have it: H, M and T are Hong Kong, Macao
    # and Taiwan.
    core = unihan("IRGSources", "kIICore", lambda value: set("HMT") & set(value[1:]))
    common = gb2312 | standard | big5_level_1 | hong_kong | core | east_asian() | latin() | data_set()
    build("Regular", common | unihan("OtherMappings", "kBigFive"))
    build("Bold", common)


main()
