"""The outcome classifier as it is used: a linear model over a decision's features, in files that cannot run code.

Prediction needs numpy alone; scikit-learn trains (see `training`). A model is two files: meta.json with labels and
feature names, weights.safetensors with the numbers.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from referat_nlp.errors import ModelError
from referat_nlp.outcome_model.cues import Cues
from referat_nlp.outcome_model.document_features import decision_features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = 1
META = "meta.json"
WEIGHTS = "weights.safetensors"
THRESHOLD = 0.5
# How much cue features, words and character n-grams count beside each other; found on the dev layouts.
SCALES = {"cue": 1.0, "word": 0.7, "gram": 0.3}
_MAX_BYTES = 64_000_000

Counts = Mapping[str, Mapping[str, int]]


def count_features(text: str, cues: Cues) -> dict[str, dict[str, int]]:
    """Return the features of a decision by kind ('cue', 'word', 'gram'), each with how often it occurs."""
    features, words, grams = decision_features(text, cues)
    return {"cue": dict.fromkeys(sorted(features), 1), "word": dict(Counter(words)), "gram": dict(Counter(grams))}


@dataclass(slots=True)
class Vectoriser:
    """Turns counted features into numbers.

    `names[kind]` are the known features, in the order of their columns; `idf[kind]` their inverse document frequencies.
    """

    names: dict[str, list[str]]
    idf: dict[str, NDArray[np.float32]]
    _columns: dict[str, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the columns, kind after kind."""
        at = 0
        for kind in SCALES:
            self._columns[kind] = {name: at + i for i, name in enumerate(self.names[kind])}
            at += len(self.names[kind])

    @property
    def width(self) -> int:
        """The number of columns."""
        return sum(len(names) for names in self.names.values())

    def row(self, counts: Counts) -> tuple[list[int], list[float]]:
        """Return the columns and values of one decision: cues as they are, words and n-grams as normalised tf-idf."""
        columns: list[int] = []
        values: list[float] = []
        first = 0
        for kind, scale in SCALES.items():
            known = self._columns[kind]
            mine = [(known[name], n) for name, n in counts[kind].items() if name in known]
            weights = [(1.0 + math.log(n)) * float(self.idf[kind][column - first]) for column, n in mine]
            norm = 1.0 if kind == "cue" else math.sqrt(math.fsum(w * w for w in weights)) or 1.0
            columns += [column for column, _ in mine]
            values += [scale * w / norm for w in weights]
            first += len(known)
        return columns, values


@dataclass(slots=True)
class OutcomeClassifier:
    """Labels decisions with their outcomes.

    `weights` has a row for each label and a column for each feature, `bias` a value for each label; `slope` and `shift`
    turn a score into a calibrated probability.
    """

    labels: list[str]
    vectoriser: Vectoriser
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    slope: float
    shift: float
    facts: dict[str, Any] = field(default_factory=dict)

    def scores(self, counts: Counts) -> list[float]:
        """Return the uncalibrated score of each label for one decision's features."""
        import numpy as np

        columns, values = self.vectoriser.row(counts)
        # float64 and a fixed order: the same decision gives the same digits on every machine
        return [float(s) for s in self.weights[:, columns].astype(np.float64) @ np.array(values) + self.bias]

    def probabilities(self, text: str, cues: Cues) -> list[float]:
        """Return the calibrated probability of each label."""
        return [calibrated(score, self.slope, self.shift) for score in self.scores(count_features(text, cues))]

    def predict(self, texts: Iterable[str], cues: Cues) -> list[list[tuple[str, float]]]:
        """Return for each decision its labels with their probabilities, the likeliest first; at least one each."""
        return [choose(self.labels, self.probabilities(text, cues)) for text in texts]

    def _written(self) -> tuple[bytes, bytes]:
        """Return the contents of the model's two files; the same model gives the same bytes."""
        import numpy as np
        from safetensors.numpy import save

        meta = {
            "format": FORMAT,
            "labels": self.labels,
            "features": self.vectoriser.names,
            "slope": self.slope,
            "shift": self.shift,
            "facts": self.facts,
        }
        tensors: dict[str, NDArray[Any]] = {
            "weights": np.ascontiguousarray(self.weights, dtype=np.float16),
            "bias": np.ascontiguousarray(self.bias, dtype=np.float32),
        }
        tensors |= {f"idf-{kind}": np.ascontiguousarray(self.vectoriser.idf[kind], dtype=np.float32) for kind in SCALES}
        return (json.dumps(meta, ensure_ascii=False, indent=0) + "\n").encode("utf-8"), save(tensors)

    def to_disk(self, folder: Path) -> None:
        """Write the model's two files into the folder, which is made where it is missing."""
        meta, weights = self._written()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / META).write_bytes(meta)
        (folder / WEIGHTS).write_bytes(weights)

    def to_bytes(self) -> bytes:
        """Return both files as one: the length of the first in eight bytes, the first, the second."""
        meta, weights = self._written()
        return len(meta).to_bytes(8, "little") + meta + weights

    @classmethod
    def from_bytes(cls, data: bytes) -> OutcomeClassifier:
        """Read what `to_bytes` has returned.

        Raises:
            ModelError: the bytes are no model.

        """
        end = 8 + int.from_bytes(data[:8], "little")
        return cls._checked("the bytes", data[8:end], data[end:])

    @classmethod
    def from_disk(cls, folder: Path) -> OutcomeClassifier:
        """Read a model.

        Raises:
            ModelError: the folder holds no model, a damaged one, or one of another version.

        """
        meta_path, weights_path = folder / META, folder / WEIGHTS
        if not meta_path.is_file() or not weights_path.is_file():
            raise ModelError(
                f"{folder}: no outcome model ({META} and {WEIGHTS}); train one with "
                f"'referat-nlp train annotations/ -o {folder}'."
            )
        if max(meta_path.stat().st_size, weights_path.stat().st_size) > _MAX_BYTES:
            raise ModelError(f"{folder}: the outcome model's files are far larger than any model of ours; not read.")
        return cls._checked(str(folder), meta_path.read_bytes(), weights_path.read_bytes())

    @classmethod
    def _checked(cls, name: str, meta: bytes, weights: bytes) -> OutcomeClassifier:
        try:
            return cls._read(json.loads(meta.decode("utf-8")), weights)
        # whatever a hostile file provokes, the user is told that the file is at fault
        except Exception as error:
            raise ModelError(
                f"{name}: the outcome model is damaged or of another version ({error}); train it again or install "
                "referat-nlp again."
            ) from error

    @classmethod
    def _read(cls, meta: dict[str, Any], data: bytes) -> OutcomeClassifier:
        import numpy as np
        from safetensors.numpy import load

        if meta["format"] != FORMAT:
            raise ValueError(f"its format is {meta['format']!r}, this version reads {FORMAT}")
        tensors = load(data)
        labels = [str(label) for label in meta["labels"]]
        names = {kind: [str(name) for name in meta["features"][kind]] for kind in SCALES}
        idf = {kind: tensors[f"idf-{kind}"] for kind in SCALES}
        weights = tensors["weights"].astype(np.float32)
        bias = tensors["bias"]
        width = sum(len(rows) for rows in names.values())
        if weights.shape != (len(labels), width) or bias.shape != (len(labels),) or not labels:
            raise ValueError("labels, features and weights do not fit each other")
        if any(idf[kind].shape != (len(names[kind]),) for kind in SCALES):
            raise ValueError("features and frequencies do not fit each other")
        slope, shift = float(meta["slope"]), float(meta["shift"])
        numbers = [weights, bias, *idf.values(), np.array([slope, shift])]
        if not all(np.isfinite(array).all() for array in numbers):
            raise ValueError("a weight is no number")
        return cls(labels, Vectoriser(names, idf), weights, bias, slope, shift, dict(meta["facts"]))


def calibrated(score: float, slope: float, shift: float) -> float:
    """Return the probability of a score."""
    z = max(-60.0, min(60.0, slope * score + shift))
    return 1.0 / (1.0 + math.exp(-z))


def choose(labels: list[str], probabilities: list[float]) -> list[tuple[str, float]]:
    """Return the labels that are likelier than not, the likeliest first; the likeliest alone where none is."""
    ranked = sorted(zip(labels, probabilities, strict=True), key=lambda pair: (-pair[1], pair[0]))
    chosen = [pair for pair in ranked if pair[1] >= THRESHOLD] or ranked[:1]
    return [(label, round(p, 4)) for label, p in chosen]
