"""Read: an HTML page -> the record of its article, by trafilatura."""

import codecs
import re
from typing import Any

from trafilatura import bare_extraction

from elshi.errors import ReadError
from elshi.read.records import Record
from elshi.read.streams import decoded

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE
)
_HEAD = 4096
# a date must stand in the page's metadata, address or time element: a guess from its
# running text would often be another day; the bounds keep the clock out of it
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1990-01-01",
    "max_date": "2100-01-01",
}


def page(content: bytes, where: str) -> Record:
    """Return the record of the article that a page shows.

    Raises:
        ReadError: the page has no article, or its bytes are not in its charset.
    """
    found = _extracted(_page_text(content, where))
    if found is None or not (found.text or "").strip():
        raise ReadError(
            where, "has no article that can be found.", "Save its text as a .txt file."
        )
    title = " ".join((found.title or "").split())
    return Record(
        where=where,
        title=title,
        text=_without_title(found.text, title),
        published=found.date or "",
        url=found.url or "",
        source=found.sitename or found.hostname or "",
    )


def _extracted(html: str) -> Any:
    try:
        return bare_extraction(
            html,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=_DATES,
        )
    except Exception:  # noqa: BLE001 - foreign heuristics over foreign pages
        return None


def _without_title(text: str, title: str) -> str:
    """Return the text without a first line that repeats the title."""
    first, _, rest = text.partition("\n")
    return rest if title and " ".join(first.lstrip("# ").split()) == title else text


def _page_text(content: bytes, where: str) -> str:
    """Return the characters of a page in the charset that it names, else in UTF-8."""
    named = _CHARSET.search(content[:_HEAD])
    charset = named[1].decode("ascii") if named else "utf-8"
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        name = "utf-8"
    if name == "utf-8" or content.startswith(codecs.BOM_UTF8):
        return decoded(content, where)
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise ReadError(
            where,
            f"byte {error.start} is not in its charset {name}.",
            "Save the page as UTF-8.",
            error.start,
        ) from error
