"""The serve layer's reader of gold documents: YAML coded by hand -> articles and their events."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from elshi.errors import ReadError
from elshi.types import Article, Event, Evidence, Party, Speaker, Statement

_NEEDED = ("id", "lang", "published", "title", "text")
Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Gold:
    """A document, and what a person coded in it."""

    article: Article
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]


def golds(folder: Path) -> Iterator[Gold]:
    """Yield the gold documents below a folder, by path order.

    Raises:
        ReadError: the folder holds none, or one of them is no gold document.
    """
    paths = [p for p in sorted(folder.rglob("*.yaml")) if p.name != "values.yaml"]
    if not paths:
        raise ReadError(
            str(folder), "there is no gold document.", "Name a folder of *.yaml files."
        )
    return (gold(path) for path in paths)


def gold(path: Path) -> Gold:
    """Return the document of a YAML file with its coded events and statements.

    Raises:
        ReadError: the file is no YAML or lacks a field.
    """
    try:
        item = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        what = " ".join(str(error).split())
        raise ReadError(str(path), f"no YAML: {what}.", "Mend the file.") from error
    absent = [name for name in _NEEDED if name not in (item or {})]
    if absent:
        raise ReadError(
            str(path), f"there is no {', '.join(absent)}.", "Add what is missing."
        )
    article = _article(item)
    return Gold(
        article,
        tuple(_event(event, article.text) for event in item.get("events") or ()),
        tuple(_statement(said, article.text) for said in item.get("statements") or ()),
    )


def _article(item: Item) -> Article:
    published = item["published"]
    return Article(
        id=str(item["id"]),
        text=f"{item['title']}\n{item['text']}",
        published=(
            published
            if isinstance(published, date)
            else date.fromisoformat(str(published))
        ),
        lang=item["lang"],
        title_stop=len(item["title"]),
        outlet_country=item.get("outlet_country"),
        url=item.get("url"),
        source=item.get("source"),
    )


def _event(item: Item, text: str) -> Event:
    return Event(
        type=item["type"],
        mode=item.get("mode"),
        contexts=tuple(item.get("contexts") or ()),
        actors=_parties(item.get("actors")),
        recipients=_parties(item.get("recipients")),
        initiator=item.get("initiator"),
        date=None if item.get("date") is None else str(item["date"]),
        date_precision=item.get("date_precision"),
        status=item.get("status") or "actual",
        promise=item.get("promise"),
        place=item.get("place"),
        attribution=item.get("attribution"),
        evidence=_evidence(item.get("evidence"), text),
    )


def _statement(item: Item, text: str) -> Statement:
    speaker = item["speaker"]
    return Statement(
        speaker=Speaker(speaker.get("name"), speaker.get("role"), speaker.get("code")),
        about=tuple(item.get("about") or ()),
        stance=item.get("stance") or 0,
        contexts=tuple(item.get("contexts") or ()),
        evidence=_evidence(item.get("evidence"), text),
    )


def _parties(items: Sequence[Item] | None) -> tuple[Party, ...]:
    return tuple(
        Party(item["code"], item.get("office"), item.get("name"))
        for item in items or ()
    )


def _evidence(quotes: Sequence[str] | None, text: str) -> tuple[Evidence, ...]:
    starts = [(max(text.find(quote), 0), quote) for quote in quotes or ()]
    return tuple(Evidence(start, start + len(q), q) for start, q in starts)
