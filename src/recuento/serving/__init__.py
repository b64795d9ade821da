"""The read-only site over case folders (`recuento serve`): pages, search, permanent links, a JSON API.

| file          | what it holds                                                                      |
|---------------|------------------------------------------------------------------------------------|
| `shelf.py`    | the cases: each run anew when its files have changed                               |
| `index.py`    | what is searched and linked to of one state of a case, in an SQLite file           |
| `api.py`      | the JSON API, described by OpenAPI                                                 |
| `pages.py`    | the HTML pages                                                                     |
| `security.py` | what goes with every answer: policies, ETags, hosts that are answered, sizes       |
| `app.py`      | all of it as one application                                                       |
"""
