"""EDS-NLP: sentences, sections with our headings, a matcher with our terms, quantities and dates."""

import re

import common


def make() -> object:
    """Return the pipeline; EDS-NLP's own tokeniser is in it."""
    import edsnlp
    import edsnlp.pipes as eds
    from loguru import logger

    logger.remove()
    headings = {kind: [re.escape(heading) for heading in found] for kind, found in common.headings().items()}
    nlp = edsnlp.blank("eds")
    nlp.add_pipe(eds.sentences())
    nlp.add_pipe(eds.normalizer())  # sections, quantities and dates ask for it
    nlp.add_pipe(eds.sections(sections=headings))
    nlp.add_pipe(eds.matcher(terms={"term": common.terms()}))
    nlp.add_pipe(eds.quantities())
    nlp.add_pipe(eds.dates())
    return nlp


if __name__ == "__main__":
    common.run(make)
