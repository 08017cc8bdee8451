"""Lines that are told as prose at one look are what the patterns for headings, labels and marks say of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from referat_nlp.reading.cuts import Cutter
from referat_nlp.reading.kinds import Classifier
from referat_nlp.reading.page_marks import page_end
from referat_nlp.reading.plain import plain
from referat_nlp.reading.prose import Prose
from referat_nlp.reading.segments import Segment, printed_lines
from referat_nlp.reading.vocabulary import vocabulary

ANNOTATIONS = Path(__file__).parents[2] / "annotations"
VOCABULARY = vocabulary()
CUTTER = Cutter(VOCABULARY)
PROSE = Prose(VOCABULARY, CUTTER)


def looked_at(line: str) -> list[tuple[int, str, str]]:
    """Return where the parts of a line begin and what they are, as all of the patterns say."""
    cuts = CUTTER.cuts(line, 0, len(line), False, False)
    parts = []
    for start, end in zip(cuts, [*cuts[1:], len(line)], strict=True):
        text = line[start:end].strip()
        if text:
            part = Segment(start, start + len(text), text, cut=start > 0)
            Classifier(VOCABULARY).classify(part, line, False)
            parts.append((part.start, part.kind, part.body or part.info.get("history", "")))
    return parts


@pytest.mark.parametrize(
    "line",
    [
        "Byrådet besluttede at sende forslaget i høring.",
        "- at stien anlægges i 2022",
        "• 12 pladser i børnehaven",
        "Det blev 3 stemmer for: A, C og V.",
        "Regnskab   2019   12.500",
        "-   at stien anlægges i 2022",
        "-960.000",
        '"Stien er smal, og sagen er fra 2019," siger en beboer.',
        "Stien blev åbnet den 3. maj 2012, og punktet er nævnt i planen.",
        "Det gælder fra den 3. maj 2012, kl. 16:30.",
    ],
)
def test_running_text_is_told_at_one_look(line: str) -> None:
    assert PROSE(line)
    assert looked_at(line) == [(0, "text", "")]


@pytest.mark.parametrize(
    "line",
    [
        "Beslutning",
        "Beslutning:",
        "L U K K E T",
        "Til   toppen",
        "T\u0130lbage til toppen",
        "BeslutningGodkendt.",
        "Der er fri adgang.Sagsfremstilling",
        "Økonomiudvalget den 3. maj 2012",
        "Teknisk Udvalgs beslutning",
        "Fraværende  Ida Holm (A)",
        "Sag 12/3456",
        "- Beslutning",
        "-- - Godkendelse af dagsorden 3. maj 2012, pkt. 4",
        "Havneudvalgets møde den 3. maj 2012:",
        "Havneudvalget vedtog den 3. maj 2012:",
        "12/3456Resumé",
        "(Åben sag)",
        "•",
        "-----",
        "Bilag (7)",
        "Økonomiudvalgets indstilling (møde i juni, sag nr. 94)\t:",
        "Åben sag om salg af grund i byen",
        "Sagsnr.: 12/345 Sagsansvarlig: Ida Holm",
    ],
)
def test_heading_label_or_mark_is_not_told_as_running_text(line: str) -> None:
    assert not PROSE(line)


def test_line_told_as_running_text_is_one_piece_without_heading_or_mark() -> None:
    lines: set[str] = set()
    for path in sorted(ANNOTATIONS.glob("*.txt"))[::6]:
        text = plain(path.read_text(encoding="utf-8"))
        lines.update(text[start:end] for start, end, _ in printed_lines(text) if not page_end(text, start, end))
    told = [line for line in sorted(lines) if PROSE(line)]
    assert len(told) > len(lines) / 2
    for line in told:
        if CUTTER.holds_furniture(line):
            continue
        parts = looked_at(line)
        assert len(parts) == 1, line
        if ":" not in line:
            assert parts == [(0, "text", "")], line
