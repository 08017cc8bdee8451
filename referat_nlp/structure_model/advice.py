"""Where the tagger knows better: what it would have rules and reader take a line for."""

from __future__ import annotations

from referat_nlp.reading.hints import Hint
from referat_nlp.reading.segments import segments_of
from referat_nlp.structure_model.features import SHORT, features
from referat_nlp.structure_model.labels import HEADING, TEXT, tag_of_rule
from referat_nlp.structure_model.tagger import Tagger, pooled

# From this probability on an unlisted line is taken for a heading.
SURE_HEADING = 0.6
# What stands under these is data: a heading is only theirs from this probability on, else one of running text.
SURE_KIND = 0.5
_WEIGHTY = ("decision", "proposal")


def advise(text: str, tagger: Tagger, extra: str | None = None) -> tuple[Hint, ...]:
    """Return the lines that no rule knows and the tagger takes for headings, each with the probability of its kind."""
    segments = segments_of(text, extra)
    table = tagger.probabilities(features(segments, extra), pooled(segments))
    kinds = {tag.removeprefix(HEADING): k for k, tag in enumerate(tagger.tags) if tag.startswith(HEADING)}
    out = []
    for i, seg in enumerate(segments):
        if len(seg.text) > SHORT or tag_of_rule(seg) != TEXT:
            continue
        rated = {what: float(table[i, k]) for what, k in kinds.items()}
        if sum(rated.values()) >= SURE_HEADING:
            able = [what for what, p in rated.items() if p >= SURE_KIND or what not in _WEIGHTY]
            if not able:  # a model that knows no other headings, and not which of them this is
                continue
            what = max(able, key=lambda kind: rated[kind])
            kind = "decision" if what == "decision" else "heading"
            out.append(Hint(seg.start, seg.end, kind, what, round(rated[what], 4)))
    return tuple(out)
