"""Trains the base pipeline that finds persons: ``python -m referat_nlp.base.training DATA_DIR -o models/base``.

DATA_DIR is the folder of UNER_Danish-DDT (https://www.universalner.org/): three .iob2 files and LICENSE.txt. Takes
about a quarter of an hour on one CPU core. The same data, versions and seed give the same weights.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import numpy as np
import spacy
from spacy import util
from spacy.language import Language
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_training
from thinc.api import fix_random_seed

from referat_nlp.base.convert import LABELS, Sentence, read_iob2, to_doc, write_docbin
from referat_nlp.base.invented import invent, ordinary_words
from referat_nlp.errors import ReferatError

VERSION = "0.1.0"

_FILES = {part: f"da_ddt-ud-{part}.iob2" for part in ("train", "dev", "test")}
_LICENCE = "LICENSE.txt"
# Invented passages beside the 4,383 sentences of the data, and those measured on (wordings and names never trained on).
_INVENTED_TRAIN = 5_000
_INVENTED_MEASURE = 500

_SOURCE = {
    "name": "UNER_Danish-DDT (Universal NER v1)",
    "url": "https://www.universalner.org/",
    "license": "CC BY-SA 4.0",
    "author": (
        "Barbara Plank, Kristian Nørgaard Jensen, Rob van der Goot (DaN+); Stephen Mayhew, Terra Blevins, Shuheng Liu, "
        "Marek Šuppa, Hila Gonen, Joseph Marvin Imperial, Börje F. Karlsson, Peiqin Lin, Nikola Ljubešić, LJ Miranda, "
        "Barbara Plank, Arij Riabi, Yuval Pinter (Universal NER); the text is that of UD_Danish-DDT"
    ),
}

_ATTRIBUTION = """\
The model in this folder was trained on UNER_Danish-DDT, the Danish part of Universal NER v1
(https://www.universalner.org/), which is licensed under Creative Commons Attribution-ShareAlike 4.0
International (CC BY-SA 4.0; the text is in LICENSE.txt). The model is an adaptation of that data and is
licensed under the same licence.

The data: named entities over UD_Danish-DDT (the Danish Dependency Treebank in Universal Dependencies,
https://github.com/UniversalDependencies/UD_Danish-DDT), annotated for the DaN+ corpus
(https://github.com/bplank/DaNplus) and converted to the format of Universal NER.

    Barbara Plank, Kristian Nørgaard Jensen and Rob van der Goot. 2020. DaN+: Danish Nested Named Entities and
    Lexical Normalization. COLING 2020. https://aclanthology.org/2020.coling-main.583

    Stephen Mayhew, Terra Blevins, Shuheng Liu, Marek Šuppa, Hila Gonen, Joseph Marvin Imperial, Börje F. Karlsson,
    Peiqin Lin, Nikola Ljubešić, LJ Miranda, Barbara Plank, Arij Riabi and Yuval Pinter. 2024. Universal NER: A
    Gold-Standard Multilingual Named Entity Recognition Benchmark. NAACL 2024.
    https://aclanthology.org/2024.naacl-long.243/

Changes: the entities were read as PER, LOC and ORG without their nesting, invented sentences in the manner of
municipal minutes were added (referat_nlp/base/sentences.toml, referat_nlp/phrases/names.toml), and a statistical
model was trained on both. The data itself is not part of this folder.
"""


def train(
    data_dir: Path, out: Path, *, seed: int | None = None, max_steps: int = 0, quiet: bool = False
) -> dict[str, Any]:
    """Train on the data in `data_dir`, write the model to the folder `out` and return its scores.

    A folder that stands at `out` is replaced when the new one is whole, and stays as it is when training fails.

    Args:
        data_dir: The folder of UNER_Danish-DDT.
        out: The folder to write, such as models/base.
        seed: In place of the seed in config.cfg.
        max_steps: Stop after so many updates; 0 means to train as long as config.cfg says.
        quiet: Print no table of the progress.

    Returns:
        {'dev': …, 'test': …, 'invented': …}, each with precision 'p', recall 'r' and 'f' of all names and by label.

    Raises:
        ReferatError: a file of the data is missing or not what it should be.
    """
    data = {part: _read(data_dir, name) for part, name in _FILES.items()}
    if not (data_dir / _LICENCE).is_file():
        raise ReferatError(f"{data_dir}: {_LICENCE} is missing; the data's licence asks that it goes with the model.")
    seed = _seed() if seed is None else seed
    # Different seeds, so that no two of them draw alike, and words of other sentences than those trained on.
    invented = invent(_INVENTED_TRAIN, seed=3 * seed, words=ordinary_words(data["train"]))
    selecting = invent(_INVENTED_MEASURE, seed=3 * seed + 1, held_out=True, words=ordinary_words(data["dev"]))
    measuring = invent(_INVENTED_MEASURE, seed=3 * seed + 2, held_out=True, words=ordinary_words(data["test"]))

    with tempfile.TemporaryDirectory(prefix="referat-base-") as scratch:
        sets = {"train": [*data["train"], *invented], "dev": [*data["dev"], *selecting]}
        best = _trained(Path(scratch), sets, seed=seed, max_steps=max_steps, quiet=quiet)
    scores = {
        "dev": evaluate(best, data["dev"]),
        "test": evaluate(best, data["test"]),
        "invented": evaluate(best, measuring),
    }
    nlp = _bare(best, seed)
    nlp.meta.update(_meta(scores, seed))
    _write(nlp, out, data_dir / _LICENCE)
    return scores


def evaluate(nlp: Language, sentences: Iterable[Sentence]) -> dict[str, Any]:
    """Return precision, recall and F of the names that `nlp` finds in `sentences`, rounded to four places."""
    scores = nlp.evaluate([Example(nlp.make_doc(sentence.text), to_doc(nlp, sentence)) for sentence in sentences])
    result: dict[str, Any] = {key: round(scores[f"ents_{key}"] or 0.0, 4) for key in "prf"}
    for label, values in sorted((scores["ents_per_type"] or {}).items()):
        result[label] = {key: round(values[key], 4) for key in "prf"}
    return result


def _read(data_dir: Path, name: str) -> list[Sentence]:
    path = data_dir / name
    if not path.is_file():
        raise ReferatError(f"{path} is missing. Get UNER_Danish-DDT at {_SOURCE['url']} and name its folder.")
    return list(read_iob2(path))


def _config(overrides: dict[str, Any]) -> Any:
    return util.load_config(Path(str(files(__package__) / "config.cfg")), overrides=overrides, interpolate=True)


def _seed() -> int:
    seed: int = _config({})["system"]["seed"]
    return seed


def _trained(scratch: Path, sets: dict[str, list[Sentence]], *, seed: int, max_steps: int, quiet: bool) -> Language:
    """Return the pipeline that scored best on sets['dev'] in a training run."""
    overrides: dict[str, Any] = {"system.seed": seed}
    for part, sentences in sets.items():
        overrides[f"paths.{part}"] = str(scratch / f"{part}.spacy")
        write_docbin(spacy.blank("da"), sentences, scratch / f"{part}.spacy")
    if max_steps:
        overrides |= {"training.max_steps": max_steps, "training.eval_frequency": max(1, max_steps // 2)}
    nlp = init_nlp(_config(overrides))
    (scratch / "run").mkdir()
    log = (scratch / "log.txt").open("w") if quiet else sys.stderr
    try:
        run_training(nlp, scratch / "run", stdout=log, stderr=log)
    finally:
        if quiet:
            log.close()
    return util.load_model_from_path(scratch / "run" / "model-best")


def _bare(best: Language, seed: int) -> Language:
    """Return `best` without what the run left in it: every word of the data, and the paths of the scratch folder."""
    bare = fresh(seed)
    for name in bare.pipe_names:
        pipe: Any = bare.get_pipe(name)
        trained: Any = best.get_pipe(name)
        pipe.from_bytes(trained.to_bytes(exclude=["vocab"]), exclude=["vocab"])
    return bare


def fresh(seed: int) -> Language:
    """Return the pipeline that config.cfg describes, without sizes and weights."""
    return util.load_model_from_config(_config({"system.seed": seed}), auto_fill=True)


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Seed the generators that spaCy draws from, which are everybody's; they go on as before in the end."""
    before, before_numpy = random.getstate(), np.random.get_state()
    fix_random_seed(seed)
    try:
        yield
    finally:
        random.setstate(before)
        np.random.set_state(before_numpy)


def _meta(scores: dict[str, Any], seed: int) -> dict[str, Any]:
    return {
        "name": "referat_base",
        "version": VERSION,
        "description": "Small Danish pipeline that finds names, those of persons in minutes above all.",
        "author": "the referat-nlp contributors",
        "email": "",
        "url": "",
        "license": "CC BY-SA 4.0",
        "sources": [
            _SOURCE,
            {
                "name": "invented sentences",
                "url": "referat_nlp/base/sentences.toml, referat_nlp/phrases/names.toml",
                "license": "MIT",
                "author": "the referat-nlp contributors",
            },
        ],
        "attribution": "ATTRIBUTION.txt",
        "seed": seed,
        "versions": {name: version(name) for name in ("spacy", "thinc", "numpy")},
        "performance": scores,
    }


def _write(nlp: Language, out: Path, licence: Path) -> None:
    """Write the model beside `out`, then put it in its place."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch:
        new, old = Path(scratch) / "new", Path(scratch) / "old"
        nlp.to_disk(new)
        shutil.copyfile(licence, new / "LICENSE.txt")
        (new / "ATTRIBUTION.txt").write_text(_ATTRIBUTION, encoding="utf-8")
        if out.exists():
            out.rename(old)
        new.rename(out)


@click.command()
@click.argument("data_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write.")
def main(data_dir: Path, out: Path) -> None:
    """Train the base pipeline on the folder of UNER_Danish-DDT."""
    try:
        scores = train(data_dir, out)
    except ReferatError as error:
        raise click.ClickException(str(error)) from error
    for part, values in scores.items():
        for name, row in {"all": values, **{label: values[label] for label in LABELS if label in values}}.items():
            click.echo(f"{part:10s}{name:5s}P {row['p']:.3f}  R {row['r']:.3f}  F {row['f']:.3f}")


if __name__ == "__main__":
    main()
