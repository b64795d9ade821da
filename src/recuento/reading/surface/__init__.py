"""Reading without a parse, for languages that have a list of words and no pipeline: marks, names, and words that stand near one another.

It reads less than the rules on a parse do, and only what stands close together: quotations in marks with their speakers, results, victory claims
and stances. What a language needs is in `lexicon/words/surface.toml`.
"""
