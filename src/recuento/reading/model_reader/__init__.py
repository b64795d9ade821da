"""A language model as second reader of stances, figures and speakers, admitted only on evidence that can be checked (docs/model.md).

| file          | what it holds                                                                                 |
|---------------|-----------------------------------------------------------------------------------------------|
| `endpoint.py` | one call to an OpenAI-compatible server: nothing random, a strict schema, tries again           |
| `replies.py`  | every reply by what was asked of which model, so that nothing is asked twice                    |
| `prompts.py`  | what is asked: one question, the choices, and the words that show it; of a stance: which it is    |
| `figures.py`  | of a figure: whose it is                                                                      |
| `speakers.py` | of a quotation: who speaks                                                                    |
| `choices.py`  | who is offered as an answer, and whether cited words name them                                 |
| `evidence.py` | whether words cited for a stance are there, are the actor's, and are neither denied nor foretold |
| `second.py`   | the second reader: asks, within limits, and holds the answers to the evidence                    |
| `opinions.py` | what its opinions do to what rules and scorer found                                            |
| `material.py` | what it is given of an article, and gives back                                                 |
| `without_parse.py` | candidates and gates for texts without a pipeline                                         |
"""
