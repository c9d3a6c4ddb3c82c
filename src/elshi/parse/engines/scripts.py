"""Engine of scripts: words in Latin and Arabic letters as the Cyrillic ones that the tables list.

A word is folded to one way of writing ("jańa", "jaña" and "jan'a" are one), converted letter by
letter, and, where the result is no known word, taken for the listed word that is spelled so
("ekonomıka" has lost the first letter of the Cyrillic word). Every letter keeps where it came from.
"""

import functools
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from elshi.parse.engines import chain, spellings
from elshi.parse.engines.spellings import Listed, listed_words
from elshi.resources import Language

SAMPLE = 4000  # characters that tell the script
Piece = tuple[int, str]  # where it starts in the source, and its Cyrillic letters
Converted = tuple[str, tuple[int, ...]]  # a form, and where each letter comes from


@dataclass(frozen=True, slots=True)
class _Letter:
    cyrillic: str
    front: str
    is_vowel: bool


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """One way of writing a language, compiled; `name` is that of its script."""

    name: str
    variant: str
    folds: Mapping[str, str]
    fold: re.Pattern[str]
    letters: re.Pattern[str]
    rows: tuple[_Letter, ...]
    index: Mapping[str, tuple[Listed, ...]]
    harmony: Mapping[str, str]
    known: Callable[[str], bool]
    named: Callable[[str], str]
    manifest: Mapping[str, Any] = field(repr=False)

    def key(self, word: str) -> str:
        """Return a folded word with confused letters as one."""
        return _key(word, self.manifest)


def script_of(text: str, language: Language) -> Script | None:
    """Return how a text is written; None where no conversion is due."""
    patterns = _patterns(language)
    if not patterns:
        return None
    sample = text[:SAMPLE]
    amounts = {name: len(pattern.findall(sample)) for name, pattern in patterns}
    name = max(amounts, key=amounts.__getitem__)
    return _compiled(language, _variant(language, name, sample)) if name else None


@functools.cache
def _patterns(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what finds the letters of each script; the own one has no name."""
    manifest = language.manifest("scripts")
    own = "".join(row["letter"] for row in language.table("letters"))
    named = (
        (name, re.compile(f"[{entry['letters']}]")) for name, entry in manifest.items()
    )
    return (("", re.compile(f"[{own}]")), *named) if manifest else ()


def _variant(language: Language, name: str, sample: str) -> str:
    rows = [row for row in language.table("scripts/variants") if row["script"] == name]
    small = _plain(sample, language.manifest("scripts")[name]).lower()

    def weight(row: Mapping[str, str]) -> int:
        return int(row["weight"]) * sum(map(small.count, row["signs"].split()))

    return max(rows, key=weight)["variant"]


def _plain(text: str, manifest: Mapping[str, Any]) -> str:
    """Return a text with one kind of apostrophe, of those that write letters."""
    marks = manifest.get("apostrophes", "'")
    return text.translate(dict.fromkeys(map(ord, marks), marks[0]))


@functools.cache
def _compiled(language: Language, variant: str) -> Script:
    name = variant.partition("-")[0]
    manifest = language.manifest("scripts")[name]
    folds = _folds(language, name, variant)
    rows = [row for row in language.table("scripts/letters") if row["script"] == name]
    rows.sort(key=lambda row: (-len(row["source"]), not row["before"], row["source"]))
    before = {"": "", "start": "^", "vowel": f"(?<=[{manifest['vowels']}])"}
    return Script(
        name,
        variant,
        folds,
        re.compile("|".join(map(re.escape, sorted(folds, key=len, reverse=True))) + "|."),
        re.compile(
            "|".join(f"{before[row['before']]}({re.escape(row['source'])})" for row in rows)
            + "|."
        ),
        tuple(
            _Letter(row["cyrillic"], row["front"], row["source"] in manifest["vowels"])
            for row in rows
        ),
        spellings.index(language, name, functools.partial(_key, manifest=manifest)),
        {row["letter"]: row["harmony"] for row in language.table("letters")},
        _knower(language),
        _namer(language),
        manifest,
    )


def _folds(language: Language, name: str, variant: str) -> Mapping[str, str]:
    """Return the foldings of a variant; its own win over those of its script."""
    table = language.table("scripts/folds")
    wanted = [row for own in (name, variant) for row in table if row["variant"] == own]
    return {row["source"]: row["letter"] for row in wanted}


def _key(word: str, manifest: Mapping[str, Any]) -> str:
    for one, other in manifest.get("confused", ()):
        word = word.replace(one, other)
    return word


def _knower(language: Language) -> Callable[[str], bool]:
    """Return the function that tells whether a word in Cyrillic letters is known."""
    words, read = listed_words(language), chain.analyser(language)

    def known(form: str) -> bool:
        return form.lower() in words or read(form)[0].known

    return known


def _namer(language: Language) -> Callable[[str], str]:
    """Return the function that gives a known name its capital, for a script that has none."""
    words, read = listed_words(language), chain.analyser(language)

    def named(form: str) -> str:
        best = read(form)[0]
        lemma = best.lemma if best.known else words.get(form, form)
        listed = words.get(form, lemma)
        if listed.lower() == form and listed != form:
            return listed
        return lemma[0].upper() + form[1:] if lemma[0].isupper() else form

    return named


# --- one token -----------------------------------------------------------------------------------


@functools.lru_cache(maxsize=1 << 16)
def converted(script: Script, text: str) -> Converted:
    """Return a token in Cyrillic letters, and where each of them starts in it."""
    pieces = [
        (start + at, letters)
        for start, part in _parts(text)
        for at, letters in _part(script, part)
    ]
    form = "".join(letters for _, letters in pieces)
    return form, tuple(at for at, letters in pieces for _ in letters)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    return ((m.start(), m.group()) for m in re.finditer(r"-|[^-]+", text))


def _part(script: Script, part: str) -> list[Piece]:
    kept = script.manifest.get("kept", "")
    if not any(map(str.isalpha, part)) or (kept and re.fullmatch(kept, part)):
        return list(enumerate(part))
    found: list[Piece] = []
    for folded, starts in _foldings(script, part):
        found = _letters(script, folded)
        if script.known(_joined(found)):
            break
        respelled = _respelled(script, folded)
        if respelled:
            found = respelled
            break
    return _cased(script, part, [(starts[at], letters) for at, letters in found])


def _joined(pieces: list[Piece]) -> str:
    return "".join(letters for _, letters in pieces)


def _foldings(script: Script, part: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield a part in folded letters, with where each comes from; the usual reading first."""
    plain = _plain(part, script.manifest)
    first, starts = _folded(script, plain)
    yield first, starts
    for capital, letter in script.manifest.get("capital", {}).items():
        if plain.startswith(capital) and first[0] != letter:
            yield letter + first[1:], starts


def _folded(script: Script, plain: str) -> tuple[str, tuple[int, ...]]:
    small = "".join(c if len(c.lower()) > 1 else c.lower() for c in plain)
    matches = list(script.fold.finditer(small))
    letters = [script.folds.get(m.group(), m.group()) for m in matches]
    starts = (m.start() for m, found in zip(matches, letters, strict=True) for _ in found)
    return "".join(letters), tuple(starts)


def _letters(
    script: Script, word: str, start: int = 0, harmony: str | None = None
) -> list[Piece]:
    """Return a word letter by letter; in the Arabic script a vowel asks what is around it."""
    manifest, found = script.manifest, []
    hamza = manifest.get("hamza", "")
    front = _is_front(word, manifest) if harmony is None else harmony == "f"
    open_, first = front, harmony is None
    for match in script.letters.finditer(word, start):
        source, row = match.group(), match.lastindex
        if row is None:
            found += [(match.start(), source)] if source != hamza else []
            continue
        letter = script.rows[row - 1]
        open_ = _opened(source, manifest, now=open_)
        wide = letter.is_vowel and source not in manifest.get("narrow", source)
        takes = open_ and letter.front and (first or not wide)
        found.append((match.start(), letter.front if takes else letter.cyrillic))
        open_ = open_ and (bool(takes) or not (wide and letter.front))
        first = first and not letter.is_vowel
    return found


def _opened(source: str, manifest: Mapping[str, Any], *, now: bool) -> bool:
    """Tell whether vowels are front after a letter."""
    if source in manifest.get("front", ""):
        return True
    return now and source not in manifest.get("back", "")


def _is_front(word: str, manifest: Mapping[str, Any]) -> bool:
    if "hamza" not in manifest:
        return False
    if manifest["hamza"] in word:
        return True
    stem = re.sub(f"{manifest['neutral']}$", "", word)
    signs = set(stem)
    return bool(signs & set(manifest["front"])) and not signs & set(manifest["back"])


def _respelled(script: Script, folded: str) -> list[Piece]:
    """Return a folded word as a listed one with an ending; empty where none is spelled so."""
    hamza = script.manifest.get("hamza", "\0")
    skip = len(folded) - len(folded.lstrip(hamza))
    key = script.key(folded)
    for stop in range(len(key), skip + spellings.SHORTEST - 1, -1):
        for listed in script.index.get(key[skip:stop], ()):
            stem = list(_aligned(listed, skip))
            rest = _ending(script, key, stop, listed.word)
            form = listed.word + _joined(rest)
            if not rest or _is_ending(script, listed.word, form):
                return stem + rest
    return []


def _is_ending(script: Script, word: str, form: str) -> bool:
    return script.reads(form, word)


def _ending(script: Script, key: str, stop: int, stem: str) -> list[Piece]:
    harmony = next(
        (h for c in reversed(stem.lower()) if (h := script.harmony.get(c, "")) in {"b", "f"}),
        "f",
    )
    return _letters(script, key, stop, harmony)


def _aligned(listed: Listed, skip: int) -> Iterator[Piece]:
    at, done = skip, 0
    for letters, spelling in listed.pieces:
        yield at, listed.word[done : done + len(letters)]
        at, done = at + len(spelling), done + len(letters)


def _cased(script: Script, part: str, pieces: list[Piece]) -> list[Piece]:
    return pieces
