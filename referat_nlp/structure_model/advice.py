"""Where the tagger knows better: what it would have rules and reader take a line for."""

from __future__ import annotations

from referat_nlp.reading.hints import Hint
from referat_nlp.reading.segments import segments_of
from referat_nlp.structure_model.labels import tag_of_rule
from referat_nlp.structure_model.tagger import Tagger

# From this probability on an unlisted line is taken for a heading; from the other on a listed one is not.
SURE_HEADING = 0.8
SURE_TEXT = 0.985


def advise(text: str, tagger: Tagger, extra: str | None = None) -> tuple[Hint, ...]:
    """Return the lines of a document that are something else than the rules say, as far as the tagger is sure."""
    segments = segments_of(text, extra)
    out = []
    for seg, (tag, probability) in zip(segments, tagger.tag(segments, extra), strict=True):
        ruled = tag_of_rule(seg)
        if ruled == tag:
            continue
        if ruled == "text" and tag.startswith("heading ") and probability >= SURE_HEADING and len(seg.text) <= 90:
            what = tag.removeprefix("heading ")
            out.append(
                Hint(seg.start, seg.end, "decision" if what == "decision" else "heading", what, round(probability, 4))
            )
    return tuple(out)
