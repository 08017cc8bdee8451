"""What became of each decision: 'godkendt', 'udsat' and the other labels, on `doc.spans["decisions"]`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from spacy.language import Language
from spacy.tokens import Doc

from referat_nlp import attributes, phrases
from referat_nlp.components.with_model import WithModel
from referat_nlp.memories import empties
from referat_nlp.resources import OUTCOMES, model_part, models_dir

if TYPE_CHECKING:
    from referat_nlp.outcome_model.classifier import OutcomeClassifier
    from referat_nlp.outcome_model.cues import Cues


# What a component's model has said of short decisions: 'Godkendt.' comes again and again.
_remembered: WeakKeyDictionary[OutcomeLabeller, tuple[OutcomeClassifier, dict[str, list[tuple[str, float]]]]]
_remembered = WeakKeyDictionary()
empties(_remembered.clear)
_MOST_TEXTS, _LONGEST_TEXT = 20_000, 200


class OutcomeLabeller(WithModel["OutcomeClassifier"]):
    """Labels the decisions that an earlier component has marked; the model is read at the first decision."""

    def __init__(self, model: str | None = None, phrases: str | None = None) -> None:
        """Keep the settings; nothing is loaded."""
        self.model = model
        self.phrases = phrases
        self._cues: Cues | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Fill in 'outcomes' of each record in 'decisions': labels with probabilities, the likeliest first.

        Raises:
            ModelError: the model is missing or damaged.

        """
        rows = attributes.store(doc).get("decisions", [])
        if not rows:
            return doc
        classifier = self.classifier
        remembered = _remembered.get(self)
        if remembered is None or remembered[0] is not classifier:
            remembered = _remembered[self] = classifier, {}
        known = remembered[1]
        new = list(dict.fromkeys([row["text"] for row in rows if row["text"] not in known]))
        predicted = dict(zip(new, classifier.predict(new, self.cues), strict=True)) if new else {}
        for row in rows:
            prediction = known.get(row["text"]) or predicted[row["text"]]
            row["outcomes"] = [{"label": label, "score": score} for label, score in prediction]
        if len(known) + len(new) <= _MOST_TEXTS:
            known.update({text: told for text, told in predicted.items() if len(text) <= _LONGEST_TEXT})
        return doc

    @property
    def classifier(self) -> OutcomeClassifier:
        """The classifier, read from its folder at the first use.

        Raises:
            ModelError: it is missing or damaged.

        """
        return self.kept

    def _kind(self) -> type[OutcomeClassifier]:
        from referat_nlp.outcome_model.classifier import OutcomeClassifier

        return OutcomeClassifier

    def _home(self) -> Path:
        return model_part(Path(self.model) if self.model else models_dir(), OUTCOMES)

    @property
    def cues(self) -> Cues | None:
        """The cue file with the user's own rows, made ready at the first use; None where the model's own cues hold."""
        if self._cues is None and self.phrases is not None:
            from referat_nlp.outcome_model.cues import Cues

            self._cues = Cues(phrases.load("outcomes", self.phrases))
        return self._cues


@Language.factory(
    "referat_outcomes",
    requires=["doc.spans"],
    assigns=["span._.outcomes"],
    default_config={"model": None, "phrases": None},
)
def make_outcomes(nlp: Language, name: str, model: str | None, phrases: str | None) -> Any:
    """Make the component that labels decisions with their outcomes.

    Sets `outcomes` on the spans of `doc.spans["decisions"]`; without `referat_decisions` before it, it does nothing.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        model: A folder made by `referat-nlp train`; the shipped model where None.
        phrases: A folder of the user's own phrase files, which add to the shipped ones.

    """
    return OutcomeLabeller(model, phrases)
