"""The forms in which values are compared: white space, letter case and list marks do not count.

Each function takes what a gold file or a result of `to_dict` holds: both say the same things under the same keys, but
for names, numbers and labels, which stand alone in gold files and in objects in results.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

SIDES = ("for", "against", "abstain")
_MARKS = re.compile(r"[*_#>`]")
_WORD = re.compile(r"\w+(?:[.,/-]\w+)*")
# A bracketed party after a voter's name.
_BRACKETED = re.compile(r"\([^()]*\)")


def words(text: str | None) -> list[str]:
    """Return the words of a text, without Markdown marks and without the 'at' before a clause.

    >>> words("at **broen** males, 2. etape")
    ['broen', 'males', '2', 'etape']
    """
    tokens = _WORD.findall(_MARKS.sub(" ", text or ""))
    return tokens[1:] if tokens[:1] in (["at"], ["At"]) else tokens


def flat(text: str | None) -> str:
    """Return the words of a text in one line and in small letters."""
    return " ".join(words(text)).casefold()


def alike(one: Sequence[str], other: Sequence[str], least: float = 0.0) -> float:
    """Return how alike two sequences are, 0 to 1; two empty ones are alike.

    Below `least` the value is 0: it need not be known, and a bound tells it far sooner.
    """
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if least and (matcher.real_quick_ratio() < least or matcher.quick_ratio() < least):
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0.0


def name_of(person: Any) -> str:
    """Return the name of a participant or absent member as printed."""
    return person if isinstance(person, str) else person["name"]


def text_of(number: Any) -> str:
    """Return a file number as printed."""
    return number if isinstance(number, str) else number["text"]


def sum_of(amount: dict[str, Any]) -> tuple[float, ...]:
    """Return a sum's value, or the ends of a range, in kroner."""
    if amount.get("value") is not None:
        return (round(float(amount["value"]), 2),)
    return (round(float(amount["low"]), 2), round(float(amount["high"]), 2))


def heading(decision: dict[str, Any]) -> tuple[str, str | None, bool]:
    """Return who decided and when, and whether it is this meeting's decision."""
    return flat(decision["body"]), decision["date"], decision["own"]


def labels(decision: dict[str, Any]) -> list[str]:
    """Return a decision's outcome labels, sorted."""
    return sorted(label if isinstance(label, str) else label["label"] for label in decision["outcomes"])


def votes(decision: dict[str, Any]) -> list[tuple[str, str]]:
    """Return who voted how, sorted; a bracketed party after a name does not count."""
    sides = decision["votes"] or {}
    return sorted((side, flat(_BRACKETED.sub("", who))) for side in SIDES for who in sides.get(side) or [])
