"""The base pipeline that finds names of persons: its training, and its use (see persons.py)."""
