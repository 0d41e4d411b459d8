"""PAPER: what is printed. Each paper is a `Sheet` of plain blocks; only `drawing` knows PDF."""
