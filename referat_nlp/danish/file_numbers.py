"""The forms of file numbers: running case numbers and KLE journal numbers."""

from __future__ import annotations

import re

# '00.01.00-G01-73-23', '15.20G00', '05.01.08Ø54', '00.01.00A04', '00.22.04.G01', '00.01.00P35-0098'
_SUBJECT = r"\d{2}\.\d{2}(?:\.\d{2})?"
_BEHIND_SUBJECT = r"[-–.]?[A-ZÆØÅ]\d{2}(?:[-–]\d{1,6}(?:[-–/]\d{2,4})?)?"
_KLE = _SUBJECT + _BEHIND_SUBJECT
KLE = re.compile(rf"(?<![\w.])(?P<kle>{_SUBJECT}){_BEHIND_SUBJECT}(?![\w])")
# 'EMN-2021-00311', '306-2009-600'
_WITH_LETTERS, _OF_AN_OFFICE = r"[A-ZÆØÅ]{2,5}-\d{4}-\d{3,7}", r"\d{3}-\d{4}-\d{1,7}"
# '041207-2013', '41207/2013': the running number before its year
_BEFORE_YEAR = r"\d{5,7}[-/](?:19|20)\d{2}(?!-?\d)"
# '23/2615', '2007/34364', '2018-0139365', '22-004316', '306-2009-600', '1-21-78-2-18', '1-30-11-06-V', 'BR 366/07', 'EMN-2021-00311'
_RUNNING = (
    rf"(?:[A-ZÆØÅ]{{2,3}}[ ]\d{{1,5}}/\d{{2,4}}|{_WITH_LETTERS}|{_BEFORE_YEAR}|\d{{1,4}}/\d{{1,7}}|\d{{4}}-\d{{5,8}}|(?:19|20)\d{{2}}-(?!(?:19|20)\d\d)\d{{1,4}}(?!-?\d)|\d{{2}}-\d{{5,8}}|{_OF_AN_OFFICE}"
    r"|\d-\d{1,3}(?:-\d{1,4}){2,3}(?:-[A-ZÆØÅ])?(?:-\d{1,4})?|\d{5,12})"
)
# '00.01 P27/4', '01.02.05 P16/88': a journal number with the running number of its case, in minutes before 2007
_JOURNAL = r"\d{2}\.\d{2}(?:\.\d{2})?[ .]?[A-ZÆØÅ]\d{2}/\d{1,4}(?:-\d{1,4})?"
# What a label may be followed by: the above, or the cut forms of old journals ('A09').
LABELLED = re.compile(rf"(?<![\w./,-])(?:{_JOURNAL}|{_KLE}|{_RUNNING}|[A-ZÆØÅ]\d{{2}})(?![\w/])")
# Behind a label of journal numbers the bare number of a KLE subject is one too: 'J.nr.: 00.01.00'.
JOURNAL_LABELLED = re.compile(rf"{LABELLED.pattern}|(?<![\w./,-])\d{{2}}\.\d{{2}}\.\d{{2}}(?![\w./-])")
# What is a file number without a label too.
_STRONG = rf"(?:{_JOURNAL}|{_KLE}|{_WITH_LETTERS}|{_BEFORE_YEAR}|\d{{2}}/\d{{1,7}}|\d{{4}}/\d{{3,7}}|\d{{4}}-\d{{6,8}}|{_OF_AN_OFFICE})"
STRONG = re.compile(rf"(?<![\w./,-])(?:{_STRONG})(?![\w/])")
# A line of file numbers and nothing else: '20/31373', '00.32.00Ø00   10/4821', behind initials 'DIULMO / 05/9983'
LINE = re.compile(rf"(?:[A-Za-zÆØÅæøå]{{2,8}}[ \t]+/[ \t]+)?{_STRONG}(?:[ \t,–-]+{_STRONG})*[ \t]*$")


def numbers_alone(line: str) -> bool:
    """Tell whether a line is file numbers and nothing else; they all end in a figure and hold a mark, as few lines do.

    >>> numbers_alone("20/31373"), numbers_alone("DIULMO / 05/9983"), numbers_alone("sag 20/31373")
    (True, True, False)
    """
    return (
        line.rstrip(" \t\n")[-1:].isdigit()
        and ("/" in line or "-" in line or "." in line)
        and LINE.match(line) is not None
    )
