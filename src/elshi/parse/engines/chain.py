"""The engine `chain`: words of a stem and ordered suffixes with harmony (Kazakh).

A word is cut at every place where the rest is a chain of suffixes that the last letters of the
stem allow ("el-der-imiz-de", in our countries); the cheapest stem with the cheapest chain comes
first.
"""

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from elshi.parse.engines import lexicon as stems
from elshi.parse.engines.lexicon import Lexicon, Stem, lexicon
from elshi.parse.engines.phonology import Phonology, phonology
from elshi.parse.engines.suffixes import Suffix, suffixes
from elshi.resources import Language
from elshi.types import Word

Analyser = Callable[[str], tuple[Word, ...]]
Ranked = tuple[float, Word]
MARGIN = 6.0  # readings that cost so much more than the best are dropped
MOST = 8
ACRONYM = 5  # letters of an acronym at most


@dataclass(frozen=True, slots=True, eq=False)
class _Engine:
    sounds: Phonology
    lexicon: Lexicon
    nominal: dict[str, tuple[Suffix, ...]]
    verbal: dict[str, tuple[Suffix, ...]]
    voices: dict[str, tuple[Suffix, ...]]
    voicing: dict[str, str]
    vowels: str
    dropped: str
    vnoun: str
    swallowed: str
    soft: str
    spellings: tuple[tuple[str, str], ...]
    makers: tuple[str, ...]
    noun_makers: tuple[tuple[str, str], ...]
    particles: frozenset[str]


@functools.cache
def analyser(language: Language) -> Analyser:
    """Return the function that reads a word form: its readings, the likeliest first."""
    engine = _engine(language)
    return functools.lru_cache(maxsize=1 << 18)(functools.partial(_readings, engine))


def _engine(language: Language) -> _Engine:
    sounds, manifest = phonology(language), language.manifest("language")["chain"]
    return _Engine(
        sounds,
        lexicon(language),
        suffixes(language, sounds, "noun", "end"),
        suffixes(language, sounds, "verb", "end"),
        suffixes(language, sounds, "root", "stem"),
        dict(manifest["voicing"]),
        manifest["voicing_vowels"],
        manifest["dropped"],
        manifest["noun"],
        manifest["swallowed"],
        manifest["soft"],
        tuple((one, two) for one, two in manifest["spellings"]),
        tuple(manifest["verb_makers"]),
        tuple(manifest["noun_makers"].items()),
        frozenset(manifest["particles"]),
    )


def _readings(engine: _Engine, form: str) -> tuple[Word, ...]:
    closed = _closed(engine, form)
    if closed and not any(word.derivation == "open" for word in closed):
        return closed
    ranked = sorted(_ranked(engine, form), key=lambda pair: pair[0])
    kept = [word for cost, word in ranked if cost <= ranked[0][0] + MARGIN]
    words = (*(replace(word, derivation="") for word in closed), *kept)
    return tuple(dict.fromkeys(words))[:MOST] or (_unread(form),)


def _ranked(engine: _Engine, form: str) -> Iterator[Ranked]:
    glued = _glued(engine, form)
    if glued:
        yield from glued
        return
    yield from _nominals(engine, form)
    yield from _verbs(engine, form)
    if form.isupper() and len(form) <= ACRONYM:
        yield stems.NAMED + 1, _unread(form)


def _unread(form: str) -> Word:
    if form.islower():
        return Word(form, form, "X", known=False)
    return Word(form, form, "PROPN", case="Nom", number="Sing", known=False)


def _closed(engine: _Engine, form: str) -> tuple[Word, ...]:
    rows = engine.lexicon.forms.get(form) or engine.lexicon.forms.get(form.lower(), ())
    return tuple(_word(_cased(row["base"], form), row) for row in rows)


def _cased(base: str, form: str) -> str:
    return base if form[0].islower() else base[0].upper() + base[1:]


def _word(base: str, features: dict[str, Any]) -> Word:
    given = dict(features, base=base)
    flags = {name: True for name in ("negative", "evident") if given.pop(name, "")}
    return Word(**given | flags)


# --- a hyphen before the suffix -----------------------------------------------------------------


def _glued(engine: _Engine, form: str) -> list[Ranked]:
    """Return the readings of an acronym or a word that a hyphen joins to a suffix or particle."""
    stem, hyphen, rest = form.rpartition("-")
    if hyphen and stem and _is_label(stem) and rest in engine.nominal:
        return list(_labelled(engine, stem, rest))
    if hyphen and rest in engine.particles:
        return [(place, word) for place, word in enumerate(_readings(engine, stem))]
    label = form.rstrip(
        "".join(engine.sounds.sounds) + "".join(engine.sounds.harmonies)
    )
    rest = form[len(label) :]
    if len(label) > 1 and _is_label(label) and rest and rest in engine.nominal:
        return list(_labelled(engine, label, rest))
    return []


def _is_label(stem: str) -> bool:
    """Tell whether a stem is an acronym, a number or foreign: what takes suffixes as it is."""
    return not stem.islower() and (
        stem.upper() == stem or stem.isascii() or stem[1:] != stem[1:].lower()
    )


def _labelled(engine: _Engine, stem: str, rest: str) -> Iterator[Ranked]:
    for suffix in engine.nominal[rest]:
        base = stem + rest[: len(rest) - suffix.ending]
        base = base if len(rest) > suffix.ending else stem
        features: dict[str, Any] = {"pos": "PROPN", **dict(suffix.features)}
        yield suffix.cost, _word(base, features | {"lemma": stem})


# --- nominals -----------------------------------------------------------------------------------


def _nominals(engine: _Engine, form: str) -> Iterator[Ranked]:
    small, sounds = form.lower(), engine.sounds
    for cut in range(len(small), 0, -1):
        stem, rest = small[:cut], small[cut:]
        for suffix in engine.nominal.get(rest, ()):
            strict = suffix.mask & sounds.mask(stem)
            if strict or suffix.mask & sounds.loose_mask(stem):
                for found in _nominal_stems(engine, stem, rest, form[:cut]):
                    cost = found.cost + suffix.cost + _misfit(found, form, bool(strict))
                    yield cost, _nominal(form, found, suffix, stem)


def _misfit(found: Stem, form: str, strict: bool) -> float:
    """Return what it costs that a form is not spelled as its stem asks."""
    capital = not form[0].islower()
    # a name is written with a capital
    cost = stems.SMALL_NAME if found.pos == "PROPN" and not capital else 0.0
    if strict:
        return cost
    # names in -ev ask for back vowels after "a", foreign names for front vowels after "o"
    return cost + (stems.LOOSE_NAME if capital else stems.LOOSE_WORD)


def _nominal(form: str, found: Stem, suffix: Suffix, stem: str) -> Word:
    features: dict[str, Any] = {"pos": found.pos, **dict(suffix.features)}
    base = form[: len(form) - suffix.ending]
    if len(base) == len(stem) and len(stem) == len(found.lemma):
        base = base[:-1] + found.lemma[-1] if not base.isupper() else base
    return _word(base, features | {"lemma": found.lemma, "known": found.known})


def _nominal_stems(
    engine: _Engine, stem: str, rest: str, written: str
) -> tuple[Stem, ...]:
    listed = engine.lexicon.nominals
    if not rest or rest[0] not in engine.vowels:
        whole = _swallowed(engine, stem, rest)
        return listed.get(whole) or listed.get(stem) or _guess(engine, stem, written)
    hard = engine.voicing.get(stem[-1])
    shapes = (f"{stem}-", stem, stem + engine.soft)
    found = tuple(each for shape in shapes for each in listed.get(shape, ()))
    if hard:
        found += listed.get(stem[:-1] + hard, ())
        restore = written.islower() or stem[-1] not in "".join(engine.voicing)[:1]
        return found or _guess(
            engine, *(x[:-1] + hard if restore else x for x in (stem, written))
        )
    if stem[-1] in engine.voicing.values():
        found = tuple(replace(each, cost=each.cost + 3) for each in found)
    return found or _guess(engine, stem, written)


def _swallowed(engine: _Engine, stem: str, rest: str) -> str:
    """Return a stem with the last letter that its suffix swallowed: "zhurnalis-ter"."""
    before, letter = engine.swallowed[0], engine.swallowed[1]
    return stem + letter if rest[:1] == letter and stem[-1] == before else stem


def _guess(engine: _Engine, stem: str, written: str) -> tuple[Stem, ...]:
    if len(stem) < 2:
        return ()
    first, hyphen, last = stem.rpartition("-")
    listed = engine.lexicon.nominals.get(last, ()) if hyphen else ()
    if listed:
        lemma = f"{written[: len(first)]}-{last}"
        return tuple(replace(each, lemma=lemma, cost=each.cost + 1) for each in listed)
    cost = stems.GUESSED_NOUN + stems.PER_LETTER * len(stem)
    if not written.islower():
        return (Stem(written, "PROPN", cost, known=False),)
    made = (pos for ending, pos in engine.noun_makers if stem.endswith(ending))
    pos = next(made, "")
    return (
        Stem(written, pos or "NOUN", cost - stems.MADE_NOUN * bool(pos), known=False),
    )


# --- verbs --------------------------------------------------------------------------------------


def _verbs(engine: _Engine, form: str) -> Iterator[Ranked]:
    small = form.lower()
    yield from _spelled(engine, form, small, known=False)
    for one, two in engine.spellings:
        if one in small[1:]:
            other = small[0] + small[1:].replace(one, two)
            yield from _spelled(engine, form, other, known=True)


def _spelled(
    engine: _Engine, form: str, small: str, *, known: bool
) -> Iterator[Ranked]:
    for cut in range(len(small), 1, -1):
        for suffix in engine.verbal.get(small[cut:], ()):
            if suffix.mask & engine.sounds.mask(small[:cut]):
                for found in _verb_stems(engine, small[:cut], small[cut:], form):
                    if found.known or not known:
                        yield found.cost + suffix.cost, _verb(form, found, suffix)


def _verb(form: str, found: Stem, suffix: Suffix) -> Word:
    features: dict[str, Any] = {
        "pos": found.pos,
        "voice": found.voice,
        **dict(suffix.features),
    }
    bare = features.get("verb_form") == "Part" and features.get("case") == "Nom"
    if bare and features.get("number") == "Sing" and "possessor" not in features:
        features |= {"case": "", "number": ""}
    base = form[: len(form) - suffix.ending]
    return _word(base, features | {"lemma": found.lemma, "known": found.known})


def _verb_stems(engine: _Engine, stem: str, rest: str, form: str) -> tuple[Stem, ...]:
    shapes = [stem]
    if rest[:1] in engine.vowels and rest:
        hard = engine.voicing.get(stem[-1])
        shapes += [stem[:-1] + hard] if hard else []
    if rest[:1] == engine.vnoun:
        shapes += [stem + vowel for vowel in engine.dropped]
    found = tuple(each for shape in shapes for each in _voiced(engine, shape))
    if rest and rest[0] in engine.vowels:
        found += engine.lexicon.converbs.get(stem, ())
    return found or _guessed_verb(engine, shapes[-1 if len(shapes) == 2 else 0], form)


def _voiced(engine: _Engine, stem: str) -> tuple[Stem, ...]:
    """Return a listed verb stem, or the listed stem that it makes with a voice ending."""
    listed = engine.lexicon.verbs.get(stem)
    if listed:
        return listed
    return tuple(
        replace(
            each, cost=each.cost + suffix.cost, voice=dict(suffix.features)["voice"]
        )
        for cut in range(len(stem) - 1, 0, -1)
        for suffix in engine.voices.get(stem[cut:], ())
        if suffix.mask & engine.sounds.mask(stem[:cut])
        for each in _rooted(engine, stem[:cut], stem[cut:])
    )


def _rooted(engine: _Engine, stem: str, rest: str) -> tuple[Stem, ...]:
    listed = engine.lexicon.verbs
    hard = engine.voicing.get(stem[-1]) if rest[0] in engine.vowels else None
    return listed.get(stem, ()) + (listed.get(stem[:-1] + hard, ()) if hard else ())


def _guessed_verb(engine: _Engine, stem: str, form: str) -> tuple[Stem, ...]:
    if len(stem) < 3 or "-" in stem:
        return ()
    cost = stems.GUESSED_VERB + stems.PER_LETTER * len(stem)
    made = stem.endswith(engine.makers) and len(stem) > 4
    capital = not form[0].islower()
    cost += capital * stems.CAPITAL_VERB + (not made) * stems.UNMADE_VERB
    return (Stem(stem, "VERB", cost, known=False),)
