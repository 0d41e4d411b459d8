"""Judging an installation: can it serve now, is it set up well, may it go live."""
