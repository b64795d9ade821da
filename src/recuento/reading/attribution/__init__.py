"""Whose words are whose: quotations, what is reported without quotation marks, and who says it."""
