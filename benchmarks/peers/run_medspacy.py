"""medspaCy: sentences by PyRuSH, sections with our headings, targets with our terms, context with negations."""

import common


def make() -> object:
    """Return the pipeline, with spaCy's Danish tokeniser."""
    import medspacy  # noqa: F401 - makes the components known
    import spacy
    from loguru import logger
    from medspacy.context import ConTextRule
    from medspacy.section_detection import SectionRule
    from medspacy.target_matcher import TargetRule

    logger.remove()  # PyRuSH tells of each sentence; it should not be timed as it writes that
    nlp = spacy.blank("da")
    nlp.add_pipe("medspacy_pyrush")
    nlp.add_pipe("medspacy_target_matcher").add([TargetRule(term, "TERM") for term in common.terms()])
    context = nlp.add_pipe("medspacy_context", config={"rules": None})
    negations = ("ikke", "ingen", "intet", "hverken", "ej", "aldrig", "uden")
    context.add([ConTextRule(word, "NEGATED_EXISTENCE", direction="FORWARD") for word in negations])
    sections = nlp.add_pipe("medspacy_sectionizer", config={"rules": None})
    sections.add([SectionRule(heading, kind) for kind, found in common.headings().items() for heading in found])
    return nlp


if __name__ == "__main__":
    common.run(make)
