"""Reads for pages, messages and reports; nothing here writes."""
