"""Texts that grow: what may tempt a reader to go over them again and again, by what reads them. All are invented.

`timing/shape_times.py` times them; `tests/` counts the steps that Python takes over them, which are the same on every
machine. What a pattern does within itself is seen by the clock only.
"""

from __future__ import annotations

from dataclasses import dataclass

_HEAD = "Byrådet\nMødedato: 1. maj 2020\n\n1. Sag om vej\nSagsnr. 20/1\n"


@dataclass(frozen=True, slots=True)
class Shape:
    """A piece of text that comes again and again, with what stands before and after all of it."""

    piece: str
    before: str = ""
    after: str = ""

    def text(self, size: int) -> str:
        """Return a text of about `size` characters, those before and after not counted."""
        return self.before + self.piece * (size // len(self.piece)) + self.after

    def __str__(self) -> str:
        """Return the piece, with the end of what stands before it, as a table shows it."""
        return f"{self.before[-24:]!r} + {self.piece!r}" if self.before else repr(self.piece)


READING = (
    Shape("("),
    Shape("Sagsnr.: "),
    Shape("1. "),
    Shape("1. Sag 2. Vej "),
    Shape("1. Sag 2. Vej 3. Bro "),
    Shape("1. Sagen 2. Vejen 3. Broen ", before="1. Sag 2. Vej 3. Bro "),
    Shape("Byrådet.2. Sag"),
    Shape("3 Byrådet d. 21-01-2015 "),
    Shape("Sag om vej\nSag om bro\nSag om sti\n"),
    Shape("Byrådet,\nden 3. maj 2020:"),
    Shape("1. Sag\nBeslutning\nGodkendt.\n"),
    Shape("Ida Holm (A), "),
    Shape("Fraværende: "),
    Shape("Beslutning "),
    Shape("Byrådet den 1. januar 2020 "),
    Shape("01-02-2020 Byrådet\n"),
    Shape("\t"),
    Shape("\n"),
    Shape("“"),
    Shape("\t", before="1. Sag ", after="x"),
    Shape(" (", before="1. Sag ", after="x"),
    Shape("A\n", before="Byrådet\nDeltagere: "),
    Shape("Resumé\n", before=f"{_HEAD}Beslutning\n"),
    Shape(".", before=f"{_HEAD}Indstilling\n", after="x"),
    Shape("1 kr. ", before=f"{_HEAD}Indstilling\n"),
    Shape("  ", before=f"{_HEAD}Indstilling\nForvaltningen indstiller, at ", after="x"),
    Shape("A stillede ændringsforslag: » ", before=f"{_HEAD}Beslutning\n"),
    Shape("og ", before=f"{_HEAD}Beslutning\n"),
    Shape("For stemte A. ", before=f"{_HEAD}Beslutning\n"),
    Shape("Ida Holm var fraværende. ", before=f"{_HEAD}Beslutning\n"),
    Shape("A", before=f"{_HEAD}Beslutning\nFraværende: "),
    Shape("A og ", before=f"{_HEAD}Beslutning\nx stemte "),
    Shape("Ida Holm (A)\n", before=f"{_HEAD}Beslutning\nFraværende: "),
    Shape("A.", before=f"{_HEAD}Beslutning\nEt ændringsforslag: "),
    Shape("A. B og ", before=f"{_HEAD}Beslutning\nEt ændringsforslag: "),
    Shape("et forslag fra A ", before=f"{_HEAD}Beslutning\n"),
    Shape("at vejen lukkes, ", before=f"{_HEAD}Indstilling\n", after="\nBeslutning\nGodkendt."),
    Shape("1. vejen lukkes\n", before=f"{_HEAD}Indstilling\n", after="\nBeslutning\nGodkendt."),
    Shape(
        "Forvaltningen foreslår, at vejen lukkes. ",
        before=f"{_HEAD}Sagsfremstilling\n",
        after="\nBeslutning\nGodkendt.",
    ),
    # items.LEADERS: dots that do not end the line
    Shape(".", before="1. Sag ", after="x"),
    # items.LEADERS: dots with blanks between
    Shape(". "),
    # header._listed and document._contents: a run of blanks within a line
    Shape("\t", before="x", after="x"),
    # header._listed and document._contents: a run of digits within a line
    Shape("1", before="Sag ", after="x"),
    # proposals._PROPOSED: a mover's name goes on with 'og'
    Shape("A og ", before=f"{_HEAD}Beslutning\nEt ændringsforslag: x stemte "),
    # proposals._amended: all sentences to the end for each amendment
    Shape("Ændringsforslag fra A: ", before=f"{_HEAD}Beslutning\n"),
    # header._fields: labels that wait for their values
    Shape("Sted:\n"),
    # header._around_fields: is a line one of the fields?
    Shape("Sted: Rådhuset\n"),
    # header._people: does a list of absent members begin at a line?
    Shape("Deltagere: Ida Holm, Ole Dam\n"),
    Shape("Afbud: Ida Holm\n"),
    # document._prose_in_header: the line in which a person stands
    Shape("Ida Holm (A) deltog ikke.\n"),
    # proposals._unmarked: the paragraph is measured again for each line
    Shape("Vej nu\n", before=f"{_HEAD}Indstilling\nForvaltningen indstiller, at\n", after="\nBeslutning\nGodkendt."),
)
AMOUNTS = tuple(map(Shape, ("kr ", "1 kr ", "1.000.", "5 mio. ", "mellem 1 og ", "*", "hundrede ", "1-", ",-", "t ")))
TABLES = tuple(
    map(
        Shape,
        (
            "a\t1\n",
            "|",
            "a  1\n",
            "a\n1\n",
            "1.000 kr.\na\n",
            "i kr. ",
            "Beløb i kr. 5\n",
            "1.000,00\n",
            "a 1.000,00\nb\n",
            "i kr.\na 1 2\n",
            "\t",
            "\n",
        ),
    )
)
VOTES = tuple(
    Shape(piece, before="Ved afstemningen stemte ")
    for piece in (
        "A og ",
        "A, ",
        "Ida Holm (A), ",
        "For stemte A. ",
        "\t",
        "\n",
        "5 ",
        "mod A ",
        "stemte A ",
        "med stemmerne A ",
    )
)
PERSONS = tuple(map(Shape, ("A", "(", "Aa.", "A-", "http://", "Karin ", "A\n", "1.", "A/", "'A", "\u0300A")))
CUES = tuple(map(Shape, ("a", "tog ", "ikke , ", "(", '"', "a- ", "1. ", "at der, ", "•")))
QUOTATIONS = tuple(map(Shape, ("a ", "5 ", "a\n")))
