"""What is kept from text to text is bounded, and can be forgotten."""

from __future__ import annotations

from referat_nlp import memories


def test_answers_are_kept_for_short_texts_until_they_are_forgotten() -> None:
    asked: list[str] = []

    @memories.remembered(maxsize=2, longest=5)
    def upper(text: str) -> str:
        asked.append(text)
        return text.upper()

    assert [upper("ja"), upper("ja"), upper("nej"), upper("nej")] == ["JA", "JA", "NEJ", "NEJ"]
    assert asked == ["ja", "nej"]
    upper("en lang"), upper("en lang")
    assert asked[2:] == ["en lang", "en lang"]
    memories.forget()
    upper("ja")
    assert asked[-1] == "ja"


def test_dictionary_makes_what_it_lacks_and_keeps_what_there_is_room_for() -> None:
    class Upper(memories.Made[str, str]):
        most, longest = 2, 3

        def make(self, key: str) -> str:
            return key.upper()

    upper = Upper()
    assert [upper[word] for word in ("lang", "a", "b", "c", "a")] == ["LANG", "A", "B", "C", "A"]
    assert list(upper) == ["a", "b"]
