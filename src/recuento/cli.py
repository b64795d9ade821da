"""The command line: one function per verb, which parses, calls and prints.

Errors that the user can mend end in one line on standard error and an exit code; see `_console`. Heavy libraries are
imported inside the verbs, so that `recuento --help` is quick.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from ._console import (
    EXIT_CODES,
    ClosedPipe,
    Code,
    Gate,
    NothingUsable,
    code_of,
    complain,
    deliver,
    delivery_of_readings,
    form_for,
    hush,
    in_colour,
    moving,
    noted,
    say,
    stdout,
    told,
    usable,
    width,
)
from ._model_options import (
    ModelAsked,
    ModelCallsOption,
    ModelMinutesOption,
    ModelNameOption,
    ModelOption,
    ModelRepliesOption,
    reader_of,
    tell_calls,
    tell_the_end,
    tell_unanswered,
)
from .errors import InputError, RecuentoError
from .records.formats import (
    AuditMethod,
    AuditStep,
    Described,
    ExportTarget,
    ForensicTest,
    Format,
    Manipulation,
)

if TYPE_CHECKING:
    from rich.console import Console

    from .records.said import Reading
    from .records.text import Record

_CODES = "\b\nExit codes:\n" + "\n".join(f"  {code.value:<4} {meaning}" for code, meaning in EXIT_CODES.items())

_EXAMPLES = """\b
Examples:
  recuento new ve2024                         make a case folder with a case.toml that teaches
  recuento run ve2024                         count, read, weigh, and write ve2024/out/dossier.html
  recuento read article.txt                   who said what, as a table
  recuento read articles/ --output said.csv   a folder of articles, for a spreadsheet
  recuento read page.html --explain           the text with its records in colour
  cat article.txt | recuento read --format json | less
"""

app = typer.Typer(
    name="recuento",
    help="Reads the news about a contested election and counts the votes again.",
    epilog=f"{_EXAMPLES}\n{_CODES}",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)

AccountsOption = Annotated[
    str | None,
    typer.Option(
        "--accounts",
        metavar="URL",
        help="Where the reviewers' accounts are, as sqlite:///accounts.db or postgresql+psycopg://...; by default a file of your own.",
    ),
]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        help="How the records are written. By default as the name of --output ends; else a table on a terminal, "
        "json in a pipe.",
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to this file, in one step, instead of standard output."),
]
CaseArgument = Annotated[Path, typer.Argument(metavar="CASE", help="A case folder, as `recuento new` makes.")]
OutsideOption = Annotated[
    bool,
    typer.Option(
        "--allow-outside", help="Open files of the case though they are links out of its folder, or not in it."
    ),
]
PipelineOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="An installed spaCy pipeline: for English in place of the built-in one, for Spanish beside it.",
    ),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Say how many calls a model would take, and ask nothing of it.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        say(f"recuento {version('recuento')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _recuento(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        say(context.get_help())
        raise typer.Exit(Code.UNUSABLE)


@app.command(epilog="\b\nExample:\n  recuento new ve2024")
def new(folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The case folder to make.")]) -> int:
    """Make a case folder: a commented case.toml to fill in, and places for articles and sheets."""
    from .case import new as make

    for made in make(folder):
        say(str(made))
    return Code.WELL


@app.command(
    epilog="""\b
Examples:
  recuento read article.txt
  recuento read articles/ page.html --format jsonl --output said.jsonl
  recuento read articles/ --format csv --output said/
  recuento read articles/ --format csv --kind stances --output stances.csv
  recuento read article.txt --explain
  recuento read articles/ --explain-html said.html
  cat article.txt | recuento read --format json

A folder is read with all articles in it: .txt .html .pdf .jsonl .parquet. An input that cannot be read among
others is skipped and named at the end."""
)
def read(  # noqa: PLR0913 - a parameter for each option
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="Files, folders or web addresses; - is standard input, which is also read when none is given.",
            show_default=False,
        ),
    ] = None,
    *,
    form: FormatOption = None,
    output: OutputOption = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            help="With csv or parquet: the one kind of record to write, as quotations or stances. Without it --output is a folder for one table a kind.",
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show each text with its records in colour, and what found them.")
    ] = False,
    explain_html: Annotated[
        Path | None,
        typer.Option("--explain-html", metavar="FILE", help="The same as one web page that needs no network."),
    ] = None,
    pipeline: PipelineOption = None,
    processes: Annotated[int, typer.Option(min=1, metavar="N", help="Read with this many processes.")] = 1,
    gate: Annotated[
        bool,
        typer.Option("--gate", help="Do not read articles without electoral content; they stay, with a note."),
    ] = False,
    stories: Annotated[
        bool,
        typer.Option(
            "--stories",
            help="Say of each article which story it tells: copies and rewrites are one. Holds all at once.",
        ),
    ] = False,
    model: ModelOption = None,
    model_name: ModelNameOption = None,
    model_replies: ModelRepliesOption = None,
    model_calls: ModelCallsOption = None,
    model_minutes: ModelMinutesOption = None,
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
) -> int:
    """Read articles: who said what, about whom, in whose words, each record with its place in the text."""
    sources = inputs or ["-"]
    if not inputs and sys.stdin.isatty():
        raise InputError("nothing to read", mend="name files, folders or addresses; see `recuento read --help`")
    if explain and form and not output:
        raise InputError("--explain and --format both want standard output", mend="give --output FILE as well")
    from .reading.pages.inputs import pages_ahead, passed_over
    from .reading.parallel import read_many

    wanted = form_for(form, output) if form or output or not (explain or explain_html) else None
    write_readings = delivery_of_readings(wanted, output, kind)
    skipped: list[RecuentoError] = []
    stdin = sys.stdin.buffer if "-" in sources else None
    asked = ModelAsked(model, model_name, model_replies, model_calls, model_minutes)
    second = reader_of(asked, dry_run=dry_run, quiet=quiet, processes=processes)
    pages = read_many(sources, stdin=stdin, pipeline=pipeline, processes=processes, gate=gate, second=second)
    found = moving(pages, "reading", total=lambda: pages_ahead(sources), quiet=quiet)
    passed = Gate()
    readings: Iterable[Reading] = passed.through(noted(usable(found, skipped, where=", ".join(sources)), skipped))
    if second is not None and dry_run:
        read_so_far = sum(1 for _ in readings)
        tell_calls(second, read_so_far)
        return told(skipped, passed_over(sources))
    if stories:
        from .reading.stories import with_stories

        readings = with_stories(readings)
    if explain or explain_html:
        from .showing.explain import explained, save_page

        readings = list(readings)
        if explain_html:
            save_page(readings, explain_html)
        if explain:
            say(explained(readings, width=width(), colour=in_colour()))
    if wanted:
        write_readings(readings)
    passed.tell()
    tell_the_end(second)
    return told(skipped, passed_over(sources))


@app.command(
    epilog="""\b
Examples:
  recuento count ve2024
  recuento count ve2024 --regions --findings
  recuento count ve2024 --format json
  recuento count ve2024 --output tally.csv"""
)
def count(  # noqa: PLR0913 - a parameter for each option
    case: CaseArgument,
    *,
    form: FormatOption = None,
    output: OutputOption = None,
    findings: Annotated[bool, typer.Option("--findings", help="In the table: every finding with its rows.")] = False,
    regions: Annotated[bool, typer.Option("--regions", help="In the table: every region, too.")] = False,
    allow_findings: Annotated[
        bool, typer.Option("--allow-findings", help="Exit with 0 though sheets with errors are counted.")
    ] = False,
    allow_outside: OutsideOption = False,
    quiet: QuietOption = False,
) -> int:
    """Count the sheets of a case: totals, coverage, regions, and everything that is odd about a sheet."""
    from .case.run import count as count_case
    from .showing.tally import distrust, print_tally

    wanted = form_for(form, output)
    with _at_work(quiet) as tell:
        tell("counting the sheets")
        tally = count_case(case, allow_outside=allow_outside)
    doubt = distrust(tally)
    if wanted == "table" and output is None:
        with _page(width()) as console:
            print_tally(tally, console, findings=findings, regions=regions)
    else:
        if doubt:
            complain(doubt)
        deliver([tally], wanted, output)
    return Code.WELL if allow_findings or not doubt else Code.ERRORS_FOUND


@app.command(
    epilog="""\b
Examples:
  recuento weigh ve2024
  recuento weigh ve2024 --format json --output verdicts.json

Articles that `recuento run` has read and that have not changed since are not read again."""
)
def weigh(
    case: CaseArgument,
    *,
    form: FormatOption = None,
    output: OutputOption = None,
    allow_outside: OutsideOption = False,
    quiet: QuietOption = False,
) -> int:
    """Weigh what was claimed against what was counted: bounds, announcements, a verdict for each claim."""
    from .case.run import weigh_folder

    wanted = form_for(form, output)
    with _at_work(quiet) as tell:
        weighing, skipped, unanswered = weigh_folder(case, tell=tell, allow_outside=allow_outside)
    deliver([weighing], wanted, output)
    tell_unanswered(unanswered)
    return told(skipped)


@app.command(epilog="\b\nExamples:\n  recuento ledger ve2024\n  recuento ledger ve2024 --format json")
def ledger(
    case: CaseArgument,
    *,
    form: FormatOption = None,
    output: OutputOption = None,
    allow_outside: OutsideOption = False,
    quiet: QuietOption = False,
) -> int:
    """List who claimed which figure first, who repeated it and what was stated later; and what changed between announcements."""
    from .case.run import ledger_of_folder
    from .showing.ledger import print_ledger

    wanted = form_for(form, output)
    with _at_work(quiet) as tell:
        what, found, skipped, unanswered = ledger_of_folder(case, tell=tell, allow_outside=allow_outside)
    if wanted == "table" and output is None:
        with _page(width()) as console:
            print_ledger(what, found, console)
    else:
        deliver([found], wanted, output)
    tell_unanswered(unanswered)
    return told(skipped)


@app.command(
    epilog="""\b
Examples:
  recuento run ve2024

What it writes stands in ve2024/out: dossier.html, card.png, records.jsonl, stances.csv, tally.parquet,
verdicts.json, redo.xlsx and manifest.json, as far as the case has what they need. Only what changed is done again; what somebody else's run made is done again, too."""
)
def run(  # noqa: PLR0913 - a parameter for each option
    case: CaseArgument,
    *,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Read, count and weigh everything anew, whatever an earlier run made.")
    ] = False,
    lang: Annotated[
        str, typer.Option(metavar="LANGUAGE", help="The language of the dossier, its verdicts and redo.xlsx: en or es.")
    ] = "en",
    pipeline: PipelineOption = None,
    model: ModelOption = None,
    model_name: ModelNameOption = None,
    model_calls: ModelCallsOption = None,
    model_minutes: ModelMinutesOption = None,
    dry_run: DryRunOption = False,
    allow_outside: OutsideOption = False,
    quiet: QuietOption = False,
) -> int:
    """Do everything a case allows: count its sheets, read its articles, weigh, and write the dossier."""
    from .case.folder import REPLIES, place_of
    from .case.readers import Readers
    from .case.run import run as run_case
    from .case.run import would_ask

    asked = ModelAsked(model, model_name, place_of(case) / REPLIES, model_calls, model_minutes)
    named = model is not None or model_name is not None
    second = reader_of(asked, quiet=quiet, dry_run=dry_run) if named else None
    readers = Readers(second, pipeline, asked.limits if model_calls or model_minutes else None)
    if readers.limits is not None and second is None and not quiet:
        tell_unanswered(readers.limits.told())
    if dry_run:
        with _at_work(quiet) as tell:
            would, articles = would_ask(case, readers, tell=tell, allow_outside=allow_outside)
        tell_calls(would, articles)
        return Code.WELL
    with _at_work(quiet) as tell:
        done = run_case(
            case, tell=tell, fresh=fresh, allow_outside=allow_outside, language=_language(lang), readers=readers
        )
    tell_unanswered(done.unanswered)
    if done.dossier is None:
        from .records.inert import one_line

        answer = "\n".join(one_line(sentence) for sentence in done.manifest.answer)
        say(f"{answer}\n\nNothing has changed since the last run.\nDossier  {done.page}")
    else:
        from .showing.terminal import print_summary

        with _page(width()) as console:
            print_summary(done.dossier, console, done.page)
    return told(done.skipped)


def _language(lang: str) -> str:
    from .showing.translation import LANGUAGES

    if lang not in LANGUAGES:
        raise typer.BadParameter(
            f"{lang!r} is no language of the dossier; take {' or '.join(LANGUAGES)}", param_hint="--lang"
        )
    return lang


@app.command(epilog="\b\nExample:\n  recuento verify ve2024")
def verify(case: CaseArgument, *, allow_outside: OutsideOption = False, quiet: QuietOption = False) -> int:
    """Do everything of a case again, from nothing, and compare inputs and outputs with the manifest of its last run."""
    from .case.verify import verify as verify_case
    from .records.inert import one_line

    with _at_work(quiet) as tell:
        compared = verify_case(case, tell=tell, allow_outside=allow_outside)
    for one in compared:
        say(f"{one.state:<8} {one.what:<8} {one_line(one.name)}")
    differs = [one for one in compared if not one.same]
    say(f"\n{len(compared)} compared, {len(differs)} {'differs' if len(differs) == 1 else 'differ'}")
    return Code.DIFFERS if differs else Code.WELL


@app.command(
    epilog="""\b
Examples:
  recuento compare "TREP night" "final count" --case bolivia2019
  recuento compare before/ after/ --format json --output changes.json
  recuento compare night.csv final.csv --rule forty_ten --plot changes.svg"""
)
def compare(  # noqa: PLR0913 - a parameter for each option
    a: Annotated[str, typer.Argument(metavar="A", help="A source of the case, a case folder, or a file of sheets.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The same for the count that came after.")],
    *,
    case: Annotated[
        Path | None, typer.Option("--case", metavar="CASE", help="The case whose sources A and B are, by name or path.")
    ] = None,
    rule: Annotated[
        Literal["plurality", "majority", "forty_ten"] | None,
        typer.Option("--rule", help="The rule of the contest, in place of the case's."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="In the table: every unit that differs or is in one alone.")
    ] = False,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Writes a picture of the changes by region, as SVG.")
    ] = None,
    form: FormatOption = None,
    output: OutputOption = None,
    allow_outside: OutsideOption = False,
    quiet: QuietOption = False,
) -> int:
    """Set two counts of one election side by side: units that differ, in whose favour, and what it does to the outcome."""
    from .case.comparing import compare as compare_counts
    from .records.files import replacing
    from .showing.comparison import comparison_svg, print_comparison

    wanted = form_for(form, output)
    with _at_work(quiet) as tell:
        found, names, doubts = compare_counts(a, b, case=case, rule=rule, tell=tell, allow_outside=allow_outside)
    for doubt in doubts:
        complain(f"assumed of {doubt}")
    if plot is not None:
        with replacing(plot) as out:
            out.write(comparison_svg(found, names).encode())
    if wanted == "table" and output is None:
        with _page(width()) as console:
            print_comparison(found, names, console, every=every)
    else:
        deliver([found], wanted, output)
    return Code.WELL


@app.command(
    epilog="""\b
Examples:
  recuento seats votes.csv --method dhondt
  recuento seats votes.csv --method sainte_lague --seats 120 --barrier 5
  recuento seats night.csv --against final.csv --format json"""
)
def seats(  # noqa: PLR0913 - a parameter for each option
    votes: Annotated[
        Path,
        typer.Argument(
            metavar="VOTES",
            help="A table with the columns list, votes and, where needed, constituency, seats, open, exempt.",
        ),
    ],
    *,
    method: Annotated[
        Literal["dhondt", "sainte_lague", "modified_sainte_lague", "hare"],
        typer.Option("--method", help="How seats are dealt out."),
    ] = "dhondt",
    number: Annotated[
        int | None,
        typer.Option("--seats", metavar="N", min=0, help="Seats of each constituency for which the file gives none."),
    ] = None,
    barrier: Annotated[
        float,
        typer.Option("--barrier", metavar="PERCENT", min=0, max=100, help="Percent of the votes that a list needs."),
    ] = 0.0,
    barrier_of: Annotated[
        Literal["whole", "constituency"], typer.Option("--barrier-of", help="Of whose votes the barrier is a share.")
    ] = "whole",
    against: Annotated[
        Path | None, typer.Option("--against", metavar="FILE", help="A second count: tells which seats differ.")
    ] = None,
    form: FormatOption = None,
    output: OutputOption = None,
) -> int:
    """Deal out seats by proportional representation, and tell how few votes would change one."""
    from .case.seats import constituencies_in
    from .showing.seats import print_seats, print_seats_against
    from .weighing.seats import SeatRule, allocate, compare_allocations

    wanted = form_for(form, output)
    rule = SeatRule(method, barrier, of_whole=barrier_of == "whole")
    told_of = [allocate(constituencies_in(path, number), rule) for path in (votes, against) if path is not None]
    compared = compare_allocations(*told_of) if len(told_of) > 1 else None
    if wanted == "table" and output is None:
        with _page(width()) as console:
            if compared is not None:
                print_seats_against(compared, console)
            else:
                print_seats(told_of[0], console)
    else:
        deliver([compared or told_of[0]], wanted, output)
    return Code.WELL


@app.command(
    epilog="\b\nExamples:\n  recuento journal ve2024\n  recuento journal ve2024 --corrections-at 12 > corrections-12.csv"
)
def journal(
    case: CaseArgument,
    *,
    corrections_at: Annotated[
        int | None,
        typer.Option(
            "--corrections-at",
            metavar="N",
            min=0,
            help="Prints corrections.csv as it was after entry N, byte for byte.",
        ),
    ] = None,
) -> int:
    """Show what reviewers decided, one line each, or corrections.csv as an earlier decision left it."""
    from .case.folder import place_of
    from .case.journal import Journal, corrections_after
    from .showing.journal import line_of

    entries = Journal(place_of(case)).entries()
    if corrections_at is not None:
        stdout().write(corrections_after(entries, corrections_at))
        return Code.WELL
    for entry in entries:
        say(line_of(entry))
    if not entries:
        say("nobody has decided anything here")
    return Code.WELL


@app.command(
    epilog="""\b
Examples:
  recuento log ve2024
  recuento log ve2024 --check
  recuento log ve2024 --prove out/verdicts.json > proof.json
  recuento log ve2024 --since kept-checkpoint > growth.json"""
)
def log(
    case: CaseArgument,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Compares every file with its last entry; adds nothing.")
    ] = False,
    prove: Annotated[
        str | None,
        typer.Option("--prove", metavar="PATH", help="Prints the proof that a file's last entry is in the log."),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(
            "--since", metavar="FILE", help="Prints the proof that the log only grew since a kept checkpoint."
        ),
    ] = None,
    allow_outside: OutsideOption = False,
) -> int:
    """Log every file of a case as it is, append-only, so that a later change cannot go unseen."""
    from .case import evidence_log
    from .records.inert import one_line

    if sum((check, prove is not None, since is not None)) > 1:
        raise typer.BadParameter("take one of --check, --prove and --since at a time")
    if prove is not None:
        say(json.dumps(evidence_log.prove_entry(case, prove), indent=2, ensure_ascii=False))
        return Code.WELL
    if since is not None:
        say(json.dumps(evidence_log.prove_growth(case, since), indent=2, ensure_ascii=False))
        return Code.WELL
    if check:
        states = list(evidence_log.check(case, allow_outside=allow_outside))
        for state, path in states:
            say(f"{state:<10} {one_line(path)}")
        return Code.DIFFERS if any(state != "same" for state, _ in states) else Code.WELL
    logged, added = evidence_log.append(case, allow_outside=allow_outside)
    say(f"{added} {'entry' if added == 1 else 'entries'} added\n{logged.checkpoint.text().rstrip()}")
    return Code.WELL


@app.command(
    epilog="""\b
Examples:
  recuento audit bravo < inputs.json
  recuento audit macro inputs.json --format table
  recuento audit plan ve2024
  recuento audit draw ve2024 --seed 20313504 --draws 60 --forms forms/
  recuento audit assess ve2024 --seed 20313504 --draws 60 --entered forms/audit.csv

The inputs of each method, with their keys, stand in docs/auditing.md; `recuento schema audit-inputs` prints them as a schema."""
)
def audit(  # noqa: PLR0913 - a parameter for each option
    method: Annotated[
        Literal[AuditMethod, AuditStep],
        typer.Argument(
            metavar="METHOD",
            help="bravo, minerva, kaplan-markov, kaplan-wald, macro, alpha, super-simple, quickcount; "
            "or plan, draw, assess: an audit of a table against the images of its sheets.",
        ),
    ],
    inputs: Annotated[
        Path | None,
        typer.Argument(
            metavar="INPUTS|CASE",
            help="A JSON file; standard input where none is given. Of plan, draw and assess a case folder, or a table with a row a sheet; of quickcount "
            "also a case folder, or plan or estimate.",
            show_default=False,
        ),
    ] = None,
    *,
    risk_limit: Annotated[
        float,
        typer.Option(
            "--risk-limit", metavar="R", help="Of plan and assess: largest chance of confirming a wrong table."
        ),
    ] = 0.05,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="TEXT", help="Of draw and assess: made in public, with dice, say.")
    ] = None,
    draws: Annotated[
        int | None, typer.Option("--draws", metavar="N", min=1, max=100_000, help="Of draw and assess: how many.")
    ] = None,
    forms: Annotated[
        Path | None,
        typer.Option("--forms", metavar="FOLDER", help="Of draw: writes a form to print and one to fill in."),
    ] = None,
    entered: Annotated[
        Path | None, typer.Option("--entered", metavar="FILE", help="Of assess: the form that was filled in.")
    ] = None,
    form: FormatOption = None,
    output: OutputOption = None,
    allow_outside: OutsideOption = False,
) -> int:
    """How sure a random sample makes one of a reported outcome: p, whether it is confirmed, and how many more draws it takes."""
    from .records.audit import AuditResult
    from .showing.statistics import print_audit

    wanted = form_for(form, output)
    if method in {"plan", "draw", "assess"}:
        from .case.auditing import audit_of_table

        result: Record = audit_of_table(
            method,
            inputs,
            risk_limit=risk_limit,
            seed=seed,
            draws=draws,
            forms=forms,
            entered_in=entered,
            allow_outside=allow_outside,
        )
    else:
        from .auditing.methods import audit as audited
        from .records.files import read_whole

        step = str(inputs) if method == "quickcount" and str(inputs) in {"plan", "estimate"} else None
        if method == "quickcount" and inputs is not None and inputs.is_dir():
            from .case.auditing import quick_count_of

            content = quick_count_of(inputs, allow_outside=allow_outside)
        else:
            content = read_whole(None if step else inputs)
        result = audited(cast("AuditMethod", method), content, plan=step == "plan")
    if wanted == "table" and output is None and isinstance(result, AuditResult):
        with _page(width()) as console:
            print_audit(result, console)
    else:
        deliver([result], "json" if wanted == "table" and output is None else wanted, output)
    return Code.WELL


@app.command(
    epilog="\b\nExamples:\n  recuento invite 'Ana Ruiz'\n  recuento invite ana --site https://counts.example.org"
)
def invite(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="By which the reviewer signs in and signs.", show_default=False)
    ],
    *,
    accounts: AccountsOption = None,
    site: Annotated[
        str, typer.Option("--site", metavar="ADDRESS", help="Where the site is, as the reviewer sees it.")
    ] = "http://127.0.0.1:8000",
) -> int:
    """Print a link by which a reviewer chooses a password: once, within a week. For a name that has one, a new one."""
    try:
        from .serving.accounts import Accounts, place_of_accounts
    except ModuleNotFoundError as error:
        raise _lacking(error) from error

    held = Accounts(accounts or place_of_accounts())
    say(f"{site.rstrip('/')}/review/invitation/{held.invite(name)}")
    held.close()
    return Code.WELL


def _lacking(error: ModuleNotFoundError) -> InputError:
    return InputError(f"{error.name} is not installed", mend="pip install 'recuento[serve]'")


@app.command(epilog="\b\nExamples:\n  recuento serve ve2024\n  recuento serve ve2024 bo2019 --port 8080")
def serve(  # noqa: PLR0913 - a parameter for each option
    cases: Annotated[list[Path], typer.Argument(metavar="CASE...", help="The case folders.", show_default=False)],
    *,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where it listens. Others can reach what is not 127.0.0.1.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535, help="On which port.")] = 8000,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A name by which others call this site; may be given again."),
    ] = None,
    lang: Annotated[str, typer.Option(metavar="LANGUAGE", help="The language of its pages: en or es.")] = "en",
    review: Annotated[
        bool, typer.Option("--review", help="Reviewers who sign in may confirm, correct and reject.")
    ] = False,
    accounts: AccountsOption = None,
    two_persons: Annotated[
        bool, typer.Option("--two-persons", help="A decision takes effect when a second reviewer has made the same.")
    ] = False,
    allow_outside: OutsideOption = False,
    quiet: QuietOption = False,
) -> int:
    """Serve cases as a read-only site: dossiers, articles and sheets with links that stay, search, a JSON API."""
    try:
        from .serving.accounts import Accounts, place_of_accounts
        from .serving.app import OWN_NAMES, application
        from .serving.app import serve as answer
        from .serving.review import Desk
        from .serving.shelf import Shelf
    except ModuleNotFoundError as error:
        raise _lacking(error) from error

    shelf = Shelf(cases, allow_outside=allow_outside, language=_language(lang))
    try:
        with _at_work(quiet) as tell:
            wrong = [f"{key}: {problem}" for key, problem in shelf.prepare(tell) if problem]
        for problem in wrong:
            complain(problem)
        desk = Desk(Accounts(accounts or place_of_accounts()), 2 if two_persons else 1) if review else None
        site = application(shelf, locale=_language(lang), hosts=(*OWN_NAMES, host, *(name or ())), desk=desk)
        if not quiet:
            say(f"http://{host}:{port}/ (Ctrl-C ends it)")
        answer(site, host, port)
    finally:
        shelf.close()
    return Code.WELL


@app.command(
    epilog="""\b
Examples:
  recuento forensics ve2024
  recuento forensics counts.csv --test integer-percentages --format json
  recuento forensics ve2024 --plot fingerprint.svg"""
)
def forensics(  # noqa: PLR0913 - a parameter for each option
    counts: Annotated[
        Path, typer.Argument(metavar="CASE|COUNTS", help="A case folder, or a table with a count in each cell.")
    ],
    *,
    test: Annotated[
        Literal["all", ForensicTest],
        typer.Option(
            "--test",
            metavar="NAME",
            help="Only this test: last-digits, integer-percentages, duplicates, homogeneity, dip or fingerprint.",
        ),
    ] = "all",
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Of the random draws.")] = 1,
    least: Annotated[
        int, typer.Option("--min", metavar="N", min=1, help="Smaller counts, or bases of a share, say nothing.")
    ] = 100,
    dealt: Annotated[
        bool,
        typer.Option("--dealt", help="Voters of a centre were dealt to its tables by chance: homogeneity gets its p."),
    ] = False,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Write turnout against the leader's share as SVG.")
    ] = None,
    form: FormatOption = None,
    output: OutputOption = None,
    allow_outside: OutsideOption = False,
) -> int:
    """Places to look in a table of counts, each held against redraws of these very counts. No charge, and no verdict."""
    from .case.forensics import counts_of
    from .forensics.battery import ALL, run
    from .records.files import replacing
    from .showing.fingerprint import fingerprint_svg
    from .showing.statistics import print_forensics

    wanted = form_for(form, output)
    table = counts_of(counts, allow_outside=allow_outside)
    if plot is not None:
        drawing = fingerprint_svg(*table.turnout_and_share(least))
        with replacing(plot) as out:
            out.write(drawing.encode())
    rows = run(table, ALL if test == "all" else (test,), least=least, seed=seed, dealt=dealt)
    if wanted == "table" and output is None:
        with _page(width()) as console:
            print_forensics(rows, console)
    else:
        deliver(rows, wanted, output, always_list=True)
    return Code.WELL


@app.command(
    epilog="""\b
Examples:
  recuento simulate counts.csv --kind rounding --units 5 --output planted.csv
  recuento simulate ve2024 --kind none --smooth --seed 7 > clean.csv"""
)
def simulate(  # noqa: PLR0913 - a parameter for each option
    counts: Annotated[
        Path, typer.Argument(metavar="CASE|COUNTS", help="A case folder, or a table with a count in each cell.")
    ],
    *,
    kind: Annotated[Manipulation, typer.Option("--kind", help="What is planted.")],
    units: Annotated[
        float, typer.Option("--units", metavar="PERCENT", min=0, max=100, help="Of how many of the rows.")
    ] = 5.0,
    part: Annotated[
        float,
        typer.Option("--part", metavar="PERCENT", min=0, max=100, help="Of the absent voters, or the rival's votes."),
    ] = 50.0,
    smooth: Annotated[bool, typer.Option("--smooth", help="Redraw every row around itself first.")] = False,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Of the random draws.")] = 1,
    output: OutputOption = None,
    allow_outside: OutsideOption = False,
) -> int:
    """A table with a manipulation planted in so many of its rows, to see what a test finds. CSV; the rows are marked in `planted`."""
    from .case.forensics import counts_of, planted_csv

    text = planted_csv(
        counts_of(counts, allow_outside=allow_outside), kind, units=units, part=part / 100, smooth=smooth, seed=seed
    )
    if output is None:
        say(text.rstrip("\n"))
    else:
        from .records.files import replacing

        with replacing(output) as out:
            out.write(text.encode())
    return Code.WELL


@app.command(
    epilog="""\b
Examples:
  recuento export ve2024 --to sqlite --output ve2024.db
  recuento export ve2024 --to datapackage --output package/"""
)
def export(
    case: CaseArgument,
    *,
    to: Annotated[
        ExportTarget,
        typer.Option("--to", help="The format."),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="PLACE",
            help="A folder; of sqlite, webannotation, geojson, nist and plover the file.",
        ),
    ],
    allow_outside: OutsideOption = False,
    quiet: QuietOption = False,
) -> int:
    """Write what a case holds in the formats of others: typed tables, a database, annotations, a map."""
    from .case.exporting import export as exported

    with _at_work(quiet) as tell:
        places = exported(case, to, output, allow_outside=allow_outside, tell=tell)
    for place in places:
        say(str(place))
    return Code.WELL


@app.command(
    epilog="\b\nExamples:\n  recuento fetch ve2024 --to examples/ve2024\n  recuento fetch https://example.org/article --to mycase"
)
def fetch(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME|URL...", help="What to fetch: ve2024; or addresses of pages.")
    ],
    *,
    to: Annotated[
        Path, typer.Option("--to", metavar="FOLDER", help="The case folder into whose sheets/ or articles/ it goes.")
    ] = Path(),
    quiet: QuietOption = False,
) -> int:
    """Fetch a public file of sheets by name, checking its SHA-256; or pages by address, kept as they were (WARC)."""
    pages = [name for name in names if "://" in name]
    for name in (name for name in names if "://" not in name):
        from .fetching import fetch as fetch_file

        with _at_work(quiet) as tell:
            tell(f"fetching {name}")
            fetched, place = fetch_file(name, to)
        say(f"{place}\n{fetched.about}\nSHA-256 {fetched.sha256}\nTerms: {fetched.licence}")
    if not pages:
        return Code.WELL
    from .archiving import Fetcher, keep_pages

    missed: list[RecuentoError] = []
    for _, kept, new in keep_pages(pages, to, Fetcher()):
        if isinstance(kept, RecuentoError):
            complain(kept)
            missed.append(kept)
        else:
            say(f"{kept}{'' if new else ' (unchanged)'}")
    return Code.UNFETCHED if missed else Code.WELL


@app.command(epilog="\b\nExamples:\n  recuento watch ve2024\n  recuento watch ve2024 --rounds 1")
def watch(
    case: CaseArgument,
    *,
    rounds: Annotated[
        int | None, typer.Option("--rounds", metavar="N", min=1, help="Ask for each page so often; else until Ctrl-C.")
    ] = None,
) -> int:
    """Ask for the results pages that a case names, again and again, and keep every change once (WARC)."""
    from .archiving import Fetcher
    from .archiving import watch as changes_of

    missed = False
    for name, kept in changes_of(case, Fetcher(), rounds=rounds):
        if isinstance(kept, RecuentoError):
            complain(kept)
            missed = True
        elif kept is not None:
            say(f"{name}: {kept}")
    return Code.UNFETCHED if missed else Code.WELL


@app.command(
    epilog="""\b
Examples:
  recuento inspect sheets/results.csv
  recuento inspect snapshot.zip --member "*.json" > recipe.toml

Every line says how sure it is and why; docs/recipes.md has a recipe for each layout."""
)
def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of sheets.")],
    *,
    member: Annotated[str | None, typer.Option("--member", metavar="GLOB", help="Which files in a .zip.")] = None,
    worksheet: Annotated[
        str | None, typer.Option("--worksheet", metavar="NAME", help="Which sheet of a workbook.")
    ] = None,
    rows: Annotated[str | None, typer.Option("--rows", metavar="WAY", help="JSON: the way to the rows.")] = None,
    contest: Annotated[str | None, typer.Option("--contest", metavar="ID", help="NIST: which contest.")] = None,
) -> int:
    """Propose a recipe for a file of sheets: layout, unit, candidates, figures, each with how sure it is and why."""
    from .counting.formats import Opening
    from .counting.inspecting import inspect_file

    asked = Opening(member=member, worksheet=worksheet, rows=rows, contest=contest)
    say(inspect_file(file, asked).toml().rstrip())
    return Code.WELL


@app.command(epilog="\b\nExample:\n  recuento forms ve2024 --to ve2024/entered")
def forms(
    case: CaseArgument,
    *,
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where the forms go.")],
    allow_outside: OutsideOption = False,
    quiet: QuietOption = False,
) -> int:
    """Write forms to enter by hand, twice, the images of sheets whose codes could not be read."""
    from .case.forms import write_forms

    with _at_work(quiet) as tell:
        tell("reading the images")
        written = write_forms(case, to, allow_outside=allow_outside)
    say("\n".join(map(str, written)) or "all images were read")
    return Code.WELL


@app.command(epilog="\b\nExample:\n  recuento schema read > reading.schema.json")
def schema(
    verb: Annotated[
        Described,
        typer.Argument(
            metavar="read|count|weigh|compare|seats|seats-against|ledger|audit|audit-inputs|forensics|case",
            help="Whose records, or the case file.",
        ),
    ],
) -> int:
    """Print the JSON Schema of what a verb writes, or of case.toml."""
    from .records.schemas import schema_of

    say(json.dumps(schema_of(verb), indent=2, ensure_ascii=False))
    return Code.WELL


@app.command(
    epilog="""\b
Examples:
  recuento evaluate my-gold.toml --errors
  recuento read articles/ -o said.jsonl; recuento evaluate my-gold.toml --records said.jsonl

The form of a gold file is told in evaluation/README.md of the project."""
)
def evaluate(  # noqa: PLR0913 - a parameter for each option
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD", help="Files of articles with their gold records.")],
    *,
    records: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Score these records (jsonl of `recuento read`) instead of reading anew."),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List every mistake with its words and its pattern.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as JSON.")] = False,
    pipeline: PipelineOption = None,
    model: ModelOption = None,
    model_name: ModelNameOption = None,
    model_replies: ModelRepliesOption = None,
    model_calls: ModelCallsOption = None,
    model_minutes: ModelMinutesOption = None,
) -> int:
    """Score what recuento reads against gold records, kind by kind: precision, recall, F1, and the mistakes."""
    from .evaluating import score_readings
    from .showing.scores import figures_data, figures_table

    second = reader_of(ModelAsked(model, model_name, model_replies, model_calls, model_minutes), quiet=False)
    if second is not None and records is not None:
        raise InputError("--records are read already", where="--model", mend="leave one of them out")
    scores = {"": score_readings(gold, records=records, pipeline=pipeline)}
    if second is not None:
        scores[f", with {second.endpoint.name}"] = score_readings(gold, pipeline=pipeline, second=second)
        tell_the_end(second)
    for by, score in scores.items():
        mistakes = [str(m) for m in score.mistakes] if errors else []
        if as_json:
            told = {"model": second.endpoint.name} if by and second is not None else {}
            figures = {"texts": score.texts, **told, **figures_data(score.figures), "mistakes": mistakes}
            say(json.dumps(figures, ensure_ascii=False))
            continue
        say("\n".join([*mistakes, figures_table(f"{score.texts} articles{by}", score.figures).lstrip("\n")]))
    return Code.WELL


@contextlib.contextmanager
def _at_work(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Says on standard error, if that is a terminal and not `quiet`, what it is told is being done."""
    if quiet or not sys.stderr.isatty():
        yield lambda _stage: None
        return
    with contextlib.ExitStack() as shown:
        moving_line: list[Callable[[str], None]] = []

        def tell(stage: str) -> None:
            if not moving_line:  # only now, so that a command with nothing to do is over at once
                from rich.console import Console as Terminal

                moving_line.append(shown.enter_context(Terminal(stderr=True, markup=False).status("")).update)
            moving_line[0](stage)

        yield tell


@contextlib.contextmanager
def _page(columns: int) -> Iterator[Console]:
    """A console whose page goes to standard output, in one piece, when the block ends well."""
    from rich.console import Console

    colour = in_colour()
    page = io.StringIO()
    yield Console(
        file=page,
        width=columns,
        color_system="standard" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        emoji=False,
        markup=False,
        highlight=False,
        legacy_windows=False,
    )
    say(page.getvalue().removesuffix("\n"))


def main(args: Sequence[str] | None = None) -> int:
    """Runs the command line and gives its exit code. A user's mistake is one line; a bug keeps its traceback."""
    try:
        code = app(args, prog_name="recuento", standalone_mode=False)
        if code == Code.INTERRUPTED:  # typer turns Ctrl-C within a verb into this code, without a word
            complain("interrupted")
        sys.stdout.flush()
        return int(code or Code.WELL)
    except (ClosedPipe, BrokenPipeError):
        hush()
        return Code.CLOSED_PIPE
    except NothingUsable as nothing:
        for why in nothing.errors:
            complain(why)
        return code_of(nothing.errors[0])
    except RecuentoError as error:
        complain(error)
        return code_of(error)
    except typer.TyperException as error:
        command = getattr(getattr(error, "ctx", None), "command_path", "recuento")
        message = error.format_message().replace("Value error, ", "").rstrip(".")
        complain(f"{message}; see `{command} --help`")
        return Code.UNUSABLE
    except (KeyboardInterrupt, typer.Abort):
        complain("interrupted")
        return Code.INTERRUPTED
