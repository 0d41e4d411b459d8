"""Example data: a small office and three weeks of its tickets, made through the use cases."""
