"""A language model as second reader of stances, admitted only on evidence that can be checked (docs/model.md).

| file          | what it holds                                                                                 |
|---------------|-----------------------------------------------------------------------------------------------|
| `endpoint.py` | one call to an OpenAI-compatible server: nothing random, a strict schema, tries again           |
| `replies.py`  | every reply by what was asked of which model, so that nothing is asked twice                    |
| `prompts.py`  | what is asked: one sentence, one actor, one of our labels, and the words that show it           |
| `evidence.py` | whether the cited words are there, are the actor's, and are neither denied nor foretold         |
| `second.py`   | the second reader: what its opinions do to what rules and scorer found                          |
"""
