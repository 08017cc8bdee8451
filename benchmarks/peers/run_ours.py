"""The pipeline of this project, whole."""

import common


def make() -> object:
    """Return the pipeline."""
    import referat_nlp

    return referat_nlp.load()


def forget() -> None:
    """Forget lines and texts, as before each round of `make bench`."""
    from referat_nlp import memories

    memories.forget()


if __name__ == "__main__":
    common.run(make, before=forget)
