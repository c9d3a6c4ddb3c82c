"""The layer of sentences: where each sentence of an article starts and stops.

A full stop ends a sentence unless an abbreviation, an initial or a number owns it; a quotation
that closes before a dash and a small letter goes on: "Whoever comes is welcome!" - said he.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from elshi.parse.engines.own_script import writer
from elshi.parse.engines.scripts import Script, script_of
from elshi.resources import Language
from elshi.types import Article, Sentence

_LINE = re.compile(r"[^\n\r]*\S[^\n\r]*")
# a dateline in capitals goes on: "ASTANA. AGENCY - ..."
_DATELINE = re.compile(r"[^\W\d_a-z]{3,20}\.")
_NUMBERING = re.compile(r"\W*(?:\d{1,2}|[IVX]{1,4})\.")


@dataclass(frozen=True, slots=True, eq=False)
class _Rules:
    boundary: re.Pattern[str]
    dashes: str
    owners: re.Pattern[str]  # what owns a full stop and never ends a sentence
    numbers: re.Pattern[str]  # what owns it before a number: "No. 5"
    closers: re.Pattern[str]  # what may end a sentence before a word that opens one
    openers: re.Pattern[str]


def sentences(article: Article, language: Language) -> tuple[Sentence, ...]:
    """Return the sentences of the title and of each line of the body, in order."""
    rules = _rules(language, script_of(article.text, language))
    title, text = _title(article), article.text
    body = _LINE.finditer(text, article.title_stop)
    paragraphs = enumerate((line.span() for line in body), 1)
    return title + tuple(
        Sentence(start, stop, paragraph)
        for paragraph, span in paragraphs
        for start, stop in _cuts(text, *span, rules)
    )


def _title(article: Article) -> tuple[Sentence, ...]:
    start, stop = _trim(article.text, 0, article.title_stop)
    return (Sentence(start, stop, 0, is_title=True),) if start < stop else ()


def _cuts(text: str, start: int, stop: int, rules: _Rules) -> Iterator[tuple[int, int]]:
    begin = start
    for match in rules.boundary.finditer(text, start, stop):
        if match.end() < stop and _ends(text, begin, match, rules):
            yield _trim(text, begin, match.end())
            begin = match.end()
    yield _trim(text, begin, stop)


def _ends(text: str, begin: int, match: re.Match[str], rules: _Rules) -> bool:
    if not _opens(text, match.end(), rules):
        return False
    if match["mark"] != "." or match["closer"]:
        return True
    before = text[begin : match.end("mark")]
    if rules.numbers.search(before):
        return not text[match.end()].isdecimal()
    if rules.closers.search(before):
        return bool(rules.openers.match(text, match.end()))
    if rules.owners.search(before) or _NUMBERING.fullmatch(before):
        return False
    dateline = _DATELINE.fullmatch(before) and before.isupper()
    return not dateline and not _is_initial(before)


def _is_initial(before: str) -> bool:
    """Tell whether the text ends in one letter, no small one, and its full stop."""
    letter = before[-2:-1]
    return letter.isalpha() and not (letter.islower() or before[-3:-2].isalnum())


def _opens(text: str, at: int, rules: _Rules) -> bool:
    """Tell whether what stands at `at` can begin a sentence: no small letter does."""
    rest = text[at : at + 12]
    shown = rest.lstrip(rules.dashes + " \u00a0\t\"'«“„([…")
    return not (shown and shown[0].islower())


def _trim(text: str, start: int, stop: int) -> tuple[int, int]:
    piece = text[start:stop]
    left = len(piece) - len(piece.lstrip())
    return start + left, start + max(left, len(piece.rstrip()))


@functools.cache
def _rules(language: Language, script: Script | None) -> _Rules:
    manifest = language.manifest("language")["sentences"]
    marks, closers = re.escape(manifest["terminators"]), re.escape(manifest["closers"])
    own = writer(language, script) if script else str

    def abbreviated(ends: str) -> re.Pattern[str]:
        rows = [row for row in language.table("abbreviations") if row["ends"] == ends]
        forms = "|".join(re.escape(own(row["form"])) for row in rows)
        return re.compile(rf"(?<![\w.])(?:{forms})$" if forms else r"(?!)")

    return _Rules(
        re.compile(rf"(?P<mark>[{marks}]+)(?P<closer>[{closers}]*)\s+"),
        manifest["dashes"],
        abbreviated("no"),
        abbreviated("number"),
        abbreviated("opener"),
        re.compile(rf"(?:{'|'.join(manifest.get('openers', ['(?!)']))})\b"),
    )
