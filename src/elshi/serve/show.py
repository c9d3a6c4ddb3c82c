"""The serve layer's pages for a terminal: marked text, tables of events, statements and scores."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from elshi.serve import trace
from elshi.serve.evaluate import Coded, Count, Difference, Score, unpaired, wrong
from elshi.types import Analysis, Event, Party, Statement

STYLES = {"party": "bold cyan", "date": "magenta", "event": "bold black on yellow"}
PIPED_WIDTH = 140


def console(*, stderr: bool = False) -> Console:
    """Return a console that does not fold text to 80 columns where nobody reads a screen."""
    found = Console(stderr=stderr, highlight=False)
    if found.is_terminal:
        return found
    return Console(stderr=stderr, highlight=False, width=PIPED_WIDTH)


def document(analysis: Analysis, *, colour: bool) -> Text:
    """Return the text with parties, dates and events marked, by colour or by brackets."""
    text, found = analysis.article.text, trace.marks(analysis)
    if not colour:
        return Text(trace.marked(text, found))
    page = Text(text)
    for mark in found:
        page.stylize(STYLES[mark.kind], mark.start, mark.stop)
    return page


def legend() -> Text:
    """Return what the colours of a document mean."""
    return Text(" ").join(Text(kind, style=style) for kind, style in STYLES.items())


def events_table(events: Sequence[Event]) -> Table:
    """Return events with their evidence, numbered as `explain` numbers them."""
    table = Table("#", "event", "who", "when", "status", "evidence", show_lines=True)
    for number, event in enumerate(events, 1):
        table.add_row(
            str(number),
            trace.act(event),
            Text(who(event)),
            when(event),
            event.status,
            Text("\n".join(piece.text for piece in event.evidence)),
        )
    return table


def statements_table(statements: Sequence[Statement]) -> Table:
    """Return statements with their quotes."""
    table = Table("speaker", "about", "stance", "contexts", "evidence", show_lines=True)
    for said in statements:
        speaker = (said.speaker.name, said.speaker.role, said.speaker.code)
        table.add_row(
            Text(", ".join(part for part in speaker if part)),
            " ".join(said.about),
            f"{said.stance:+d}" if said.stance else "0",
            " ".join(said.contexts),
            Text("\n".join(piece.text for piece in said.evidence)),
        )
    return table


def who(event: Event) -> str:
    """Return actors, an arrow and recipients, and what else the event says of them."""
    line = ", ".join(map(_party, event.actors))
    if event.recipients:
        line += " → " + ", ".join(map(_party, event.recipients))
    notes = {
        "promised": event.promise,
        "initiator": event.initiator,
        "place": event.place,
        "says": event.attribution,
    }
    told = [f"{name} {value}" for name, value in notes.items() if value]
    return f"{line} ({'; '.join(told)})" if told else line


def when(event: Event) -> str:
    """Return the date of an event and how it is known."""
    if event.date is None:
        return "-"
    return f"{event.date} {event.date_precision}".removesuffix(" None")


def scores(named: Sequence[tuple[str, Score]]) -> Iterator[Table]:
    """Yield three tables: all measures by language, types by language, other fields."""
    table = Table("language", "documents", *_headings("core", "dyad", "statement"))
    for name, score in named:
        table.add_row(
            name,
            str(score.documents),
            *_cells(score.core),
            *_cells(score.dyad),
            *_cells(score.statement),
        )
    yield table
    yield _types_table(named)
    yield _attributes_table(named)


def differences(found: Difference) -> Iterator[Text]:
    """Yield the missed and the spurious events of a document, two lines each."""
    name = found.gold.article.id
    for event in found.missed:
        yield _difference("missed  ", "green", name, event, "")
    for event in found.spurious:
        rules = " ".join(event.rules)
        yield _difference("spurious", "red", name, event, f"  [{rules}]")


def statement_differences(coded: Coded) -> Iterator[Text]:
    """Yield the missed and the spurious statements of a document, two lines each."""
    missed, spurious = unpaired(coded)
    named = [("missed  ", "green", said) for said in missed]
    named += [("spurious", "red", said) for said in spurious]
    for kind, style, said in named:
        who = said.speaker.code or said.speaker.name or "-"
        tail = f" {coded.gold.article.id}  statement  {who} on {' '.join(said.about)}"
        quote = said.evidence[-1].text if said.evidence else "-"
        rules = f"  [{' '.join(said.rules)}]" if said.rules else ""
        line = f"{tail}  {said.stance:+d}{rules}\n    {quote}"
        yield Text(kind, style=style).append(line, style="default")


def wrong_attributes(found: Difference) -> Iterator[Text]:
    """Yield, for each matched event, the fields that are wrong: wanted ≠ got."""
    for wanted, got in found.matched:
        for name in wrong(wanted, got):
            values = f"{getattr(wanted, name)} ≠ {getattr(got, name)}"
            yield _difference(f"{name}: {values}", "yellow", found.gold.article.id, got)


def _party(party: Party) -> str:
    known = (party.name, party.office)
    told = next((part for part in known if part), None)
    return f"{party.code} {told}" if told else party.code


def _headings(*names: str) -> Iterator[str]:
    for name in names:
        yield from (f"{name} P", "R", "F1")


def _cells(count: Count) -> tuple[str, str, str]:
    return f"{count.precision:.3f}", f"{count.recall:.3f}", f"{count.f1:.3f}"


def _types_table(named: Sequence[tuple[str, Score]]) -> Table:
    table = Table("language", "type", "wanted", "predicted", "hit", "P", "R", "F1")
    for name, score in named:
        by_number = sorted(score.types.items(), key=lambda item: -item[1].wanted)
        for kind, count in by_number:
            numbers = (count.wanted, count.predicted, count.hit)
            table.add_row(name, kind, *map(str, numbers), *_cells(count))
        table.add_section()
    return table


def _attributes_table(named: Sequence[tuple[str, Score]]) -> Table:
    names = list(named[0][1].attributes)
    table = Table("language", *names, "contexts F1")
    for name, score in named:
        shares = [score.attributes[field] for field in names]
        cells = [f"{s.accuracy:.2f} ({s.asked})" if s.asked else "-" for s in shares]
        table.add_row(name, *cells, f"{score.contexts.f1:.2f}")
    return table


def _difference(kind: str, style: str, name: str, event: Event, note: str = "") -> Text:
    head = f" {name}  {trace.act(event)}  {codes(event)}  {event.status}"
    promise = f"  promise {event.promise}" if event.promise else ""
    quote = event.evidence[-1].text if event.evidence else "-"
    tail = f"{head}{promise}  {event.date or '-'}{note}\n    {quote}"
    return Text(kind, style=style).append(tail, style="default")


def codes(event: Event) -> str:
    """Return actors' codes, an arrow and recipients' codes."""
    actors = ",".join(sorted({party.code for party in event.actors}))
    recipients = ",".join(sorted({party.code for party in event.recipients}))
    return f"{actors} > {recipients}" if recipients else actors
