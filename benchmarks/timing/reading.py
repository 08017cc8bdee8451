"""Reads a text so that the peak of memory can be measured: `reading.py python|tokens|pipeline [FILE]`.

A process of its own, which imports nothing else: the system counts the peak of a whole process only.
"""

import sys
from pathlib import Path

kind, *paths = sys.argv[1:]
if kind != "python":
    if kind == "pipeline":
        import referat_nlp

        nlp = referat_nlp.load()
    else:
        import spacy

        nlp = spacy.blank("da")
    nlp.max_length = 10**9
    doc = nlp("Referat\n1. Budget\nBeslutning\nGodkendt.\n")  # loads what is loaded when it is first used
    for path in paths:
        doc = nlp(Path(path).read_text(encoding="utf-8"))
