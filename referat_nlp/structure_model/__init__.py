"""The learned part of reading the structure: which line is a heading of which kind, beside the rules."""
