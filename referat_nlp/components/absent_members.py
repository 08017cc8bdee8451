"""Who was absent, at which item, and who took part instead: `doc.spans["absent_members"]`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from referat_nlp import attributes
from referat_nlp.danish.people import absence_told
from referat_nlp.minutes import Absence
from referat_nlp.reading.document import read
from referat_nlp.reading.records import Reading

if TYPE_CHECKING:
    from referat_nlp.base.own import OwnPersons
    from referat_nlp.base.persons import PersonFinder

# Titles of those who take part in meetings without being members.
_STAFF = re.compile(
    r"direktør|chef|konsulent|leder\b|sekretær|kæmner|rektor|arkitekt|ingeniør|koordinator", re.IGNORECASE
)


class AbsenceMarker:
    """Marks the absent members of a document, in the header and at the items.

    Where a sentence tells an absence but no rule can name the person, the base pipeline is asked, in one batch for the
    document; it is loaded at the first such sentence.
    """

    def __init__(
        self,
        phrases: str | None = None,
        base: str | None = None,
        use_base: bool = True,
        model: str | None = None,
    ) -> None:
        """Keep the settings; nothing is loaded."""
        self.phrases = phrases
        self.base = base
        self.use_base = use_base
        self.model = model
        self._own: OwnPersons | None = None
        self._finder: PersonFinder | None = None

    @property
    def own(self) -> OwnPersons | None:
        """The model's own weights of the base, read from its folder at the first use; None where it has none.

        Raises:
            ModelError: they are damaged.

        """
        if self._own is None and self.base is None and self.use_base:
            from referat_nlp.base.persons import own_folder

            folder = own_folder(self.model)
            if folder:
                from referat_nlp.base.own import OwnPersons

                self._own = OwnPersons.from_disk(folder)
        return self._own

    def take_base(self, base: str) -> None:
        """Use this base from now on, whatever weights the model has of its own."""
        self.base, self._own, self._finder = base, None, None

    def __call__(self, doc: Doc) -> Doc:
        """Set the records and spans 'absent_members'; `item` is the index of the agenda item, None for the header."""
        reading = read(attributes.text_of(doc), self.phrases, attributes.hints(doc))
        rows: list[dict[str, Any]] = []
        for index, members in [(None, reading.absent), *((i, item.absent) for i, item in enumerate(reading.items))]:
            rows += [_row(member, index) for member in members]
        if reading.questions and self.use_base:
            rows += self._asked(reading, rows)
        attributes.set_records(doc, "absent_members", attributes.known(doc, rows))
        return doc

    def _asked(self, reading: Reading, known: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the absent members whom only the base pipeline can name in the open sentences."""
        if self._finder is None:
            from referat_nlp.base.persons import PersonFinder

            self._finder = PersonFinder(self.base, self.own)
        names = {(row["item"], row["name"]) for row in known}
        rows = []
        stretches = [reading.clean[start:end] for _, start, end in reading.questions]
        for (index, start, _), stretch, people in zip(
            reading.questions, stretches, self._finder.find(stretches), strict=True
        ):
            told = absence_told(stretch, 0, len(stretch), extra=self.phrases)
            for low, high in people:
                name = " ".join(stretch[low:high].split())
                # who opens the sentence is absent; a single word is too little to go by, and staff are no members
                opens = told is not None and high <= told and low < 40 and not _STAFF.search(stretch, 0, low)
                if opens and " " in name and (index, name) not in names:
                    rows.append(_row(Absence(name, None, None, start + low, start + high), index))
        return rows

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model's own weights beside the pipeline's other components, nothing where it has none."""
        if self.own:
            self.own.to_disk(Path(path))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> AbsenceMarker:
        """Read what `to_disk` has written.

        Raises:
            ModelError: the weights are damaged.

        """
        if Path(path).is_dir() and self.use_base:
            from referat_nlp.base.own import OwnPersons

            self._own, self._finder = OwnPersons.from_disk(Path(path)), None
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the model's own weights as bytes, none where it has none."""
        return self.own.to_bytes() if self.own else b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> AbsenceMarker:
        """Read what `to_bytes` has returned.

        Raises:
            ModelError: the bytes are no weights.

        """
        if data and self.use_base:
            from referat_nlp.base.own import OwnPersons

            self._own, self._finder = OwnPersons.from_bytes(data), None
        return self


def _row(member: Absence, index: int | None) -> dict[str, Any]:
    return {**attributes.record(member), "item": index}


@Language.factory(
    "referat_absent_members",
    assigns=["doc.spans", *(f"span._.{name}" for name in attributes.SPAN_FIELDS["absent_members"])],
    default_config={"phrases": None, "base": None, "use_base": True, "model": None},
)
def make_absent_members(
    nlp: Language, name: str, phrases: str | None, base: str | None, use_base: bool, model: str | None
) -> AbsenceMarker:
    """Make the component that finds absent members.

    Sets `doc.spans["absent_members"]` and, on its spans, `member_name`, `member_party` and `member_substitute`.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        phrases: A folder of the user's own phrase files, which add to the shipped ones.
        base: The pipeline that finds persons: a package's name or a folder. Where None, that of the model; where the
            model has none of its own, da_core_news_sm where it is installed, else the shipped base.
        use_base: Whether to ask it at all.
        model: A folder made by `referat-nlp train`; the shipped model where None.

    """
    return AbsenceMarker(phrases, base, use_base, model)
