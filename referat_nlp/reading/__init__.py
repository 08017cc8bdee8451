"""Reading minutes from their text: pure functions with character offsets, without spaCy."""
