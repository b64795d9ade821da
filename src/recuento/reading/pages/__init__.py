"""What a page is made of: its encoding, lines and paragraphs, furniture, bylines, datelines and dates."""
