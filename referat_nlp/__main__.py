"""`python -m referat_nlp` is the command `referat-nlp`."""

from referat_nlp.cli import main

if __name__ == "__main__":
    main(prog_name="referat-nlp")
