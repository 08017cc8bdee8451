"""What the phrases of a decision say and what surrounds them: read from phrases/outcomes.toml, matched word by word.

A *cue* is a phrase with a meaning ('til efterretning' means noted). Whether the decision does what a
cue names depends on its surroundings: 'ikke godkendt', 'med henblik på at kunne godkende', a
remark in quotation marks, a proposal that then falls. `Cues.read` returns each cue with that context.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from referat_nlp.errors import ReferatError

# A decision is rarely longer than 3,000 characters; of a longer text the beginning and the end are read.
MAX_CHARACTERS = 12_000
GAP = 8  # words that '...' may stand for
SHORT_GAP = 3  # and those of '..'
CACHED_WORDS = 50_000

_TOKEN = re.compile(
    r"""
      \d+(?:[.,]\d+)*(?!\w) # a number: '1.200,50'
    | \w+(?:[-'’./]\w+)*   # a word: 'Else-Karin', "at'er", 'f.eks'
    | \n[ \t]*[-–*•·][ \t] # a list mark at the start of a line
    | [•·]                 # a list mark within a line
    | \n
    | [^\w\s]
    """,
    re.VERBOSE,
)
# A word that a line end broke: 'efterret- ning'. Not 'By- og Kulturudvalget'.
_BROKEN = re.compile(r"(?<=[a-zæøå])(?:\u00ad\s*|-\s+(?!(?:og|eller|samt|til|i)\b)(?=[a-zæøå]))")
_END = frozenset(".!?;")
_QUOTES = frozenset('"“”„»«')
_NUMBER = re.compile(r"\d+[a-z]?\Z")
_MAJORITY = re.compile(r"(?:\w+s)?flertal(?:let)?$")
_LETTER = re.compile(r"[A-ZÆØÅ]{1,2}\Z")
_MARKS = frozenset(["-", "–", "*", "•", "·"])


@dataclass(slots=True, frozen=True)
class Token:
    """A word or a mark of one sentence, in lower case; `text` as printed, `quoted` inside quotation marks."""

    lower: str
    text: str
    quoted: bool


@dataclass(slots=True)
class Sentence:
    """A sentence or list entry.

    `listed`: a list mark opened it; `ended`: a full stop ended it. `subject` is 'body', 'admin', 'minority' or '',
    `tense` that of the verb beside the subject, `signal` what else the sentence tells ('vote'), `things` where words
    stand for what is dealt with and what each is, `other` the form of a main verb that no cue knows, `clauses` the kinds
    of its subordinate clauses; `Cues.read` fills them.
    """

    tokens: list[Token] = field(default_factory=list)
    listed: bool = False
    ended: bool = False
    subject: str = ""
    tense: str = ""
    signal: str = ""
    things: list[tuple[int, str]] = field(default_factory=list)
    other: str = ""
    clauses: tuple[str, ...] = ()


@dataclass(slots=True, frozen=True)
class Cue:
    """A phrase found: its meaning, the context that changes it, the form of its verb, and where it stands."""

    meaning: str
    context: str
    form: str
    sentence: int
    start: int
    end: int


def split_sentences(
    text: str,
    abbreviations: frozenset[str] = frozenset(),
    units: frozenset[str] = frozenset(),
    beginnings: frozenset[str] = frozenset(),
) -> list[Sentence]:
    """Return the sentences and list entries of a decision; a number that only counts entries is left out.

    Args:
        text: The decision as printed.
        abbreviations: Words in lower case whose full stop ends no sentence.
        units: The same for words such as 'kr', with which a sentence may end: it does before a capital letter.
        beginnings: Words that begin a sentence wherever they stand with a capital, since scraped text loses full stops.

    >>> [" ".join(token.text for token in s.tokens) for s in split_sentences("Ad 1. Godkendt. Pkt. 2 udgår", frozenset(["pkt"]))]
    ['Godkendt', 'Pkt . 2 udgår']
    """
    if len(text) > MAX_CHARACTERS:
        text = text[: MAX_CHARACTERS * 3 // 4] + "\n" + text[-MAX_CHARACTERS // 4 :]
    found = [match.group() for match in _TOKEN.finditer(_BROKEN.sub("", text))]
    marks = sum(token in _QUOTES for token in found)
    sentences: list[Sentence] = []
    current = Sentence()
    quoted = False

    def close(*, ended: bool) -> None:
        nonlocal current
        if current.tokens:
            current.ended = ended
            sentences.append(current)
        current = Sentence()

    for index, token in enumerate(found):
        if token in _QUOTES:
            marks -= 1
            # The last mark of an odd number opens nothing: its partner is missing.
            quoted = not quoted and marks > 0
            continue
        following = found[index + 1] if index + 1 < len(found) else ""
        if token in ("•", "·") or (token[0] == "\n" and len(token) > 1):
            close(ended=False)
            current.listed = True
        elif token == "\n":
            # A wrapped line goes on in lower case.
            if not following[:1].islower():
                close(ended=False)
        elif token in _END:
            before = current.tokens[-1].lower if current.tokens else ""
            if token == "." and (
                before in abbreviations
                or (before in units and not following[:1].isupper())
                or following[:1].islower()
                or following == ","
                or _is_initial(current.tokens)
            ):
                current.tokens.append(Token(token, token, quoted))
                continue
            if _counts(current.tokens):
                current = Sentence(listed=True)
            else:
                close(ended=True)
        elif token in (")", ":") and _counts(current.tokens):
            current = Sentence(listed=True)
        elif token in beginnings and current.tokens and current.tokens[-1].lower not in (":", "(", ","):
            close(ended=True)
            current.tokens.append(Token(token.casefold(), token, quoted))
        elif token in ("-", "–") and (not current.tokens or following[:1].isupper()):
            close(ended=False)
            current.listed = True
        else:
            current.tokens.append(Token(token.casefold(), token, quoted))
    close(ended=False)
    return sentences


def _counts(tokens: list[Token]) -> bool:
    """Tell whether the tokens are only the number of a list entry: '2', 'Ad 2', 'Punkt 2', '2 . dot'."""
    return 0 < len(tokens) <= 3 and all(
        _NUMBER.match(token.lower)
        or token.lower in ("ad", "pkt", "punkt", ".", "dot", "pind", "indstillingspunkt", "nr")
        for token in tokens
    )


def _is_initial(tokens: list[Token]) -> bool:
    """Tell whether the last token is the letter of a name, 'Rasmus K. Tang', and not a party ('Imod stemte C')."""
    return (
        len(tokens) >= 2
        and len(tokens[-1].text) == 1
        and tokens[-1].text.isupper()
        and tokens[-2].text[:1].isupper()
        and len(tokens[-2].text) > 1
        and tokens[-2].lower not in ("gruppe", "liste")
    )


_GAP = -1
_SHORT_GAP = -2
_PART = re.compile(r"\(([^()]*)\)|([^()]+)")


@dataclass(slots=True, frozen=True)
class Row:
    """A row of the cue file: `name` is what it stands for, `gap` whether it holds '...'."""

    kind: str
    name: str
    text: str
    gap: bool


class Phrases:
    """Rows of the cue file, found in a row of words in linear time.

    >>> phrases = Phrases([("meaning", "noted", "(tog|taget) ... til efterretning")], {})
    >>> [(start, end, row.name) for start, end, row in phrases.find("udvalget tog orienteringen til efterretning".split())]
    [(1, 5, 'noted')]
    """

    def __init__(self, rows: list[tuple[str, str, str]], words: dict[str, list[str]]) -> None:
        self._words = words
        self._ids: dict[str, int] = {}
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._start: dict[str, list[int]] = defaultdict(list)
        self._end: dict[str, list[int]] = defaultdict(list)
        self._inside: list[tuple[str, int]] = []
        self._numbers: list[int] = []  # the word numbers that '#' is among
        self._by_first: dict[int, list[tuple[tuple[int, ...], Row]]] = defaultdict(list)
        self._cache: dict[str, tuple[frozenset[int], list[tuple[tuple[int, ...], Row]]]] = {}
        for kind, name, text in rows:
            row = Row(kind, name, text, ".." in text)
            for variant in self._variants(text):
                self._by_first[variant[0]].append((variant[1:], row))

    def _variants(self, row: str) -> list[tuple[int, ...]]:
        """Return the phrase as rows of word numbers, one for each choice of words that may be missing."""
        choices: list[list[tuple[int, ...]]] = []
        for element in row.split():
            if element in ("..", "..."):
                choices.append([(_GAP if element == "..." else _SHORT_GAP,)])
            elif element.endswith("?") and len(element) > 1:
                choices.append([(self._word(element[:-1]),), ()])
            else:
                choices.append([(self._word(element),)])
        variants = [sum(choice, ()) for choice in product(*choices)]
        if any(not variant or variant[0] < 0 or variant[-1] < 0 for variant in variants):
            raise ReferatError(
                f"outcomes.toml: the phrase {row!r} must begin and end with a word that is not optional."
            )
        return variants

    def _word(self, element: str) -> int:
        if element in self._ids:
            return self._ids[element]
        if element.count("(") != element.count(")"):
            raise ReferatError(
                f"outcomes.toml: {element!r} has an open bracket; a blank parts words, also within brackets."
            )
        number = self._ids[element] = len(self._ids)
        forms = []
        for form in _spell_out(element):
            if form.startswith("<"):
                if form[1:-1] not in self._words:
                    known = ", ".join(sorted(self._words))
                    raise ReferatError(f"outcomes.toml: {form} is no list of words. The lists are: {known}.")
                forms += [word for row in self._words[form[1:-1]] for word in _spell_out(row)]
            else:
                forms.append(form)
        for form in forms:
            bare = form.strip("*")
            if form == "#":
                self._numbers.append(number)
                continue
            if form.startswith("*") and form.endswith("*"):
                self._inside.append((bare, number))
            elif form.endswith("*"):
                self._start[bare].append(number)
            elif form.startswith("*"):
                self._end[bare].append(number)
            else:
                self._exact[bare].append(number)
        return number

    def _look_up(self, word: str) -> tuple[frozenset[int], list[tuple[tuple[int, ...], Row]]]:
        """Return the numbers of the forms that a word fits, and the phrases that it may begin, without that word."""
        known = self._cache.get(word)
        if known is None:
            numbers = set(self._exact.get(word, ()))
            for length in range(1, min(len(word), 40) + 1):
                numbers.update(self._start.get(word[:length], ()))
                numbers.update(self._end.get(word[-length:], ()))
            short = word[:60]
            numbers.update(number for part, number in self._inside if part in short)
            if word[:1].isdigit():
                numbers.update(self._numbers)
            known = (
                frozenset(numbers),
                [begun for number in sorted(numbers) for begun in self._by_first.get(number, ())],
            )
            if len(self._cache) < CACHED_WORDS:
                self._cache[word] = known
        return known

    def find(self, words: list[str]) -> list[tuple[int, int, Row]]:
        """Return (start, end, row) of the phrases in `words`, the longest for each start and name, in text order."""
        known = [self._look_up(word) for word in words]
        fits = [fit for fit, _ in known]
        found: list[tuple[int, int, Row]] = []
        for index, (_, begun) in enumerate(known):
            if not begun:
                continue
            best: dict[tuple[str, str], tuple[int, Row]] = {}
            for rest, row in begun:
                end = _match(rest, fits, index + 1) if rest else index + 1
                if not end:
                    continue
                key = (row.kind, row.name)
                # Of two rows that reach as far, the one without a gap says more surely what it is.
                if key not in best or (end, not row.gap, row.text) > (
                    best[key][0],
                    not best[key][1].gap,
                    best[key][1].text,
                ):
                    best[key] = (end, row)
            found.extend((index, end, row) for _, (end, row) in sorted(best.items()))
        return found


def _match(rest: tuple[int, ...], fits: list[frozenset[int]], at: int) -> int:
    """Return the end of the match of `rest` at position `at`, 0 where there is none."""
    for step, number in enumerate(rest):
        if number < 0:
            after = rest[step + 1 :]
            for skip in range(at, min(at + (GAP if number == _GAP else SHORT_GAP), len(fits) - 1) + 1):
                if after[0] in fits[skip]:
                    end = _match(after, fits, skip)
                    if end:
                        return end
            return 0
        if at >= len(fits) or number not in fits[at]:
            return 0
        at += 1
    return at


def _spell_out(element: str) -> list[str]:
    """Return the words that 'udsæt(tes|ter)' stands for."""
    parts = [[*inside.split("|")] if inside or not plain else [plain] for inside, plain in _PART.findall(element)]
    return ["".join(choice).casefold() for choice in product(*parts)]


_COMMA = frozenset([",", ":", "(", ")", "–", "-"])
_FINITE = frozenset(
    ["blev", "bliver", "er", "var", "har", "havde", "kan", "kunne", "skal", "vil", "ville", "faldt", "tog"]
)
_ADDING = frozenset(["med", "over", "overfor", "til"])
_COULD = frozenset(["kan", "kunne", "vil", "ville"])
_NO_PARTIES = frozenset(["AD", "AT", "I", "OK"])
_NO_INFINITIVES = frozenset(
    [
        "alle",
        "andre",
        "begge",
        "både",
        "de",
        "denne",
        "disse",
        "enkelte",
        "flere",
        "gruppe",
        "liste",
        "nye",
        "samtlige",
        "unge",
        "ældre",
        "øvrige",
    ]
)
# Openers whose clause has no finite verb of its own.
_VERBLESS = frozenset(["owing", "past"])
_FORMS_BEFORE_NEGATION = frozenset(["present", "passive", "past", "infinitive"])
_COMMA_BEFORE = frozenset(["relative"])
_ADVERBS = frozenset(["da", "før", "siden"])


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
        self._phrases = Phrases(rows, words)
        self.abbreviations = frozenset(data.get("abbreviations", []))
        self.units = frozenset(data.get("units", []))
        self.beginnings = frozenset(data.get("beginnings", []))
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
        self._past_tenses = frozenset(data.get("past_tenses", []))
        self._resuming = frozenset(data.get("resuming", []))
        self._no_passives = frozenset(data.get("no_passives", []))
        self._overrides = {over: frozenset(under) for over, under in data.get("overrides", {}).items()}

    def _denies(self, row: str) -> bool:
        return any(form in self._negations for element in row.split() for form in _spell_out(element.strip("?")))

    def _is_past(self, word: str) -> bool:
        return word in self._past_tenses or (word.endswith("ede") and len(word) > 5)

    def read(self, text: str) -> tuple[list[Sentence], list[Cue]]:
        """Return the sentences of a decision and the cues in them, in text order."""
        sentences = split_sentences(text, self.abbreviations, self.units, self.beginnings)
        cues: list[Cue] = []
        inherited = ""
        for number, sentence in enumerate(sentences):
            found, inherited = self._read_sentence(sentence, number, inherited)
            cues.extend(found)
            if sentence.ended:
                inherited = ""
        return sentences, cues

    def effect(self, cue: Cue) -> str:
        """Return 'does' where the decision does what the cue names, 'denies' where it does the contrary, else ''."""
        context = cue.context.removeprefix("not-")
        if context != "main" and (context not in self._effective or (cue.meaning, context) in self._parts):
            return ""
        return "denies" if cue.context.startswith("not-") else "does"

    def _read_sentence(self, sentence: Sentence, number: int, inherited: str) -> tuple[list[Cue], str]:
        tokens = sentence.tokens
        words = [token.lower for token in tokens]
        found: list[tuple[int, int, Row]] = []
        openers: dict[int, tuple[int, str]] = {}
        signals: list[tuple[int, str]] = []
        kinds: dict[str, set[int]] = defaultdict(set)
        for start, end, row in self._phrases.find(words):
            if row.kind == "meaning":
                found.append((start, end, row))
            elif row.kind == "opener":
                if start not in openers or openers[start][0] < end:
                    openers[start] = (end, row.name)
            elif row.kind == "sentence":
                # '9 stemmer mod 14' counts the votes of the decision itself.
                if not (start and words[start - 1][:1].isdigit()):
                    signals.append((start, row.name))
            elif row.kind == "thing":
                sentence.things.append((start, row.name))
            else:
                kinds[row.name].add(start)
        found = self._overridden(_outermost(found))
        denials = {(start, row.name) for start, _, row in found if row.text in self._denials}
        hits = [(start, end, row.name) for start, end, row in found]
        contexts, base = self._contexts(tokens, hits, openers, inherited)
        minority = self._minority(tokens, kinds)
        sentence.subject, sentence.tense = _subject(words, contexts, kinds, minority)
        negated = self._negated(words, contexts, hits, denials)
        first_amendment = min(kinds["amendment"], default=len(words))
        sentence.things.sort()
        sentence.clauses = tuple(sorted({name for name in contexts if name in self._openers}))
        sentence.signal = signals[0][1] if signals else ""
        sentence.other = self._other_verb(tokens, contexts, hits)
        resumed = next((index for index, word in enumerate(words) if word in self._resuming), len(words))
        cues = []
        for start, end, meaning in hits:
            context = contexts[start]
            signal = next((value for at, value in signals if at <= start), "")
            if tokens[start].quoted:
                context = "quoted"
            elif (
                start
                and words[start - 1] in ("det", "den", "de")
                and verb_form(words[start]) == "past"
                and end - start == 1
            ):
                context = "attribute"  # 'det indstillede beløb'
            elif signal and context == "main" and start < resumed:
                context = signal
            elif context == "main" and minority and start < resumed:
                context = "minority"
            elif context == "main" and first_amendment < start < resumed:
                context = "amendment"
            if (start, meaning) in negated:
                context = f"not-{context}"
            cues.append(Cue(meaning, context, verb_form(words[start]), number, start, end))
        return cues, base

    def _overridden(self, found: list[tuple[int, int, Row]]) -> list[tuple[int, int, Row]]:
        """Return the hits without those that mean something else in a phrase around them."""
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
        tokens: list[Token],
        hits: list[tuple[int, int, str]],
        openers: dict[int, tuple[int, str]],
        inherited: str,
    ) -> tuple[list[str], str]:
        """Return the clause that each token stands in: 'main', an opener's name or 'under-MEANING'."""
        by_start: dict[int, list[str]] = defaultdict(list)
        for start, _, meaning in hits:
            by_start[start].append(meaning)
        base = inherited or "main"
        clause = ""
        infinitive = False
        governor = ""
        contexts = []
        for index, token in enumerate(tokens):
            word = token.lower
            before = tokens[index - 1].lower if index else ""
            following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
            if word in _COMMA:
                clause = ""
                if word == ":" and governor == "propose":
                    base = "under-propose"
            elif word in self._resuming:
                clause = ""
                base = "main"
            elif (
                word == "og"
                and (base != "main" or clause)
                and self._goes_on(following, before, clause, by_start[index + 1])
            ):
                clause, base = "", "main"
            elif index in openers and _opens(openers[index][1], word, before, index):
                # 'Med henblik på at kunne godkende planen inden jul drøftede udvalget …' is one clause up to its verb.
                if not (clause == "aim" and openers[index][1] == "time"):
                    clause, end = openers[index][1], openers[index][0]
                    after = [token.lower for token in tokens[end - 1 : end + 2]]
                    infinitive = clause == "aim" and "at" in after[:-1] and _is_infinitive(after[after.index("at") + 1])
            elif (clause in _VERBLESS and word in _FINITE) or (clause in ("aim", *_VERBLESS) and self._is_past(word)):
                clause = ""
            elif (
                infinitive
                and clause
                and before != "at"
                and (self._is_past(word) or word in _FINITE or self._is_finite_passive(word, before, by_start[index]))
            ):
                clause = ""
            elif word == "at" and not clause and not self._is_noun(tokens, index):
                if _is_infinitive(following):
                    clause, infinitive = f"under-{governor or 'at'}", True
                elif governor:
                    base = f"under-{governor}"
                elif base == "main" and index:
                    base = "under-at"
            # 'idet' itself is a cue of the clause before it
            contexts.append(base if clause == "while" and openers.get(index, (0, ""))[1] == "while" else clause or base)
            if not clause:
                acts = [meaning for meaning in by_start[index] if meaning in self._governing]
                if acts:
                    # 'foreslår Økonomiudvalget at …' recommends
                    moved = "propose" in acts and "recommend" not in acts
                    governor = "propose" if moved else acts[-1]
        return contexts, base if base != "main" else ""

    def _goes_on(self, following: str, before: str, clause: str, meanings: list[str]) -> bool:
        """Tell whether the main clause goes on after 'og': '… for at fravige planen og kunne derfor …'."""
        if self._is_past(following) or following in _FINITE or (meanings and verb_form(following) == "past"):
            return True
        return bool(meanings) and verb_form(following) == "present" and (before == "," or bool(clause))

    def _is_noun(self, tokens: list[Token], index: int) -> bool:
        """Tell whether 'at' is the name of a proposed clause: 'andet at vedtaget', '2. at: godkendt'."""
        words = [token.lower for token in tokens[max(index - 2, 0) : index + 2]]
        before = [word for word in words[: min(index, 2)] if word != "."][-1:]
        following = words[min(index, 2) + 1 :]
        return (
            (bool(before) and (before[0] in self._ordinals or bool(_NUMBER.match(before[0]))))
            or (bool(following) and following[0] in _COMMA)
            or (index == 0 and bool(following) and verb_form(following[0]) in ("participle", "passive"))
        )

    def _is_finite_passive(self, word: str, before: str, meanings: list[str]) -> bool:
        return (
            bool(meanings)
            and verb_form(word) == "passive"
            and before not in ("kunne", "skulle", "ville", "måtte", "at", "burde")
        )

    def _other_verb(self, tokens: list[Token], contexts: list[str], hits: list[tuple[int, int, str]]) -> str:
        """Return the form of a verb of the main clause that is in no cue: 'passive' ('afskrives'), 'participle' or ''."""
        covered = {position for start, end, _ in hits for position in range(start, end)}
        for index, token in enumerate(tokens):
            word = token.lower
            if contexts[index] != "main" or index in covered or token.quoted or token.text != word or len(word) < 5:
                continue
            if word.endswith("es") and not word.endswith(_GENITIVES) and word not in self._no_passives:
                return "passive"
            before = {other.lower for other in tokens[max(index - 3, 0) : index]}
            if verb_form(word) == "participle" and before & _AUXILIARIES:
                return "participle"
        return ""

    def _minority(self, tokens: list[Token], kinds: dict[str, set[int]]) -> bool:
        """Tell whether the sentence's subject is a party, a member or a minority and not the body."""
        named = [token for token in tokens[:9] if token.text != "."]
        if not named or any(_MAJORITY.match(token.lower) for token in named[:2]):
            return False  # 'Et flertal (A og V) anbefaler' is what the body does
        if (
            _LETTER.match(named[0].text)
            and named[0].text not in _NO_PARTIES
            and len(named) > 1
            and named[1].text != ")"
        ):
            return True
        if any(index in kinds["party"] for index in range(min(2, len(tokens)))):
            return True
        # 'Ida Holm (A) og Bo Krag (V) kan ikke …': capitalised names, then a letter in brackets.
        officials = kinds["body"] | kinds["admin"]
        joined = _second_name(named)
        for index, token in enumerate(named[:7]):
            if token.text == "(":
                inside = named[index + 1 : index + 3]
                short = bool(inside) and (len(inside[0].text) <= 3 or inside[0].lower.startswith("løsgæng"))
                return index > 0 and short and inside[0].text[0].isalpha() and inside[-1].text in (")", ",")
            if not token.text[:1].isupper() and index != joined:
                # 'Rosa Egeskjold ønskede …', but not 'Vejen Byråd godkendte …' nor 'Vejen Boldklub får …'
                following = [other.lower for other in named[index + 1 : index + 4]]
                return (
                    index >= 2
                    and (
                        index in kinds["opinion"]
                        or (token.lower in _COULD and any(word in self._negations for word in following))
                    )
                    and not any(position in officials for position in range(index))
                )
        return False

    def _negated(
        self, words: list[str], contexts: list[str], hits: list[tuple[int, int, str]], denials: set[tuple[int, str]]
    ) -> set[tuple[int, str]]:
        """Return the (start, meaning) of cues that a word like 'ikke' denies.

        It denies a phrase that it stands in, else the finite verb just before it, else the next cue.
        """
        denied: set[tuple[int, str]] = set()

        def deny(start: int) -> None:
            meanings = {meaning for at, _, meaning in hits if at == start}
            denied.update((start, meaning) for meaning in meanings)
            # 'kan ikke anbefale planen over for byrådet': what only adds to a denied phrase is denied with it
            end = next((at for at in range(start, len(words)) if _breaks(words[at])), len(words))
            denied.update(
                (at, meaning)
                for at, _, meaning in hits
                if start < at < end and meaning in meanings and contexts[at] == contexts[start] and words[at] in _ADDING
            )

        starts = sorted({start for start, _, _ in hits})
        finite = {
            start
            for start, end, _ in hits
            if {verb_form(words[start]), verb_form(words[end - 1])} & _FORMS_BEFORE_NEGATION
        }
        for index, word in enumerate(words):
            following = words[index + 1] if index + 1 < len(words) else ""
            if word not in self._negations or following in self._not_negations:
                continue
            for start, end, meaning in hits:
                if start < index < end and end - start > 2:
                    denied.add((start, meaning))
            before = [start for start in starts if index - 5 <= start < index and contexts[start] == contexts[index]]
            if before and not any(_breaks(words[position]) for position in range(before[-1], index)):
                if before[-1] in finite:
                    deny(before[-1])
                    if following != "at" and index + 1 not in starts:
                        continue
            after = next((start for start in starts if index < start <= index + 7), None)
            if after is not None and not any(_breaks(words[position]) for position in range(index + 1, after)):
                deny(after)
                if word == "hverken":
                    # 'hverken godkendt eller afvist'
                    other = next((start for start in starts if after < start <= after + 4), None)
                    if other is not None and words[other - 1] == "eller":
                        deny(other)
        return denied - denials


def _second_name(tokens: list[Token]) -> int:
    """Return the place of the 'og' between two persons' full names ('Ole Krag og Ida Holm kan …'), -1 where there is none."""
    index = next((index for index, token in enumerate(tokens) if not token.text[:1].isupper()), len(tokens))
    after = tokens[index + 1 : index + 3]
    # 'Børn og Unge' is a department: of persons, both names are told
    two = index >= 2 and len(after) == 2 and all(token.text[:1].isupper() for token in after)
    return index if two and tokens[index].lower == "og" else -1


def _subject(words: list[str], contexts: list[str], kinds: dict[str, set[int]], minority: bool) -> tuple[str, str]:
    """Return who acts in the sentence and the tense of the verb beside that word."""
    found = min(
        (index for index in kinds["body"] | kinds["admin"] if index < 8 and contexts[index] == "main"), default=None
    )
    if minority:
        kind = "minority"
    elif found is None:
        return "", ""
    else:
        kind = "admin" if found in kinds["admin"] else "body"
    if found is None:
        return kind, ""
    for neighbour in (found + 1, found - 1):
        if 0 <= neighbour < len(words) and verb_form(words[neighbour]) in ("present", "past"):
            return kind, verb_form(words[neighbour])
    return kind, ""


def _outermost(found: list[tuple[int, int, Row]]) -> list[tuple[int, int, Row]]:
    """Return the hits without those that lie in a longer one of the same meaning, or in a fixed phrase."""
    kept = []
    reach: dict[str, int] = {}
    fixed = {position for start, end, row in found if not row.gap for position in range(start + 1, end)}
    for start, end, row in found:
        if start < reach.get(row.name, 0):
            continue  # 'taget til efterretning' and 'til efterretning' are one cue
        reach[row.name] = max(end, reach.get(row.name, 0))
        if end - start == 1 and start in fixed:
            continue  # 'indstillet' in 'som indstillet'
        kept.append((start, end, row))
    return kept


def _is_infinitive(word: str) -> bool:
    return (word.endswith(("e", "å")) and word not in _NO_INFINITIVES) or word in ("se", "ske", "bero")


def _breaks(word: str) -> bool:
    return word in _COMMA or word in ("og", "men", "samt", "eller")


def _opens(kind: str, word: str, before: str, index: int) -> bool:
    """Tell whether the word opens a clause here: 'der' does so after a comma only, 'da' there or at the beginning."""
    if kind in _COMMA_BEFORE or word == "om":
        return before == ","
    if word in _ADVERBS:
        return before == "," or index == 0
    return True


# The genitive of a noun in the plural: 'borgernes', 'børnenes'.
_GENITIVES = ("ernes", "enes")
_AUXILIARIES = frozenset(["blev", "bliver", "er", "var"])
_MODALS = frozenset(["bør", "kan", "må", "skal", "ved", "vil"])


def verb_form(word: str) -> str:
    """Return the form that a Danish verb's ending shows: 'passive', 'past', 'participle', 'present', 'infinitive' or ''.

    >>> [verb_form(word) for word in ("godkendes", "godkendte", "godkendt", "godkender", "godkende", "nej")]
    ['passive', 'past', 'participle', 'present', 'infinitive', '']
    """
    if word in _MODALS:
        return "present"
    if word.endswith("tte") and not word.endswith("atte"):
        return "infinitive"  # 'udsætte', 'støtte', but 'udsatte'
    for endings, form in (
        (("es", "ås"), "passive"),
        (("ede", "te"), "past"),
        (("t",), "participle"),
        (("er", "år", "ør"), "present"),
        (("e", "å"), "infinitive"),
    ):
        if word.endswith(endings):
            return form
    return ""
