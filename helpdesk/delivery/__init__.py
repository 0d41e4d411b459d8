"""Sending: outbox rows are worded, claimed, sent and marked; what is said is decided elsewhere."""
