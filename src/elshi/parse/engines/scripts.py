"""Engine of scripts: words in Latin and Arabic letters as the Cyrillic ones that the tables list.

A word is folded to one way of writing ("jańa", "jaña" and "jan'a" are one), converted letter by
letter and, where that makes no known word, taken for the listed word that is spelled so
("ekonomıka" has lost its first Cyrillic letter). Every letter keeps where it came from.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from elshi.parse.engines import chain, spellings
from elshi.parse.engines.spellings import Listed, listed_words
from elshi.resources import Language
from elshi.types import Article, Token

SAMPLE = 4000  # characters that tell the script
Piece = tuple[int, str]  # where it starts in the source, and its Cyrillic letters
Converted = tuple[str, tuple[int, ...]]  # a form, and where each letter comes from


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as Cyrillic, in a back and in a front word."""

    back: str
    front: str
    is_vowel: bool
    is_wide: bool  # front only where it is the first vowel


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """One way of writing a language, compiled; `name` is that of its script."""

    name: str
    variant: str
    own: re.Pattern[str]  # a letter of the script
    folds: Mapping[str, str]
    fold: re.Pattern[str]
    letters: re.Pattern[str]
    rows: tuple[Letter, ...]  # by the groups of `letters`
    index: Mapping[str, tuple[Listed, ...]]
    harmony: Mapping[str, str]
    known: Callable[[str], bool]
    manifest: Mapping[str, Any] = field(repr=False)

    @property
    def is_caseless(self) -> bool:
        """Whether the script has no capitals."""
        return bool(self.hamza)

    @property
    def marked(self) -> str:
        """The pattern of a letter that an apostrophe makes; empty in most variants."""
        if self.variant not in self.manifest.get("marked", ()):
            return ""
        bases = "".join(sign[0] for sign in self.folds if sign[1:] == "'")
        return f"[{bases}{bases.upper()}][{self.manifest['apostrophes']}]"

    @property
    def hamza(self) -> str:
        """The mark of a front word, where the script has one."""
        return str(self.manifest.get("hamza", ""))


def script_of(text: str, language: Language) -> Script | None:
    """Return how a text is written; None where no conversion is due."""
    patterns = _patterns(language)
    if not patterns:
        return None
    sample = text[:SAMPLE]
    amounts = {name: len(pattern.findall(sample)) for name, pattern in patterns}
    name = max(amounts, key=amounts.__getitem__)
    return script(language, _variant(language, name, sample)) if name else None


@functools.cache
def _patterns(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what finds the letters of each script; the language's own one has no name."""
    manifest = language.manifest("scripts")
    own = "".join(row["letter"] for row in language.table("letters"))
    others = ((name, entry["letters"]) for name, entry in manifest.items())
    rows = (("", own), *others) if manifest else ()
    return tuple((name, re.compile(f"[{letters}]")) for name, letters in rows)


def _variant(language: Language, name: str, sample: str) -> str:
    rows = [row for row in language.table("scripts/variants") if row["script"] == name]
    small = _plain(sample, language.manifest("scripts")[name]).lower()

    def weight(row: Mapping[str, str]) -> int:
        return int(row["weight"]) * sum(map(small.count, row["signs"].split()))

    return max(rows, key=weight)["variant"]


def _plain(text: str, manifest: Mapping[str, Any]) -> str:
    """Return a text with one kind of apostrophe."""
    marks = manifest.get("apostrophes", "")
    return text.translate(dict.fromkeys(map(ord, marks), marks[0])) if marks else text


# --- compiling -----------------------------------------------------------------------------------


@functools.cache
def script(language: Language, variant: str) -> Script:
    """Return a variant that scripts/variants.tsv lists, compiled."""
    name = variant.partition("-")[0]
    manifest = language.manifest("scripts")[name]
    folds = _folds(language, name, variant)
    longest = sorted(folds, key=lambda source: (-len(source), source))
    letters, rows = _table(language, name, manifest)
    return Script(
        name,
        variant,
        re.compile(f"[{manifest['letters']}]"),
        folds,
        re.compile("|".join((*map(re.escape, longest), "."))),
        letters,
        rows,
        spellings.index(language, name, functools.partial(_key, manifest=manifest)),
        {row["letter"]: row["harmony"] for row in language.table("letters")},
        _knower(language),
        manifest,
    )


def _folds(language: Language, name: str, variant: str) -> Mapping[str, str]:
    """Return the foldings of a variant; its own win over those of its script."""
    table = language.table("scripts/folds")
    wanted = [row for of in (name, variant) for row in table if row["variant"] == of]
    return {row["source"]: row["letter"] for row in wanted}


def _table(
    language: Language, name: str, manifest: Mapping[str, Any]
) -> tuple[re.Pattern[str], tuple[Letter, ...]]:
    vowels, wide = manifest["vowels"], manifest.get("wide", "")
    before = {"": "", "start": "^", "vowel": f"(?<=[{vowels}])"}
    rows = [row for row in language.table("scripts/letters") if row["script"] == name]
    rows.sort(key=lambda row: (-len(row["source"]), not row["before"], row["source"]))
    groups = (f"{before[row['before']]}({re.escape(row['source'])})" for row in rows)
    return re.compile("|".join((*groups, "."))), tuple(
        Letter(
            row["cyrillic"],
            row["front"] or row["cyrillic"],
            row["source"] in vowels,
            row["source"] in wide,
        )
        for row in rows
    )


def _key(word: str, manifest: Mapping[str, Any]) -> str:
    """Return a folded word with confused letters as one."""
    for one, other in manifest.get("confused", ()):
        word = word.replace(one, other)
    return word


def _knower(language: Language) -> Callable[[str], bool]:
    """Return the function that tells whether a word in Cyrillic letters is known."""
    words, read = listed_words(language), chain.analyser(language)
    return lambda form: form in words or read(form)[0].known


# --- one token -----------------------------------------------------------------------------------


@functools.lru_cache(maxsize=1 << 16)
def converted(script: Script, text: str) -> Converted:
    """Return a token in Cyrillic letters, and where in it each of them starts."""
    pieces = _hyphened(script, text) if "-" in text else _part(script, text)
    return _joined(pieces), tuple(at for at, letters in pieces for _ in letters)


def _hyphened(script: Script, text: str) -> list[Piece]:
    """Return a listed word with a hyphen inside, or what stands between the hyphens."""
    found, starts = _folded(script, _plain(text, script.manifest))
    whole = _respelled(script, found, inside="-")
    if whole:
        return [(starts[at], _cased(x, text, starts[at])) for at, x in whole if x]
    return [
        (match.start() + at, letters)
        for match in re.finditer(r"-|[^-]+", text)
        for at, letters in _part(script, match.group())
    ]


def _joined(pieces: list[Piece]) -> str:
    return "".join(letters for _, letters in pieces)


def _part(script: Script, part: str) -> list[Piece]:
    """Return a token, or what a hyphen leaves of it, with the case of its letters."""
    kept = script.manifest.get("kept", "$")
    letters = sum(map(str.isalpha, script.own.findall(part)))
    if 2 * letters < len(part) or not letters or re.fullmatch(kept, part):
        return list(enumerate(_marks(script, part)))
    found, starts = _word(script, _plain(part, script.manifest))
    placed = [(starts[at], letters) for at, letters in found if letters]
    return [(at, _cased(letters, part, at)) for at, letters in placed]


def _marks(script: Script, part: str) -> str:
    marks = script.manifest.get("marks", {})
    return "".join(marks.get(sign, sign) for sign in part)


def _cased(letters: str, part: str, at: int) -> str:
    if len(part) > 1 and part.isupper():
        return letters.upper()
    return letters[0].upper() + letters[1:] if part[at].isupper() else letters


def _word(script: Script, part: str) -> tuple[list[Piece], tuple[int, ...]]:
    """Return the first reading of a part that makes a known word; else its last one."""
    found: list[Piece] = []
    folded, starts = _folded(script, part)
    for reading in _readings(script, part, folded):
        found = _letters(script, reading)
        if script.known(_joined(found)):
            break
        respelled = _respelled(script, reading)
        if respelled:
            return respelled, starts
    return found, starts


def _folded(script: Script, part: str) -> tuple[str, tuple[int, ...]]:
    folds = script.folds
    small = "".join(sign if sign in folds else sign.lower() for sign in part)
    pairs = [(m.start(), folds.get(m.group(), m.group())) for m in script.fold.finditer(small)]
    folded = "".join(letters for _, letters in pairs)
    return folded, tuple(at for at, letters in pairs for _ in letters)


def _readings(script: Script, part: str, folded: str) -> Iterator[str]:
    yield folded
    other = script.manifest.get("capital", {}).get(part[0], "")
    if other and other != folded[0]:
        yield other + folded[1:]


def _letters(script: Script, word: str, start: int = 0, front: bool | None = None) -> list[Piece]:
    """Return the letters of a folded word from `start`; `front` is the harmony of a stem before.

    A vowel of the Arabic script is front by the letters before it in the word.
    """
    found: list[Piece] = []
    is_first, now = front is None, _is_front(script, word) if front is None else front
    for match in script.letters.finditer(word, start):
        source, group = match.group(), match.lastindex
        if group is None:
            found.append((match.start(), "" if source == script.hamza else source))
            continue
        letter = script.rows[group - 1]
        now = _opened(script, source, now=now)
        takes = now and (is_first or not letter.is_wide)
        found.append((match.start(), letter.front if takes else letter.back))
        now = now and (takes or not letter.is_wide)
        is_first = is_first and not letter.is_vowel
    return found


def _opened(script: Script, source: str, *, now: bool) -> bool:
    """Tell whether the word is front after a letter."""
    if source in script.manifest.get("front", ""):
        return True
    return now and source not in script.manifest.get("back", "")


def _is_front(script: Script, word: str) -> bool:
    if not script.hamza:
        return False
    if script.hamza in word:
        return True
    signs = set(re.sub(f"{script.manifest['neutral']}$", "", word))
    return not signs.isdisjoint(script.manifest["front"]) and signs.isdisjoint(
        script.manifest["back"]
    )


def _respelled(script: Script, folded: str, inside: str = "") -> list[Piece]:
    """Return a folded word as a listed one with its ending; nothing where none is spelled so.

    Only words that have `inside` in them count.
    """
    key, plain = _key(folded, script.manifest), _joined(_letters(script, folded))
    skip = len(key) - len(key.lstrip(script.hamza)) if script.hamza else 0

    def likeness(listed: Listed) -> int:
        return sum(map(str.__eq__, listed.word.lower(), plain))

    for stop in range(len(key), skip + spellings.SHORTEST - 1, -1):
        same = (x for x in script.index.get(key[skip:stop], ()) if inside in x.word)
        for listed in sorted(same, key=likeness, reverse=True):
            stem = _aligned(listed, skip)
            rest = _letters(script, key, stop, front=_ends_front(script, key, stop, listed))
            if not rest or script.known(_joined(stem) + _joined(rest)):
                return stem + rest
    return []


def _ends_front(script: Script, key: str, stop: int, stem: Listed) -> bool:
    """Tell whether the ending after a stem is front: by its letters, the mark, or the stem."""
    manifest, signs = script.manifest, set(key[stop:])
    if not signs.isdisjoint(manifest.get("front", "")):
        return True
    if not signs.isdisjoint(manifest.get("back", "") + manifest.get("wide", "")):
        return False
    if script.hamza and (script.hamza in key or not _is_front(script, key)):
        return script.hamza in key
    return _last_harmony(script, stem.word) == "f"


def _last_harmony(script: Script, word: str) -> str:
    harmonies = (script.harmony.get(letter, "") for letter in reversed(word.lower()))
    return next((harmony for harmony in harmonies if harmony in {"b", "f"}), "f")


def _aligned(listed: Listed, skip: int) -> list[Piece]:
    """Return the letters of a listed word; those not spelled belong to the letter before."""
    found, at, done = [], skip, 0
    for letters, spelling in listed.pieces:
        written = listed.word[done : done + len(letters)].lower()
        found.append((at if spelling or at == skip else at - 1, written))
        at, done = at + len(spelling), done + len(letters)
    return found


# --- the way back --------------------------------------------------------------------------------


def in_own_script(
    article: Article, tokens: Sequence[Token], language: Language
) -> Callable[[str], str] | None:
    """Return what writes a Cyrillic name in the script of the article; None where that is it.

    A word is written as it stands there, without its case ending; one that the article does
    not have is spelled as usual.
    """
    own = script_of(article.text, language)
    if own is None:
        return None
    written, foreign = writer(language, own), _patterns(language)[0][1]

    @functools.cache
    def word(cyrillic: str) -> str:
        if not foreign.search(cyrillic.lower()):
            return cyrillic
        return _as_written(own, cyrillic, article, tokens) or written(cyrillic)

    return lambda name: re.sub(r"[^\W\d_]+", lambda match: word(match.group()), name)


def _as_written(own: Script, word: str, article: Article, tokens: Sequence[Token]) -> str:
    """Return the letters of the article that stand for a word before its ending."""
    small = word.lower()
    found = [token for token in tokens if small in token.form.lower()]
    if not found:
        return ""

    def unlike(token: Token) -> tuple[bool, bool, int]:
        form = token.form
        shouts = form.isupper() and not word.isupper()
        return not form.lower().startswith(small), shouts, len(form)

    token = min(found, key=unlike)
    text = unicodedata.normalize("NFC", article.text[token.start : token.stop])
    start, starts = token.form.lower().index(small), converted(own, text)[1]
    stop = start + len(word)
    last = starts[stop] if stop < len(starts) else len(text)
    return text[starts[start] if start else 0 : last].rstrip("-")


@functools.cache
def writer(language: Language, script: Script) -> Callable[[str], str]:
    """Return the function that writes a Cyrillic word in a script, as usual there."""
    spell = spellings.speller(language, script.name)
    table = language.table("scripts/folds")
    of = {
        row["letter"]: row["source"]
        for row in table
        if row["variant"] == script.variant and not row["note"]
    }
    soft = set(script.manifest.get("soft", ""))

    def written(word: str) -> str:
        letters = "".join(spelling for _, spelling in next(spell(word)))
        if soft & set(word.lower()) and not set(script.manifest["front"]) & set(letters):
            letters = script.hamza + letters
        found = "".join(of.get(letter, letter) for letter in letters)
        if word.isupper() and len(word) > 1:
            return found.upper()
        return found[:1].upper() + found[1:] if word[:1].isupper() else found

    return written
