"""The officers' desk: everything under /petugas, and logging in. Routes: `routes.py`."""
