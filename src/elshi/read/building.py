"""Read: a record -> an article, or one error that says what the record lacks."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from elshi.errors import ReadError
from elshi.read.languages import language_of
from elshi.read.outlets import country_of_language, outlet_country
from elshi.read.records import LIMIT, Record, day
from elshi.read.streams import too_long
from elshi.types import Article

_COUNTRY = re.compile(r"[A-Z]{3}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ENDS = "\n\r\t \ufeff"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What stands in where a document does not say; and the languages that are read."""

    languages: Collection[str]
    lang: str = ""
    published: date | None = None
    outlet_country: str = ""


def article(record: Record, defaults: Defaults) -> Article:
    """Return the article of a record.

    Line ends become newlines and the text Unicode form NFC; byte order marks and blank
    lines round the whole go; every other character stays.

    Raises:
        ReadError: the record has no text, date or language that elshi reads.
    """
    title = " ".join(_normal(record.title, record).split("\n")).strip(_ENDS)
    body = _normal(record.text, record).strip(_ENDS)
    text = f"{title}\n{body}" if title and body else title or body
    if len(text) > LIMIT:
        raise too_long(record.where, record.position)
    if not text.strip():
        raise _wrong(record, "has no text.", "Give it a text or a title.")
    published = _published(record, defaults)
    lang = _lang(record, defaults, text)
    return Article(
        id=_plain(record.id, record),
        text=text,
        published=published,
        lang=lang,
        title_stop=len(title),
        outlet_country=_country(record, defaults, lang),
        url=_plain(record.url, record) or None,
        source=_plain(record.source, record) or None,
    )


def _published(record: Record, defaults: Defaults) -> date:
    if record.published.strip():
        return day(record.published.strip(), record.where, record.position)
    if defaults.published is None:
        raise _wrong(
            record,
            "has no date of publication.",
            "Give 'published', or a first line `date 2026-01-31 Title`.",
        )
    return defaults.published


def _lang(record: Record, defaults: Defaults, text: str) -> str:
    given = record.lang.strip() or defaults.lang
    lang = re.split("[-_]", given.lower())[0] if given else language_of(text)
    if lang is None:
        raise _wrong(record, "has no letters to tell its language by.", "Give 'lang'.")
    if lang not in defaults.languages:
        known = " ".join(sorted(defaults.languages))
        verb = "is in" if given else "seems to be in"
        raise _wrong(
            record,
            f"{verb} '{lang[:20]}', which elshi does not read.",
            f"It reads: {known}. Give 'lang' if that is wrong.",
        )
    return lang


def _country(record: Record, defaults: Defaults, lang: str) -> str | None:
    """Return the state of the outlet: as given, as listed, by default."""
    given = record.outlet_country.strip().upper()
    if given and not _COUNTRY.fullmatch(given):
        raise _wrong(
            record,
            f"outlet_country '{given[:20]}' is no code of a state.",
            "Write three letters, ISO 3166-1 alpha-3: KAZ.",
        )
    if given:
        return given
    listed = outlet_country(record.url, record.source)
    return listed or defaults.outlet_country or country_of_language(lang)


def _normal(text: str, record: Record) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    return unicodedata.normalize("NFC", _plain(lines, record))


def _plain(text: str, record: Record) -> str:
    """Return the text if it can be written down as UTF-8, without space round it."""
    if _SURROGATE.search(text):
        raise _wrong(
            record, "holds half a character (\\ud800).", "Escape the text anew."
        )
    return text.strip()


def _wrong(record: Record, what: str, cure: str) -> ReadError:
    return ReadError(record.where, what, cure, record.position)
