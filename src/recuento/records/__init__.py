"""The nouns every room shares. Records import nothing of the rooms; the rooms meet only here."""
