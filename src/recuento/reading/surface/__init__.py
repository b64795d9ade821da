"""Reading by words and marks, for languages that have a list of words: names, and words that stand near one another.

It reads less than the rules on a parse do, and only what stands close together: quotations in marks with their speakers, results, victory claims
and stances. What a language needs is in `lexicon/words/surface.toml`. A pipeline of the user's adds what its parse tells (`syntax.py`).

| file                                                   | what it tells                                                     |
|--------------------------------------------------------|---------------------------------------------------------------------|
| `reader.py`                                            | the order of work, and the records                                 |
| `lexicon.py`, `verbs.py`                               | a language's words as patterns; the forms of its verbs              |
| `sentences.py`, `tokens.py`                            | sentences and words with their places                              |
| `actors.py`, `people.py`, `bodies.py`, `titles.py`, `demonyms.py` | who is named where                                       |
| `contest_country.py`                                   | whose vote the article is about                                    |
| `subjects.py`, `objects.py`, `syntax.py`               | who does what a verb tells, and to what                             |
| `quotations.py`, `statements.py`                       | what is said in marks, and, with a parse, without them              |
| `figures.py`, `winners.py`, `stances.py`, `judgements.py` | results, declarations and claims of victory, stances, what is said of the vote |
"""
