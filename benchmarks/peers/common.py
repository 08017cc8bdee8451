"""What the scripts of the peers share: each times its pipeline over the texts, and spaCy's tokeniser beside it.

They run in environments of their own, with pyperf and what they time, so nothing of this package is imported but
`timing.session` and `timing.texts`. All get the same headings and terms, those of referat_nlp/phrases; none gets more
to do than what is asked of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator

from timing.session import Session
from timing.texts import ROOT, SHORT, read_texts

PHRASES = ROOT / "referat_nlp" / "phrases"


def run(make: Callable[[], Callable[[str], object]], before: Callable[[], object] | None = None) -> None:
    """Time what `make` returns over the texts, and `spacy.blank('da')` of the same environment, in turn."""
    session = Session()
    name = session.options.name
    texts = read_texts(session.options.texts)
    read = {"documents": len(texts), "characters": sum(map(len, texts))}

    import spacy

    pipeline, blank = make(), spacy.blank("da")

    def over(one: Callable[[str], object]) -> Callable[[], None]:
        def reading() -> None:
            for text in texts:
                one(text)

        return reading

    for one in (pipeline, blank):
        one(SHORT)
    session.in_turn(
        lambda: session.time(f"peers: {name}: tokeniser", over(blank), read=read),
        lambda: session.time(f"peers: {name}: pipeline", over(pipeline), before=before, read=read),
    )


def headings() -> dict[str, list[str]]:
    """Return the headings of sections, by kind."""
    kinds: dict[str, list[str]] = tomllib.loads((PHRASES / "headings.toml").read_text(encoding="utf-8"))["kinds"]
    return kinds


def terms() -> list[str]:
    """Return the plain phrases of how is proposed, decided and who was absent: no patterns."""
    files = ("proposing", "deciding", "absence")
    found = {
        phrase for name in files for phrase in _strings(tomllib.loads((PHRASES / f"{name}.toml").read_text("utf-8")))
    }
    return sorted(phrase for phrase in found if re.fullmatch(r"[^\W\d]{3,}(?: [^\W\d]+)*", phrase))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
