"""The numbers of lists as they are printed: 3, c, iii."""

from __future__ import annotations

# What web pages call the forms of numbers, and what Word calls them
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# from here on a list's entry is counted in figures, as browsers and Word do
_LONGEST_ROMAN = 3999
_LETTERS = 26
_LONGEST_LETTERS = 780


def number(value: int, form: str) -> str:
    """Return the number of a list's entry in a form that Word or a web page names; figures for an unknown form.

    >>> [number(4, form) for form in ("decimal", "decimalZero", "lowerLetter", "A", "i", "upperRoman")]
    ['4', '04', 'd', 'D', 'iv', 'IV']
    >>> number(28, "lowerLetter")  # as Word counts on behind z
    'bb'
    """
    form = _FORMS.get(form, form)
    if form == "decimalZero":
        return f"{value:02d}"
    if form in ("lowerLetter", "upperLetter") and 0 < value <= _LONGEST_LETTERS:
        letter = chr(ord("a") + (value - 1) % _LETTERS) * ((value - 1) // _LETTERS + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < value <= _LONGEST_ROMAN:
        roman = ""
        for worth, sign in _ROMAN:
            roman += sign * (value // worth)
            value %= worth
        return roman.upper() if form == "upperRoman" else roman
    return str(value)
