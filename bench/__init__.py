"""Measurements, each a module with `main()`, run by `python -m bench NAME`."""
