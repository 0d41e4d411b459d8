"""Verbs: one public function per thing a person, or the clock, does to a ticket."""
