"""What the phrases of a decision say and what surrounds them: read from phrases/outcomes.toml, matched word by word.

A *cue* is a phrase with a meaning ('til efterretning' means noted). Whether the decision does what a
cue names depends on its surroundings: 'ikke godkendt', 'med henblik på at kunne godkende', a
remark in quotation marks, a proposal that then falls. `Cues.read` returns each cue with that context.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import reduce
from itertools import pairwise
from operator import attrgetter, or_
from typing import Any, NamedTuple, TypeVar

from referat_nlp.memories import Made
from referat_nlp.outcome_model.phrase_rows import Phrases, Row, find, spell_out
from referat_nlp.outcome_model.sentences import Sentence, split_sentences
from referat_nlp.outcome_model.words import DENIES, IS_AT, IS_UNKNOWN, Lexicon, Word

_ADDING = frozenset(["med", "over", "overfor", "til"])
_COULD = frozenset(["kan", "kunne", "vil", "ville"])
# Openers whose clause has no finite verb of its own.
_VERBLESS = frozenset(["owing", "past"])
# Those whose clause ends with a past tense
_ENDED_BY_PAST = _VERBLESS | {"aim"}
_FORMS_BEFORE_NEGATION = frozenset(["present", "passive", "past", "infinitive"])
_COMMA_BEFORE = frozenset(["relative"])
_ADVERBS = frozenset(["da", "før", "siden"])
MOST_KEPT = 20_000
_T = TypeVar("_T")
_TELLS = attrgetter("tells")
_AUXILIARIES = frozenset(["blev", "bliver", "er", "var"])


class Cue(NamedTuple):
    """A phrase found: its meaning, the context that changes it, the form of its verb, and where it stands."""

    meaning: str
    context: str
    form: str
    sentence: int
    start: int
    end: int


class Table(Made[Any, _T]):
    """What `maker(cues, *names)` returns for names that the cue file tells, such as meanings; each made once."""

    most = MOST_KEPT

    def __init__(self, maker: Callable[..., _T], cues: Cues) -> None:
        self._maker = maker
        self._cues = cues

    def make(self, names: tuple[Any, ...]) -> _T:
        """Make what belongs to these names."""
        return self._maker(self._cues, *names)


class Cues:
    """The cue file made ready: finds the cues of a decision with their contexts.

    Raises:
        ReferatError: a row of the cue file cannot be read.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        words: dict[str, list[str]] = data.get("words", {})
        self._negations = frozenset(data.get("negations", []))
        rows = [("meaning", name, row) for name, table in data.get("meanings", {}).items() for row in table["phrases"]]
        rows += [("opener", name, row) for name, phrases in data.get("openers", {}).items() for row in phrases]
        self._openers = frozenset(data.get("openers", {}))
        rows += [("sentence", name, row) for name, phrases in data.get("sentences", {}).items() for row in phrases]
        rows += [("thing", name, row) for name, phrases in data.get("things", {}).items() for row in phrases]
        rows += [("word", name, f"<{name}>") for name in words]
        # A phrase that holds the negation itself ('ikke ... flertal') is not denied by it.
        self.groups: dict[str, frozenset[str]] = {
            name: frozenset(group) for name, group in data.get("groups", {}).items()
        }
        self._denials = frozenset(row for _, _, row in rows if self._denies(row))
        self._lexicon = Lexicon(data, Phrases(rows, words))
        self._governing = frozenset(data.get("governing", []))
        self._effective = frozenset(f"under-{meaning}" for meaning in data.get("effective", []))
        self._parts = frozenset(
            (meaning, f"under-{over}")
            for group, governors in data.get("whole", {}).items()
            for meaning in self.groups[group]
            for over in governors
        )
        self._ordinals = frozenset(data.get("ordinals", []))
        self._not_negations = frozenset(data.get("not_negations", []))
        self._tables: dict[Callable[..., Any], Table[Any]] = {}
        self._overrides = {over: frozenset(under) for over, under in data.get("overrides", {}).items()}

    def _denies(self, row: str) -> bool:
        return any(form in self._negations for element in row.split() for form in spell_out(element.strip("?")))

    def table(self, make: Callable[..., _T]) -> Table[_T]:
        """Return the table of what `make` returns for these cues and a row of names."""
        table = self._tables.get(make)
        if table is None:
            table = self._tables[make] = Table(make, self)
        return table

    def read(self, text: str) -> tuple[list[Sentence], list[Cue]]:
        """Return the sentences of a decision and the cues in them, in text order."""
        sentences = split_sentences(text, self._lexicon)
        cues: list[Cue] = []
        inherited = ""
        for number, sentence in enumerate(sentences):
            found, inherited = self._read_sentence(sentence, number, inherited)
            cues.extend(found)
            if sentence.ended:
                inherited = ""
        return sentences, cues

    def effect(self, meaning: str, context: str) -> str:
        """Return 'does' where the decision does what a cue names, 'denies' where it does the contrary, else ''."""
        bare = context.removeprefix("not-")
        if bare != "main" and (bare not in self._effective or (meaning, bare) in self._parts):
            return ""
        return "denies" if context.startswith("not-") else "does"

    def _read_sentence(self, sentence: Sentence, number: int, inherited: str) -> tuple[list[Cue], str]:
        tokens = sentence.tokens
        found: list[tuple[int, int, Row]] = []
        openers: dict[int, tuple[int, str]] = {}
        signals: list[tuple[int, str]] = []
        kinds: dict[str, set[int]] = {}
        for hit in find([token.phrases for token in tokens]):
            start, end, (kind, name, _, _, _) = hit
            if kind == "meaning":
                found.append(hit)
            elif kind == "word":
                kinds.setdefault(name, set()).add(start)
            elif kind == "thing":
                sentence.things.append((start, name))
            elif kind == "opener":
                if start not in openers or openers[start][0] < end:
                    openers[start] = (end, name)
            # '9 stemmer mod 14' counts the votes of the decision itself.
            elif not (start and tokens[start - 1].text[0].isdigit()):
                signals.append((start, name))
        if len(sentence.things) > 1:
            sentence.things.sort()
        if len(found) > 1:
            found = self._overridden(_outermost(found))
        hits = [(start, end, row.name) for start, end, row in found]
        told = reduce(or_, map(_TELLS, tokens), 0)
        contexts, base = self._contexts(tokens, hits, openers, inherited, bool(told & IS_AT))
        minority = _minority(tokens, kinds)
        sentence.subject, sentence.tense = _subject(tokens, contexts, kinds, minority)
        if not self._openers.isdisjoint(contexts):
            sentence.clauses = tuple(sorted(self._openers.intersection(contexts)))
        if signals:
            sentence.signal = signals[0][1]
        if told & IS_UNKNOWN:
            sentence.other = _other_verb(sentence, contexts, hits)
        if not hits:
            return [], base
        negated = self._negated(tokens, contexts, found) if told & DENIES else ()
        resumed = first_amendment = len(tokens)
        if signals or minority or "amendment" in kinds:
            resumed = next((index for index, token in enumerate(tokens) if token.resuming), resumed)
            first_amendment = min(kinds.get("amendment", ()), default=first_amendment)
        cues = []
        for start, end, meaning in hits:
            context = contexts[start]
            if start in sentence.quoted:
                context = "quoted"
            elif (
                start
                and end - start == 1
                and tokens[start].form == "past"
                and tokens[start - 1].lower in ("det", "den", "de")
            ):
                context = "attribute"  # 'det indstillede beløb'
            elif context == "main" and start < resumed:
                if signals and signals[0][0] <= start:
                    context = signals[0][1]
                elif minority:
                    context = "minority"
                elif first_amendment < start:
                    context = "amendment"
            if negated and (start, meaning) in negated:
                context = f"not-{context}"
            cues.append(Cue(meaning, context, tokens[start].form, number, start, end))
        return cues, base

    def _overridden(self, found: list[tuple[int, int, Row]]) -> list[tuple[int, int, Row]]:
        """Return the hits, in the order of start and name, without those that mean something else in a phrase around."""
        if self._overrides.keys().isdisjoint([row.name for _, _, row in found]):
            return found
        reach: dict[str, int] = {}
        kept = []
        for start, end, row in sorted(found, key=lambda hit: (hit[0], hit[2].name not in self._overrides)):
            if row.name in self._overrides:
                reach.update(dict.fromkeys(self._overrides[row.name], end))
            elif start < reach.get(row.name, 0):
                continue
            kept.append((start, end, row))
        return sorted(kept, key=lambda hit: (hit[0], hit[2].name))

    def _contexts(
        self,
        tokens: list[Word],
        hits: list[tuple[int, int, str]],
        openers: dict[int, tuple[int, str]],
        inherited: str,
        has_at: bool,
    ) -> tuple[list[str], str]:
        """Return the clause that each token stands in: 'main', an opener's name or 'under-MEANING'."""
        if not (openers or inherited or has_at or "propose" in [meaning for _, _, meaning in hits]):
            return ["main"] * len(tokens), ""  # nothing opens a clause, as in most sentences
        by_start: dict[int, list[str]] = {}
        for start, _, meaning in hits:
            by_start.setdefault(start, []).append(meaning)
        base = now = inherited or "main"
        clause = ""
        infinitive = False
        governor = ""
        contexts: list[str] = []
        for index, token in enumerate(tokens):
            if token.plain and index not in by_start and index not in openers:
                continue
            contexts += [now] * (index - len(contexts))  # of the words that open and end no clause
            word = token.lower
            before = tokens[index - 1].lower if index else ""
            following = tokens[index + 1] if index + 1 < len(tokens) else self._lexicon.nothing
            meanings = by_start.get(index, ())
            opener = openers.get(index, (0, ""))[1]
            if token.comma:
                clause = ""
                if word == ":" and governor == "propose":
                    base = "under-propose"
            elif token.resuming:
                clause = ""
                base = "main"
            elif (
                word == "og"
                and (base != "main" or clause)
                and _goes_on(following, before, clause, by_start.get(index + 1, ()))
            ):
                clause, base = "", "main"
            elif opener and _opens(opener, word, before, index):
                # 'Med henblik på at kunne godkende planen inden jul drøftede udvalget …' is one clause up to its verb.
                if not (clause == "aim" and opener == "time"):
                    clause, end = opener, openers[index][0]
                    infinitive = clause == "aim" and _with_infinitive(tokens[end - 1 : end + 2])
            elif (clause in _VERBLESS and token.finite) or (clause in _ENDED_BY_PAST and token.past):
                clause = ""
            elif (
                infinitive
                and clause
                and before != "at"
                and (token.past or token.finite or (meanings and _is_finite_passive(token, before)))
            ):
                clause = ""
            elif word == "at" and not clause and not self._is_noun(tokens, index):
                if following.infinitive:
                    clause, infinitive = f"under-{governor or 'at'}", True
                elif governor:
                    base = f"under-{governor}"
                elif base == "main" and index:
                    base = "under-at"
            now = clause or base
            # 'idet' itself is a cue of the clause before it
            contexts.append(base if clause == "while" and opener == "while" else now)
            if not clause and meanings:
                acts = [meaning for meaning in meanings if meaning in self._governing]
                if acts:
                    # 'foreslår Økonomiudvalget at …' recommends
                    moved = "propose" in acts and "recommend" not in acts
                    governor = "propose" if moved else acts[-1]
        contexts += [now] * (len(tokens) - len(contexts))
        return contexts, base if base != "main" else ""

    def _is_noun(self, tokens: list[Word], index: int) -> bool:
        """Tell whether 'at' is the name of a proposed clause: 'andet at vedtaget', '2. at: godkendt'."""
        before = [token for token in tokens[max(index - 2, 0) : index] if token.lower != "."][-1:]
        following = tokens[index + 1 : index + 2]
        return (
            (bool(before) and (before[0].lower in self._ordinals or before[0].number))
            or (bool(following) and following[0].comma)
            or (index == 0 and bool(following) and following[0].form in ("participle", "passive"))
        )

    def _negated(
        self, tokens: list[Word], contexts: list[str], found: list[tuple[int, int, Row]]
    ) -> set[tuple[int, str]]:
        """Return the (start, meaning) of cues that a word like 'ikke' denies.

        It denies a phrase that it stands in, else the finite verb just before it, else the next cue.
        """
        denied: set[tuple[int, str]] = set()
        negations = [index for index, token in enumerate(tokens) if token.negation]
        hits = [(start, end, row.name) for start, end, row in found]

        def deny(start: int) -> None:
            meanings = {meaning for at, _, meaning in hits if at == start}
            denied.update((start, meaning) for meaning in meanings)
            # 'kan ikke anbefale planen over for byrådet': what only adds to a denied phrase is denied with it
            end = next((at for at in range(start, len(tokens)) if tokens[at].parting), len(tokens))
            denied.update(
                (at, meaning)
                for at, _, meaning in hits
                if start < at < end
                and meaning in meanings
                and contexts[at] == contexts[start]
                and tokens[at].lower in _ADDING
            )

        starts = sorted({start for start, _, _ in hits})
        finite = {
            start for start, end, _ in hits if {tokens[start].form, tokens[end - 1].form} & _FORMS_BEFORE_NEGATION
        }
        for index in negations:
            following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
            if following in self._not_negations:
                continue
            for start, end, meaning in hits:
                if start < index < end and end - start > 2:
                    denied.add((start, meaning))
            before = [start for start in starts if index - 5 <= start < index and contexts[start] == contexts[index]]
            if before and not any(token.parting for token in tokens[before[-1] : index]):
                if before[-1] in finite:
                    deny(before[-1])
                    if following != "at" and index + 1 not in starts:
                        continue
            after = next((start for start in starts if index < start <= index + 7), None)
            if after is not None and not any(token.parting for token in tokens[index + 1 : after]):
                deny(after)
                if tokens[index].lower == "hverken":
                    # 'hverken godkendt eller afvist'
                    other = next((start for start in starts if after < start <= after + 4), None)
                    if other is not None and tokens[other - 1].lower == "eller":
                        deny(other)
        return denied - {(start, row.name) for start, _, row in found if row.text in self._denials}


def _goes_on(following: Word, before: str, clause: str, meanings: Collection[str]) -> bool:
    """Tell whether the main clause goes on after 'og': '… for at fravige planen og kunne derfor …'."""
    if following.past or following.finite or (meanings and following.form == "past"):
        return True
    return bool(meanings) and following.form == "present" and (before == "," or bool(clause))


def _with_infinitive(behind: list[Word]) -> bool:
    """Tell whether an opener's last word and the two behind it have 'at' with an infinitive."""
    return next((two.infinitive for one, two in pairwise(behind) if one.lower == "at"), False)


def _is_finite_passive(word: Word, before: str) -> bool:
    return word.form == "passive" and before not in ("kunne", "skulle", "ville", "måtte", "at", "burde")


def _other_verb(sentence: Sentence, contexts: list[str], hits: list[tuple[int, int, str]]) -> str:
    """Return the form of a verb of the main clause that is in no cue: 'passive' ('afskrives'), 'participle' or ''."""
    tokens = sentence.tokens
    for index, token in enumerate(tokens):
        if (
            token.unknown
            and contexts[index] == "main"
            and index not in sentence.quoted
            and not any(start <= index < end for start, end, _ in hits)
        ):
            if token.unknown == "passive" or any(
                before.lower in _AUXILIARIES for before in tokens[max(index - 3, 0) : index]
            ):
                return token.unknown
    return ""


def _minority(tokens: list[Word], kinds: dict[str, set[int]]) -> bool:
    """Tell whether the sentence's subject is a party, a member or a minority and not the body."""
    if len(tokens) > 1 and "party" not in kinds:
        first, second = tokens[0], tokens[1]
        if "." != first.text != "(" and not (first.party or second.capital or second.text in (".", "(")):
            return False  # the commonest: 'Indstillingen blev …'
    named = [token for token in tokens[:9] if token.text != "."]
    if not named or any(token.majority for token in named[:2]):
        return False  # 'Et flertal (A og V) anbefaler' is what the body does
    if named[0].party and len(named) > 1 and named[1].text != ")":
        return True
    if not kinds.get("party", frozenset()).isdisjoint((0, 1)):
        return True
    # 'Ida Holm (A) og Bo Krag (V) kan ikke …': capitalised names, then a letter in brackets.
    for index, token in enumerate(named[:7]):
        if token.text == "(":
            inside = named[index + 1 : index + 3]
            short = bool(inside) and (len(inside[0].text) <= 3 or inside[0].lower.startswith("løsgæng"))
            return index > 0 and short and inside[0].alphabetic and inside[-1].text in (")", ",")
        if not token.capital:
            if index < 2:
                return False
            if index == _second_name(named):
                continue
            # 'Rosa Egeskjold ønskede …', but not 'Vejen Byråd godkendte …' nor 'Vejen Boldklub får …'
            return (
                index in kinds.get("opinion", ())
                or (token.lower in _COULD and any(other.negation for other in named[index + 1 : index + 4]))
            ) and all(position >= index for kind in ("body", "admin") for position in kinds.get(kind, ()))
    return False


def _second_name(tokens: list[Word]) -> int:
    """Return the place of the 'og' between two persons' full names ('Ole Krag og Ida Holm kan …'), -1 where there is none."""
    index = next((index for index, token in enumerate(tokens) if not token.capital), len(tokens))
    after = tokens[index + 1 : index + 3]
    # 'Børn og Unge' is a department: of persons, both names are told
    two = index >= 2 and len(after) == 2 and all(token.capital for token in after)
    return index if two and tokens[index].lower == "og" else -1


def _subject(tokens: list[Word], contexts: list[str], kinds: dict[str, set[int]], minority: bool) -> tuple[str, str]:
    """Return who acts in the sentence and the tense of the verb beside that word."""
    if not minority and "body" not in kinds and "admin" not in kinds:
        return "", ""
    found = min(
        (
            index
            for kind in ("body", "admin")
            for index in kinds.get(kind, ())
            if index < 8 and contexts[index] == "main"
        ),
        default=None,
    )
    if minority:
        kind = "minority"
    elif found is None:
        return "", ""
    else:
        kind = "admin" if found in kinds.get("admin", ()) else "body"
    if found is None:
        return kind, ""
    for neighbour in (found + 1, found - 1):
        if 0 <= neighbour < len(tokens) and tokens[neighbour].form in ("present", "past"):
            return kind, tokens[neighbour].form
    return kind, ""


def _outermost(found: list[tuple[int, int, Row]]) -> list[tuple[int, int, Row]]:
    """Return the hits without those that lie in a longer one of the same meaning, or in a fixed phrase."""
    fixed: set[int] = set()
    several = False
    for start, end, row in found:
        if end - start > 1:
            several = True
            if not row.gap:
                fixed.update(range(start + 1, end))
    if not several:
        return found
    kept = []
    reach: dict[str, int] = {}
    for hit in found:
        start, end, row = hit
        if start < reach.get(row.name, 0):
            continue  # 'taget til efterretning' and 'til efterretning' are one cue
        reach[row.name] = max(end, reach.get(row.name, 0))
        if end - start == 1 and start in fixed:
            continue  # 'indstillet' in 'som indstillet'
        kept.append(hit)
    return kept


def _opens(kind: str, word: str, before: str, index: int) -> bool:
    """Tell whether the word opens a clause here: 'der' does so after a comma only, 'da' there or at the beginning."""
    if kind in _COMMA_BEFORE or word == "om":
        return before == ","
    if word in _ADVERBS:
        return before == "," or index == 0
    return True
