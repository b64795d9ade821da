"""Paragraphs cut into units, parsed, and asked: who is the subject, what is denied, where does a quotation stand."""
