"""Values as Indonesian words, for every door and message; no rule is decided here."""
