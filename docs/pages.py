"""Reads the pages of the book: their links, their headings, and their blocks of code.

Used by check-book and run-examples. Python's standard library is all that it needs.
"""

import re
from dataclasses import dataclass
from pathlib import Path

BOOK = Path(__file__).resolve().parent

FENCE = re.compile(r"^(`{3,})(.*)$")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*$")
LINK = re.compile(r"!?\[(?:[^\]\[]|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
CODE = re.compile(r"(`+)(.+?)\1")


@dataclass
class Block:
    """A fenced block: its words (`sh,run` has two), its lines, and the line that it begins at."""

    words: list
    text: str
    line: int


@dataclass
class Page:
    """One page. `path` is as SUMMARY.md has it."""

    path: str
    headings: list
    links: list
    blocks: list

    def anchors(self):
        """The ids that mdBook and GitHub give to the headings, in order."""
        seen, found = {}, []
        for heading in self.headings:
            anchor = anchor_of(heading)
            count = seen.get(anchor, 0)
            seen[anchor] = count + 1
            found.append(f"{anchor}-{count}" if count else anchor)
        return found


def anchor_of(heading):
    """`## Which *one*, then?` has the anchor `which-one-then`."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    words = words.replace("`", "").replace("*", "").strip().lower()
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", words))


def read(path):
    """The page of this path under docs/."""
    headings, links, blocks = [], [], []
    fence = None
    for number, line in enumerate((BOOK / path).read_text("utf-8").splitlines(), 1):
        stripped = line.strip()
        mark = FENCE.match(stripped)
        if fence:
            if mark and len(mark[1]) >= len(fence) and not mark[2].strip():
                fence = None
            else:
                blocks[-1].text += line + "\n"
        elif mark:
            fence = mark[1]
            blocks.append(Block(re.split(r"[\s,]+", mark[2].strip()), "", number))
        elif heading := HEADING.match(line):
            headings.append(heading[2])
            links += links_of(line, number)
        else:
            links += links_of(line, number)
    return Page(path, headings, links, blocks)


def links_of(line, number):
    """The targets of a line's links, each with the line's number; code has none."""
    return [(number, link[1]) for link in LINK.finditer(CODE.sub("`code`", line))]


def summary():
    """The paths of all pages, in the order of SUMMARY.md."""
    return [target for _, target in read("SUMMARY.md").links]
