"""Engine of conversion: words in Latin and Arabic letters as the Cyrillic ones that tables list.

A word is folded to one way of writing ("jańa", "jaña" and "jan'a" are one), converted letter by
letter and, where that makes no known word, taken for the listed word that is spelled so ("ts"
where Cyrillic has one letter). Every letter keeps where it came from.
"""

import functools
import re
from collections.abc import Iterator

from elshi.parse.engines import spellings
from elshi.parse.engines.scripts import Script, key_of, plain
from elshi.parse.engines.spellings import Listed

Piece = tuple[int, str]  # where it starts in the source, and its Cyrillic letters
Converted = tuple[str, tuple[int, ...]]  # a form, and where each letter comes from


@functools.lru_cache(maxsize=1 << 16)
def converted(script: Script, text: str) -> Converted:
    """Return a token in Cyrillic letters, and where in it each of them starts."""
    pieces = _hyphened(script, text) if "-" in text else _part(script, text)
    return _joined(pieces), tuple(at for at, letters in pieces for _ in letters)


def _hyphened(script: Script, text: str) -> list[Piece]:
    """Return a listed word with a hyphen inside, or what stands between the hyphens."""
    found, starts = _folded(script, plain(text, script.manifest))
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
    found, starts = _word(script, plain(part, script.manifest))
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
    pairs = [
        (m.start(), folds.get(m.group(), m.group()))
        for m in script.fold.finditer(small)
    ]
    folded = "".join(letters for _, letters in pairs)
    return folded, tuple(at for at, letters in pairs for _ in letters)


def _readings(script: Script, part: str, folded: str) -> Iterator[str]:
    yield folded
    other = script.manifest.get("capital", {}).get(part[0], "")
    if other and other != folded[0]:
        yield other + folded[1:]


def _letters(
    script: Script, word: str, start: int = 0, front: bool | None = None
) -> list[Piece]:
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
    key, plain = key_of(folded, script.manifest), _joined(_letters(script, folded))
    skip = len(key) - len(key.lstrip(script.hamza)) if script.hamza else 0

    def likeness(listed: Listed) -> int:
        return sum(map(str.__eq__, listed.word.lower(), plain))

    for stop in range(len(key), skip + spellings.SHORTEST - 1, -1):
        same = (x for x in script.index.get(key[skip:stop], ()) if inside in x.word)
        for listed in sorted(same, key=likeness, reverse=True):
            stem = _aligned(listed, skip)
            rest = _letters(
                script, key, stop, front=_ends_front(script, key, stop, listed)
            )
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
