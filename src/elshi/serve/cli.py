"""The serve layer's command line: one function a command, each thin."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated

import typer

from elshi import pipeline, read
from elshi.errors import ElshiError, ReadError
from elshi.resources import data_folder, load
from elshi.serve import (
    answers,
    coding,
    examples,
    explain,
    export,
    output,
    scoring,
    show,
    storing,
)
from elshi.serve.evaluate import difference
from elshi.types import Analysis, Article

app = typer.Typer(
    help="Read diplomatic news and record who did what to whom, with the evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)

NO_EVENT = "No event is coded in this document."

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="FILE")]
Paths = Annotated[list[Path], typer.Argument(exists=True, metavar="PATH")]


Store = Annotated[Path, typer.Option("--store", metavar="DIR", help="The store.")]
Lang = Annotated[
    str, typer.Option("--lang", help="Language of documents that do not tell it.")
]
Published = Annotated[
    datetime | None,
    typer.Option(
        "--published",
        formats=["%Y-%m-%d"],
        help="Day of publication of documents that do not tell it.",
    ),
]
Country = Annotated[
    str, typer.Option("--country", help="State of the outlet where it is not known.")
]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


class Format(StrEnum):
    """The formats of `elshi code`."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    plover = "plover"


class Answer(StrEnum):
    """The formats of `elshi events`."""

    table = "table"
    csv = "csv"
    json = "json"


def main() -> None:
    """Run the command line; an error of elshi's own is one line, never a traceback."""
    try:
        app()
    except ElshiError as error:
        output.tell(error)
        sys.exit(1)


@app.callback(invoke_without_command=True)
def options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.")
    ] = False,
) -> None:
    """Read diplomatic news and record who did what to whom, with the evidence."""
    if version:
        typer.echo(f"elshi {_version()}, data {load().digest}")
        raise typer.Exit


@app.command("read")
def read_file(
    file: File, lang: Lang = "", published: Published = None, country: Country = ""
) -> None:
    """Show a document with its parties, dates and events, then what was coded.

    Example: `elshi read news.html`
    """
    screen = show.console()
    for analysis in _analyses(_articles([file], lang, published, country)):
        page = show.document(analysis, colour=screen.is_terminal)
        screen.print(page, soft_wrap=not screen.is_terminal)
        if screen.is_terminal:
            screen.print(show.legend())
        if analysis.events:
            screen.print(show.events_table(analysis.events))
        else:
            screen.print(NO_EVENT)
        if analysis.statements:
            screen.print(show.statements_table(analysis.statements))


@app.command()
def code(
    paths: Paths,
    target: Annotated[
        Path | None, typer.Option("--output", help="Write here, not to the screen.")
    ] = None,
    form: Annotated[Format, typer.Option("--format")] = Format.jsonl,
    errors: Annotated[
        Path | None, typer.Option(help="Write a table of the wrong documents here.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at the first wrong document.")
    ] = False,
    lang: Lang = "",
    published: Published = None,
    country: Country = "",
) -> None:
    """Code documents: files, folders, pages or archives, one JSON line a document.

    CSV and Parquet hold one row an event; `plover` is PLOVER's own JSON.

    Example: `elshi code news/ --output events.jsonl`
    """
    resources = load()
    failed: list[ReadError] = []
    if form is Format.parquet and target is None:
        raise _usage("parquet needs --output FILE.", option="--format")
    documents = _articles(paths, lang, published, country)
    found = output.followed(coding.outcomes(documents, resources), paths)
    done = coding.analyses(found, failed, strict=strict)
    told = output.telling(done, failed)
    if form is Format.parquet and target is not None:
        with output.writing(target):
            export.write_parquet(told, target)
    else:
        output.write(export.lines(form, resources)(told), target)
    if errors is not None:
        output.write(export.errors_table(failed), errors)
    if failed:
        raise typer.Exit(1)


@app.command()
def add(
    paths: Paths,
    store: Store,
    lang: Lang = "",
    published: Published = None,
    country: Country = "",
) -> None:
    """Code documents into a store; those that it holds already are left alone.

    Example: `elshi add news/ --store diplomacy`
    """
    failed: list[ReadError] = []
    documents = output.followed(_articles(paths, lang, published, country), paths)
    run = storing.add(store, documents, load(), failed, version=_version())
    for error in failed:
        output.tell(error)
    typer.echo(
        f"{run.added} added, {run.replaced} replaced, {len(failed)} wrong;"
        f" {run.events} events, {run.statements} statements."
    )
    if failed:
        raise typer.Exit(1)


@app.command()
def events(
    store: Store,
    pair: Annotated[
        tuple[str, str] | None, typer.Option(help="Events of these two parties.")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--type", help="CONSULT, SUPPORT ...; repeat it."),
    ] = None,
    since: Day = None,
    until: Day = None,
    form: Annotated[Answer, typer.Option("--format")] = Answer.table,
) -> None:
    """List the events of a store in the order of time, with their evidence.

    Example: `elshi events --store diplomacy --pair KAZ ISR --since 2026-01-01`
    """
    chosen = storing.Chosen(
        tuple(pair or ()),
        tuple(kind or ()),
        since.date() if since else None,
        until.date() if until else None,
    )
    found = storing.events(store, chosen)
    if form is Answer.table:
        show.console().print(answers.dated_table(found))
    elif form is Answer.csv:
        output.write(answers.csv_lines(found), None)
    else:
        output.write(answers.json_lines(found), None)


@app.command("explain")
def explain_file(
    file: File,
    event: Annotated[
        int | None, typer.Option(min=1, help="Explain this event only.")
    ] = None,
    lang: Lang = "",
    published: Published = None,
    country: Country = "",
) -> None:
    """Show the path from words to events: readings, mentions, frames, rules.

    Example: `elshi explain news.html --event 1`
    """
    screen = show.console()
    for analysis in _analyses(_articles([file], lang, published, country)):
        count = len(analysis.events)
        if event is not None and event > count:
            raise _usage(f"there are {count} events.", option="--event")
        numbers = range(1, count + 1) if event is None else (event,)
        for number in numbers:
            screen.print(explain.explanation(analysis, number))
        if not count:
            screen.print(NO_EVENT)


@app.command()
def evaluate(
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, metavar="DIR")
    ],
    misses: Annotated[
        bool, typer.Option("--misses", help="List what was missed and made up.")
    ] = False,
    attributes: Annotated[
        bool, typer.Option("--attributes", help="List wrong fields of found events.")
    ] = False,
    lang: Annotated[str | None, typer.Option(help="Only this language.")] = None,
    only: Annotated[str, typer.Option(help="Only ids that start so.")] = "",
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Raise the first fault, with its traceback."),
    ] = False,
) -> None:
    """Score the coder against gold documents: by language, type and field.

    Example: `elshi evaluate gold/ --misses`
    """
    screen = show.console()
    chosen = scoring.chosen(folder, lang=lang, only=only)
    code_one = pipeline.run if strict else coding.outcome
    found, failed = scoring.coded(chosen, load(), code_one)
    for error in failed:
        output.tell(error)
    for table in show.scores(scoring.by_language(found)):
        screen.print(table)
    for item in found:
        apart = difference(item)
        lines = [
            *(show.differences(apart) if misses else ()),
            *(show.statement_differences(item) if misses else ()),
            *(show.wrong_attributes(apart) if attributes else ()),
        ]
        for line in lines:
            screen.print(line, soft_wrap=True)


@app.command()
def check() -> None:
    """Check elshi's own data: the form of every file, and the examples of every pattern.

    Example: `elshi check`
    """
    resources = load()
    found = tuple(examples.broken(resources))
    for error in found:
        output.tell(error)
    typer.echo(f"{examples.number(resources)} examples, {len(found)} broken.")
    if found:
        raise typer.Exit(1)


@app.command()
def demo(
    store: Annotated[
        Path | None, typer.Option("--store", metavar="DIR", help="Keep the store here.")
    ] = None,
) -> None:
    """Code the bundled Kazakh news and show what it says of Kazakhstan and Israel.

    Example: `elshi demo --store build/demo`
    """
    with tempfile.TemporaryDirectory() as folder:
        _demo(store or Path(folder) / "store")


def _demo(store: Path) -> None:
    screen = show.console()
    failed: list[ReadError] = []
    documents = list(read.articles([data_folder() / "sample"]))
    storing.add(store, documents, load(), failed, version=_version())
    for error in failed:
        output.tell(error)
    screen.print(
        f"{len(documents)} bundled news items, coded into {store}", style="dim"
    )
    screen.print("\nKazakhstan and Israel", style="bold")
    pair = storing.Chosen(parties=("KAZ", "ISR"))
    screen.print(answers.dated_table(storing.events(store, pair)))
    screen.print("\nWith whom Kazakhstan acts, by reports of acts", style="bold")
    screen.print(answers.plain_table(storing.partners(store, "KAZ")))


def _version() -> str:
    return installed_version("elshi")


def _usage(what: str, *, option: str) -> typer.BadParameter:
    return typer.BadParameter(what, param_hint=option)


def _articles(
    paths: Sequence[Path], lang: str, published: datetime | None, country: str
) -> Iterator[Article | ReadError]:
    day = published.date() if published else None
    return read.articles(paths, lang=lang, published=day, outlet_country=country)


def _analyses(documents: coding.Documents) -> Iterator[Analysis]:
    """Return the analyses of documents; the first wrong one ends the command."""
    return coding.analyses(coding.outcomes(documents, load()), [], strict=True)


if __name__ == "__main__":
    main()
