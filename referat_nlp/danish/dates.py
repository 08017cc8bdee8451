"""Danish dates and times of day as minutes print them."""

from __future__ import annotations

import datetime
import re

_NAMES = (
    "januar jan",
    "februar feb febr",
    "marts mar",
    "april apr",
    "maj",
    "juni jun",
    "juli jul",
    "august aug",
    "september sep sept",
    "oktober okt",
    "november nov",
    "december dec",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
MONTH_NAMES = tuple(names.split()[0] for names in _NAMES)
_MONTH_ENDS = frozenset(name[-3:] for name in MONTHS)
# In full and in small letters, as they follow a number that is a day and none of a list: '3. maj'
MONTH_IN_FULL = f"(?:{'|'.join(MONTH_NAMES)})"
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"

# '11. april 2016', 'den 01. februar 2023', '6 december 2021', '15-maj-2002', '3.april 2017'
_WORDS = rf"(?P<d1>\d{{1,2}})\.?[ \t\u00a0-]*(?P<m1>{_MONTH})\b\.?,?[ \t\u00a0-]*(?P<y1>(?:19|20)\d\d)"
# 'Marts 6, 2019'
_ENGLISH = rf"(?P<m2>{_MONTH})[ \t]+(?P<d2>\d{{1,2}}),[ \t]*(?P<y2>(?:19|20)\d\d)"
# '22.04.2021', '03-04-2019', '29/1 2012', '18-01-2024', '7. 3. 2012'
_FIGURES = r"(?P<d3>\d{1,2})(?:\.[ ]?|[-/])(?P<m3>\d{1,2})(?:\.[ ]?|[-/]|[ ])(?P<y3>(?:19|20)\d\d)"
# '2021-09-01'
_ISO = r"(?P<y4>(?:19|20)\d\d)-(?P<m4>\d\d)-(?P<d4>\d\d)"

PATTERN = rf"(?<![\w])(?:{_WORDS}|{_ENGLISH}|{_ISO}|{_FIGURES})(?![\d])"
DATE = re.compile(PATTERN, re.IGNORECASE)
# What every date holds: where it is not, there is none, and looking for it takes a tenth of the time
YEAR = re.compile(r"(?:19|20)\d\d")
# The same without named groups, to be built into other patterns.
ANY_DATE = re.sub(r"\?P<\w+>", "?:", PATTERN)

# 'kl. 16.00', '17:30', 'kl 17', 'Kl. 09:00', 'klokken 8.30'; the first of '9:30-11:00'
TIME = re.compile(
    r"(?:\b(?:kl|klokken|kl\.)\.?[:\s]*(?P<h1>\d{1,2})(?:[.:](?P<m1>\d\d))?(?!\d))|(?:(?<![\d.:])(?P<h2>\d{1,2})[.:](?P<m2>\d\d)(?::\d\d)?(?![.:]?\d))",
    re.IGNORECASE,
)
_AMERICAN = re.compile(r"[ \t,]*\d{1,2}:\d\d(?::\d\d)?[ \t\u00a0]?[AP]M\b")
_HALF_OF_DAY = re.compile(r"[ \t\u00a0]?(?P<half>[AP])\.?M\b")


def read_date(match: re.Match[str]) -> str | None:
    """Return a match of `DATE` as 'yyyy-mm-dd', None where no such day exists.

    A web page's '10/22/2019' and '10/2/2019 4:00:00 PM' have the month first.
    """
    g = match.groupdict()
    for n in "1234":
        if g[f"y{n}"]:
            day, month = g[f"d{n}"], g[f"m{n}"]
            if n == "3" and "/" in match[0] and (int(month) > 12 or _AMERICAN.match(match.string, match.end())):
                day, month = month, day
            # a pattern that is blind to case takes 'ı' for 'i'; no month is written so
            number = MONTHS.get(month.casefold(), 0) if n in "12" else int(month)
            try:
                return datetime.date(int(g[f"y{n}"]), number, int(day)).isoformat()
            except ValueError:
                return None
    return None


def find_date(text: str, start: int = 0, end: int | None = None) -> tuple[str, int, int] | None:
    """Return the first date in the stretch as (ISO date, start, end).

    >>> find_date("Onsdag, Marts 6, 2019 - 08:20")
    ('2019-03-06', 8, 21)
    >>> find_date("mødet den 29/1 2012")[0]
    '2012-01-29'
    """
    end = len(text) if end is None else end
    if text.find("20", start, end) < 0 and text.find("19", start, end) < 0:
        return None  # as in most lines; a pattern takes ten times as long
    if YEAR.search(text, start, end) is None:
        return None
    for match in DATE.finditer(text, start, end):
        date = read_date(match)
        if date:
            return date, match.start(), match.end()
    return None


def may_end_in_date(text: str) -> bool:
    """Tell whether a date may stand at the end of a text, before its last marks: False is certain, True is not.

    >>> may_end_in_date("mødet den 3. maj 2012."), may_end_in_date("takster 2012"), may_end_in_date("den 3. maj")
    (True, False, False)
    """
    rest = text.rstrip(" \t.:")
    if not rest[-2:].isdecimal() or not (rest[-4:-2] in ("19", "20") or rest[-3:-2] == "-"):
        return False
    before = rest[:-4].rstrip(" \t\u00a0-/.,")[-3:]
    return before[-1:].isdecimal() or before.casefold() in _MONTH_ENDS or not before.isascii()


def find_time(text: str, start: int = 0, end: int | None = None) -> tuple[str, int, int] | None:
    """Return the first time of day as ('hh:mm', start, end); a date such as '06.02.2024' is none.

    >>> find_time("11.10.2007, kl. 17:30")
    ('17:30', 12, 21)
    >>> find_time("9:30-11:00")
    ('09:30', 0, 4)
    """
    for match in TIME.finditer(text, start, len(text) if end is None else end):
        hour = int(match["h1"] or match["h2"])
        minute = int(match["m1"] or match["m2"] or 0)
        half = _HALF_OF_DAY.match(text, match.end())
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half["half"] == "P" else 0)
        if hour < 24 and minute < 60:
            return f"{hour:02d}:{minute:02d}", match.start(), match.end()
    return None
