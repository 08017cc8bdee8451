"""spaCy's tok2vec and ner over the whole text, of the size of its 'sm' models, with weights as they are initialised.

What an untrained network finds is worthless; what it costs is the same.
"""

import common


def make() -> object:
    """Return the pipeline."""
    import spacy

    size = {"width": 96, "depth": 4, "embed_size": 2000, "window_size": 1, "maxout_pieces": 3, "subword_features": True}
    nlp = spacy.blank("da")
    network = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, **size}
    nlp.add_pipe("tok2vec", config={"model": network})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": size["width"], "upstream": "tok2vec"}
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": listener,
    }
    ner = nlp.add_pipe("ner", config={"model": parser})
    for label in ("PER", "ORG", "LOC", "MISC"):
        ner.add_label(label)
    nlp.initialize()
    return nlp


if __name__ == "__main__":
    common.run(make)
