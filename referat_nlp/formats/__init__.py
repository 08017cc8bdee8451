"""From the bytes of a file to its text: one module for each format of files."""
