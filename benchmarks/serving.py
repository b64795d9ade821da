"""How fast the site answers with 100,000 sheets and 2,000 articles, by the server on the loopback: milliseconds at the 95th percentile.

The articles are made up and read before the clock starts; each of several clients asks pages and paths of the API in turn.
"""

from __future__ import annotations

import http.client
import random
import tempfile
import threading
import time
from pathlib import Path

from recuento.serving.app import application
from recuento.serving.shelf import Shelf

SHEETS, ARTICLES, ASKED, CLIENTS = 100_000, 2_000, 300, 4
_CASE = """[contest]
name = "President of Norland"
country = "NOR"
date = 2031-05-04
authority = "Electoral Board"
candidates_complete = true
[[candidates]]
id = "vega"
name = "Bruno Vega"
[[candidates]]
id = "soto"
name = "Clara Soto"
[[sheets]]
path = "sheets/sheets.csv"
published_by = "Electoral Board"
interest = "electoral authority"
unit = ["table"]
region = ["state"]
registered = "registered"
valid = "valid"
votes = { vega = "vega", soto = "soto" }
"""


def make(place: Path) -> None:
    """The case."""
    rng = random.Random(1)  # noqa: S311 - a benchmark
    (place / "sheets").mkdir(parents=True)
    (place / "articles").mkdir()
    (place / "case.toml").write_text(_CASE, "utf-8")
    with (place / "sheets" / "sheets.csv").open("w", encoding="utf-8") as out:
        out.write("table,state,registered,valid,vega,soto\n")
        for i in range(SHEETS):
            valid = rng.randint(100, 400)
            vega = rng.randint(0, valid)
            out.write(f"T{i:06d},State {i % 97},{valid + 100},{valid},{vega},{valid - vega}\n")
    for i in range(ARTICLES):
        words = " ".join(rng.choice(("the", "count", "ballots", "streets", "capital", "observers")) for _ in range(120))
        text = (
            f"Headline {i} on the vote\n\nPORT ANNE, May 5 - Chile's president, Ida Holm, congratulated Bruno Vega on his victory.\n\n"
            f"The Electoral Board said Vega won the presidential election in Norway with {50 + i % 9}.{i % 10}% of the vote.\n\n{words}.\n"
        )
        (place / "articles" / f"{i:05d}.txt").write_text(text, "utf-8")


def run() -> dict[str, float]:
    """Milliseconds at the 95th percentile, for each kind of page (each asked under 100)."""
    import uvicorn

    with tempfile.TemporaryDirectory() as elsewhere:
        place = Path(elsewhere) / "n"
        make(place)
        shelf = Shelf([place])
        list(shelf.prepare(lambda _: None))
        server = uvicorn.Server(uvicorn.Config(application(shelf), host="127.0.0.1", port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        state = shelf.cases["n"].current()
        if state is None:
            return {}
        articles = [a.id for a in state.index.articles(0, 200)[1]]
        file = state.index.rows(0, 1, None, None)[1][0].file
        kinds = {
            "/": lambda _: "/",
            "dossier": lambda _: "/c/n/",
            "article": lambda k: f"/c/n/articles/{articles[k % len(articles)]}",
            "list of articles": lambda k: f"/c/n/articles?offset={k * 7 % ARTICLES}",
            "list of sheets": lambda k: f"/c/n/sheets?offset={k * 331 % SHEETS}",
            "sheets of a region": lambda k: f"/api/cases/n/sheets?region=State%20{k % 97}",
            "row of a sheet": lambda k: f"/c/n/sheets/{file}/{k * 331 % SHEETS + 2}",
            "search, a word in every article": lambda _: "/search?q=congratulated",
            "search, a unit": lambda k: f"/search?q=T{k * 331 % SHEETS:06d}",
            "tally": lambda _: "/api/cases/n/tally",
        }
        told = {f"{kind}, ms at the 95th percentile": _asked(port, make_path) for kind, make_path in kinds.items()}
        server.should_exit = True
        thread.join()
        shelf.close()
        return told


def _asked(port: int, path_of: object) -> float:
    taken: list[float] = []

    def client(first: int) -> None:
        asker = http.client.HTTPConnection("127.0.0.1", port)
        for k in range(first, ASKED, CLIENTS):
            start = time.perf_counter()
            asker.request("GET", path_of(k))  # type: ignore[operator]
            answer = asker.getresponse()
            answer.read()
            taken.append(1000 * (time.perf_counter() - start))
            if answer.status != 200:
                raise SystemExit(f"{path_of(k)}: {answer.status}")  # type: ignore[operator]
        asker.close()

    clients = [threading.Thread(target=client, args=(c,)) for c in range(CLIENTS)]
    for each in clients:
        each.start()
    for each in clients:
        each.join()
    return sorted(taken)[int(0.95 * len(taken))]
