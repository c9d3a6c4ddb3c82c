"""Engine of expressions: patterns over classes of words, for any language.

Every listed word becomes a symbol "class=value@case;", every number one by its size; a run of
symbols is matched by patterns that are written over classes:

    day month@loc        ->  "10 January-LOC", by the symbols "day=10@;month=1@loc;"

An element is `class|class`, `class=value|value` or `class@case|case`, with `?` where it may be
missing; `(`, `|`, `)`, `)?`, `)+` and `(=` (what follows, unread) stand alone; {NAME} is a macro.
The longest match wins, then the earlier pattern.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from elshi.errors import DataError
from elshi.resources import Language
from elshi.types import Token

_PIECE = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
_SYMBOL = re.compile(r"(\w+)=([^@]*)@([^;]*);")
_ELEMENT = re.compile(r"([\w|]+)(?:=([\w|-]+))?(?:@([\w|-]+))?(\??)")
_OPERATORS = {"(": "(?:", "(=": "(?=", "|": "|", ")": ")", ")?": ")?", ")+": ")+"}
_TENS, _ONES = (
    ("", "X", "XX", "XXX"),
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"],
)
_ROMAN = {
    tens + ones: f"roman={10 * ten + one}@;"
    for ten, tens in enumerate(_TENS)
    for one, ones in enumerate(("", *_ONES))
    if tens + ones
}
_MARKS = {".": "dot", ",": "comma", "-": "hyphen", "–": "hyphen", "—": "hyphen"}
_BREAK = ""
_UNLISTED = ((_BREAK,), False)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of the data: its rule, what computes it, and its compiled form."""

    rule: str
    action: str
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Modifier:
    """What may follow an expression that ends in a case, and what it does to the span."""

    action: str
    cases: frozenset[str]
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The compiled expressions of a language."""

    symbols: Mapping[str, str]
    anchors: frozenset[str]
    patterns: tuple[Pattern, ...]
    modifiers: tuple[Modifier, ...]
    prefixes: tuple[
        Modifier, ...
    ]  # the same before an expression: "until the end of May"
    roman: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that fits the pieces start..stop of a run; slots are the values by class."""

    rule: str
    action: str
    start: int
    stop: int
    slots: Mapping[str, tuple[str, ...]]
    modifiers: tuple[str, ...]


def expressions(
    tokens: tuple[Token, ...], grammar: Grammar
) -> Iterator[tuple[int, int, Match]]:
    """Yield first token, token after the last, and match, in the order of the text."""
    for run, places in _runs(tokens, grammar):
        for match in _matches(grammar, run):
            yield places[match.start], places[match.stop - 1] + 1, match


@functools.cache
def grammar(language: Language, name: str) -> Grammar:
    """Compile table `name`, its endings and its TOML file.

    Raises:
        DataError: a word names no paradigm, or a pattern cannot be read.
    """
    manifest = language.manifest(name)
    roman = dict(
        zip(
            map(ord, manifest["roman"]["letters"]),
            manifest["roman"]["latin"],
            strict=True,
        )
    )
    return Grammar(
        MappingProxyType(_lexicon(language, name)),
        frozenset(manifest["anchors"]),
        tuple(_pattern(entry, manifest["macros"]) for entry in manifest["patterns"]),
        tuple(_modifier(entry, manifest["macros"]) for entry in manifest["modifiers"]),
        tuple(
            _modifier(entry, manifest["macros"])
            for entry in manifest.get("prefixes", ())
        ),
        MappingProxyType(roman),
    )


def _lexicon(language: Language, name: str) -> dict[str, str]:
    endings: dict[str, list[tuple[str, str]]] = {"": [("", "")]}
    for row in language.table(f"{name}-endings"):
        endings.setdefault(row["paradigm"], []).append((row["ending"], row["case"]))
    symbols: dict[str, str] = {}
    for number, row in enumerate(language.table(name), 2):
        if row["paradigm"] not in endings:
            raise DataError(
                f"{language.code}/{name}.tsv",
                f"'{row['form']}' has an unknown paradigm '{row['paradigm']}'.",
                f"Write one that {name}-endings.tsv lists, or none.",
                number,
            )
        for ending, case in endings[row["paradigm"]]:
            symbol = f"{row['class']}={row['value']}@{case};"
            symbols.setdefault(row["form"] + ending, symbol)
    return symbols


def _pattern(entry: Mapping[str, Any], macros: Mapping[str, str]) -> Pattern:
    return Pattern(entry["rule"], entry["action"], _regex(entry["match"], macros))


def _modifier(entry: Mapping[str, Any], macros: Mapping[str, str]) -> Modifier:
    regex = _regex(entry["match"], macros)
    return Modifier(entry["action"], frozenset(entry["cases"]), regex)


def _regex(match: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("".join(_element(chunk, macros) for chunk in match.split()))


def _element(chunk: str, macros: Mapping[str, str]) -> str:
    if chunk in _OPERATORS:
        return _OPERATORS[chunk]
    name = chunk.removesuffix("?")
    if name.startswith("{"):
        inner = "".join(_element(c, macros) for c in macros[name[1:-1]].split())
        return f"(?:{inner})" + chunk[len(name) :]
    found = _ELEMENT.fullmatch(chunk)
    if found is None:
        raise DataError(
            "dates.toml", f"'{chunk}' is no element.", "See engines/expressions.py."
        )
    value = f"(?:{found[2]})" if found[2] else "[^@]*"
    case = f"(?:{found[3]})" if found[3] else "[^;]*"
    return f"(?:(?:{found[1]})={value}@{case};){found[4]}"


def _runs(
    tokens: tuple[Token, ...], grammar: Grammar
) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """Yield the runs of listed pieces that hold an anchor, and the token of each piece."""
    run: list[str] = []
    places: list[int] = []
    sentence, anchored = -1, False
    for index, token in enumerate(tokens):
        if token.sentence != sentence:
            if anchored:
                yield tuple(run), places
            run, places, sentence, anchored = [], [], token.sentence, False
        symbols, is_anchor = read = _symbols(grammar, token.form)
        if read is _UNLISTED and not run:
            continue
        glued = symbols in _LOOSE and _is_glued(tokens, index)
        anchored = anchored or is_anchor
        for symbol in _LOOSE[symbols] if glued else symbols:
            if symbol:
                run.append(symbol)
                places.append(index)
            elif run:
                if anchored:
                    yield tuple(run), places
                run, places, anchored = [], [], is_anchor
    if anchored:
        yield tuple(run), places


_LOOSE: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("dash=@;",): ("hyphen=@;",),
    ("point=@;",): ("dot=@;",),
}


def _is_glued(tokens: tuple[Token, ...], index: int) -> bool:
    here = tokens[index]
    before = index > 0 and tokens[index - 1].stop == here.start
    return before and index + 1 < len(tokens) and here.stop == tokens[index + 1].start


@functools.lru_cache(maxsize=1 << 16)
def _symbols(grammar: Grammar, form: str) -> tuple[tuple[str, ...], bool]:
    if form in {"-", "–", "—"}:
        return ("dash=@;",), False
    if form == ".":
        return ("point=@;",), False
    whole = _word(grammar, form)
    if not whole and form.isalpha():
        number = _roman(grammar, form)
        return ((number,), "roman" in grammar.anchors) if number else _UNLISTED
    pieces = [form] if whole else _PIECE.findall(form)
    if len(pieces) > 1 and pieces[-1] == ".":
        pieces.pop()
    symbols = tuple(_symbol(grammar, piece) for piece in pieces)
    return symbols, any(
        symbol.partition("=")[0] in grammar.anchors for symbol in symbols
    )


def _symbol(grammar: Grammar, piece: str) -> str:
    if piece.isdecimal():
        return f"{_size(piece)}={int(piece)}@;"
    if piece in _MARKS:
        return f"{_MARKS[piece]}=@;"
    return _word(grammar, piece) or _roman(grammar, piece)


def _word(grammar: Grammar, piece: str) -> str:
    return grammar.symbols.get(piece) or grammar.symbols.get(piece.lower(), _BREAK)


def _size(digits: str) -> str:
    if len(digits) <= 2 and 1 <= int(digits) <= 31:
        return "day"
    return "year" if len(digits) == 4 and 1000 <= int(digits) < 3000 else "number"


def _roman(grammar: Grammar, piece: str) -> str:
    return _ROMAN.get(piece.translate(grammar.roman), _BREAK)


@functools.lru_cache(maxsize=1 << 15)
def _matches(grammar: Grammar, run: tuple[str, ...]) -> tuple[Match, ...]:
    text = "".join(run)
    starts = {0: 0}
    for index, symbol in enumerate(run):
        starts[_last_key(starts) + len(symbol)] = index + 1
    found, position = [], 0
    while position < len(text):
        match = _longest(grammar, text, position, starts)
        if match:
            found.append(match)
            position = next(at for at, piece in starts.items() if piece == match.stop)
        else:
            position = text.index(";", position) + 1
    return tuple(found)


def _last_key(starts: dict[int, int]) -> int:
    return next(reversed(starts))


def _longest(
    grammar: Grammar, text: str, position: int, starts: Mapping[int, int]
) -> Match | None:
    fits = [*_fits(grammar, text, position, ())]
    for prefix in grammar.prefixes:
        before = prefix.regex.match(text, position)
        if before:
            fits += _fits(grammar, text, before.end(), (prefix.action,), prefix.cases)
    if not fits:
        return None
    pattern, stop, before_it = max(fits, key=lambda fit: fit[1])
    slots: dict[str, tuple[str, ...]] = {}
    symbols = _SYMBOL.findall(text[position:stop])
    for name, value, _ in symbols:
        slots[name] = (*slots.get(name, ()), value)
    actions, stop = _modified(grammar, text, stop, symbols[-1][2])
    span = starts[position], starts[stop]
    actions = (*before_it, *actions)
    return Match(pattern.rule, pattern.action, *span, MappingProxyType(slots), actions)


def _fits(
    grammar: Grammar,
    text: str,
    position: int,
    actions: tuple[str, ...],
    cases: frozenset[str] = frozenset(),
) -> list[tuple[Pattern, int, tuple[str, ...]]]:
    """Return the patterns that match at a position, where they stop, and what precedes them."""
    found = [
        (pattern, match.end(), actions)
        for pattern in grammar.patterns
        if (match := pattern.regex.match(text, position))
    ]
    return [
        fit
        for fit in found
        if not cases or _SYMBOL.findall(text[position : fit[1]])[-1][2] in cases
    ]


def _modified(
    grammar: Grammar, text: str, stop: int, case: str
) -> tuple[tuple[str, ...], int]:
    for modifier in grammar.modifiers:
        found = modifier.regex.match(text, stop)
        if found and (case in modifier.cases or not modifier.cases):
            return (modifier.action,), found.end()
    return (), stop
