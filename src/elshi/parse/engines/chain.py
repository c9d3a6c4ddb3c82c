"""The engine `chain`: words of a stem and ordered suffixes with harmony (Kazakh).

A word is cut at every place where the rest is a chain of suffixes that the last letters of the
stem allow ("el-der-imiz-de", in our countries); the cheapest stem with the cheapest chain comes
first.
"""

import functools
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from elshi.parse.engines import lexicon as stems
from elshi.parse.engines.lexicon import Lexicon, Stem, lexicon
from elshi.parse.engines.phonology import Phonology, phonology
from elshi.parse.engines.suffixes import Endings, Suffix, cuts, fields, suffixes
from elshi.parse.engines.voices import Stems, voiced
from elshi.resources import Language
from elshi.types import Word

Analyser = Callable[[str], tuple[Word, ...]]
Masks = list[tuple[int, int]]
# what a candidate costs, what makes its word of the form, its stem, chain and the cut between
Candidate = tuple[float, Callable[[str, Stem, Suffix, int], Word], Stem, Suffix, int]
MARGIN = 6.0  # readings that cost so much more than the best are dropped
MOST = 8
NO_GUESS = 0.0  # a limit below the cost of any guess
ACRONYM = 5  # letters of an acronym at most
SHORTEST_VERB, SHORTEST_GUESS, SHORTEST_MADE = 2, 3, 5


@dataclass(frozen=True, slots=True, eq=False)
class _Engine:
    sounds: Phonology
    letters: str  # small letters that have a sound or a harmony
    lexicon: Lexicon
    nominal: Endings
    verbal: Endings
    verbs: Stems
    voicing: dict[str, str]
    vowels: str
    dropped: str
    vnoun: str
    swallowed: str
    soft: str
    spellings: tuple[tuple[str, str], ...]
    makers: tuple[str, ...]
    noun_makers: dict[str, str]
    made_nouns: tuple[str, ...]
    particles: frozenset[str]


@functools.cache
def analyser(language: Language) -> Analyser:
    """Return the function that reads a word form: its readings, the likeliest first."""
    engine = _engine(language)
    return functools.lru_cache(maxsize=1 << 18)(functools.partial(_readings, engine))


def _engine(language: Language) -> _Engine:
    sounds, manifest = phonology(language), language.manifest("language")["chain"]
    known, voicing = lexicon(language), dict(manifest["voicing"])
    voices = suffixes(language, sounds, "root", "stem")
    return _Engine(
        sounds,
        "".join({*sounds.sounds, *sounds.harmonies}),
        known,
        suffixes(language, sounds, "noun", "end"),
        suffixes(language, sounds, "verb", "end"),
        voiced(known.verbs, voices, sounds, {voicing[x]: x for x in voicing}),
        voicing,
        manifest["voicing_vowels"],
        manifest["dropped"],
        manifest["noun"],
        manifest["swallowed"],
        manifest["soft"],
        tuple((one, two) for one, two in manifest["spellings"]),
        tuple(manifest["verb_makers"]),
        dict(manifest["noun_makers"]),
        tuple(manifest["noun_makers"]),
        frozenset(manifest["particles"]),
    )


def _readings(engine: _Engine, form: str) -> tuple[Word, ...]:
    closed = _closed(engine, form)
    if closed and not any(word.derivation == "open" for word in closed):
        return closed
    found = _glued(engine, form) or _cheapest(_candidates(engine, form), form)
    words = (*(replace(word, derivation="") for word in closed), *found)
    return tuple(dict.fromkeys(words))[:MOST] or (_unread(form),)


def _cheapest(candidates: Iterable[Candidate], form: str) -> list[Word]:
    """Return the words that cost little more than the cheapest, in the order of their costs."""
    ranked = sorted(candidates, key=itemgetter(0))
    limit = ranked[0][0] + MARGIN if ranked else 0.0
    return [
        make(form, found, suffix, cut)
        for cost, make, found, suffix, cut in ranked
        if cost <= limit
    ]


def _candidates(engine: _Engine, form: str) -> list[Candidate]:
    """Return the ways to cut a form; guesses that cost too much beside others are left out."""
    small = form.lower()
    masks = engine.sounds.masks(small)
    found = list(_nominals(engine, form, small, masks))
    limit = min(map(itemgetter(0), found), default=math.inf) + MARGIN
    found += _verbs(engine, form, small, masks, limit)
    tail = small[1:]
    for one, two in engine.spellings:
        if one in tail:
            other = small[0] + tail.replace(one, two)
            found += _verbs(engine, form, other, engine.sounds.masks(other), NO_GUESS)
    if len(form) <= ACRONYM and form.isupper():
        acronym = Stem(form, "PROPN", stems.NAMED + 1, known=False)
        found.append(
            (acronym.cost, _labelled, acronym, engine.nominal[""][0], len(form))
        )
    return found


def _unread(form: str) -> Word:
    if form.islower():
        return Word(form, form, "X", known=False)
    return Word(form, form, "PROPN", case="Nom", number="Sing", known=False)


def _closed(engine: _Engine, form: str) -> tuple[Word, ...]:
    rows = engine.lexicon.forms.get(form) or engine.lexicon.forms.get(form.lower(), ())
    return tuple(_word(_cased(row["base"], form), row) for row in rows)


def _cased(base: str, form: str) -> str:
    return base if form[0].islower() else base[0].upper() + base[1:]


def _word(base: str, row: dict[str, str]) -> Word:
    return Word(**fields(row.items()) | {"base": base})


# --- a hyphen before the suffix -----------------------------------------------------------------


def _glued(engine: _Engine, form: str) -> list[Word]:
    """Return the readings of an acronym or a word that a hyphen joins to a suffix or particle."""
    stem, hyphen, rest = form.rpartition("-")
    if hyphen and stem and _is_label(stem) and engine.nominal.get(rest):
        return _of_label(engine, stem, rest)
    if hyphen and stem and rest in engine.particles:
        return list(_readings(engine, stem)[: int(MARGIN) + 1])
    label = form.rstrip(engine.letters)
    rest = form[len(label) :]
    if rest and len(label) > 1 and _is_label(label) and engine.nominal.get(rest):
        return _of_label(engine, label, rest)
    return []


def _is_label(stem: str) -> bool:
    """Tell whether a stem is an acronym, a number or foreign: what takes suffixes as it is."""
    return not stem.islower() and (
        stem.upper() == stem or stem.isascii() or stem[1:] != stem[1:].lower()
    )


def _of_label(engine: _Engine, stem: str, rest: str) -> list[Word]:
    label = Stem(stem, "PROPN", 0.0)
    chains = engine.nominal[rest]
    found = [(suffix.cost, _labelled, label, suffix, len(stem)) for suffix in chains]
    return _cheapest(found, stem + rest)


def _labelled(form: str, label: Stem, suffix: Suffix, _cut: int) -> Word:
    return _of(label, suffix, form[: len(form) - suffix.ending])


def _of(found: Stem, suffix: Suffix, base: str) -> Word:
    """Return the word of a stem and a chain; a part of speech that the chain gives wins."""
    features = {"pos": found.pos, "voice": found.voice, **suffix.fields}
    return Word(lemma=found.lemma, base=base, known=found.known, **features)


# --- nominals -----------------------------------------------------------------------------------


def _nominals(
    engine: _Engine, form: str, small: str, masks: Masks
) -> Iterator[Candidate]:
    capital, limit = not form[0].islower(), math.inf
    for cut, chains in cuts(engine.nominal, small, len(small)):
        strict, loose = masks[cut]
        for suffix in chains:
            if not suffix.mask & loose:
                continue
            misfit = 0.0 if suffix.mask & strict else _loose(capital=capital)
            stem, rest = small[:cut], small[cut:]
            for found in _nominal_stems(engine, stem, rest, form[:cut], limit):
                cost = found.cost + suffix.cost + misfit
                if found.pos == "PROPN" and not capital:
                    cost += stems.SMALL_NAME
                yield cost, _nominal, found, suffix, cut
                limit = min(limit, cost + MARGIN)


def _loose(*, capital: bool) -> float:
    """Return what it costs that a suffix is in a harmony that its stem does not ask for.

    Names in -ev ask for back vowels after "a", foreign names for front vowels after "o".
    """
    return stems.LOOSE_NAME if capital else stems.LOOSE_WORD


def _nominal(form: str, found: Stem, suffix: Suffix, cut: int) -> Word:
    base = form[: len(form) - suffix.ending]
    if len(base) == cut == len(found.lemma) and not base.isupper():
        base = base[:-1] + found.lemma[-1]
    return _of(found, suffix, base)


def _nominal_stems(
    engine: _Engine, stem: str, rest: str, written: str, limit: float
) -> tuple[Stem, ...]:
    listed = engine.lexicon.nominals
    if not rest or rest[0] not in engine.vowels:
        whole = _swallowed(engine, stem, rest)
        found = listed.get(whole) or listed.get(stem)
        return found or _guess(engine, stem, written, limit)
    shapes = (f"{stem}-", stem, stem + engine.soft)
    found = tuple(each for shape in shapes for each in listed.get(shape, ()))
    hard = engine.voicing.get(stem[-1])
    if hard:
        found += listed.get(stem[:-1] + hard, ())
        if written.islower() or stem[-1] not in "".join(engine.voicing)[:1]:
            stem, written = stem[:-1] + hard, written[:-1] + hard
    elif stem[-1] in engine.voicing.values():
        found = tuple(each._replace(cost=each.cost + 3) for each in found)
    return found or _guess(engine, stem, written, limit)


def _swallowed(engine: _Engine, stem: str, rest: str) -> str:
    """Return a stem with the last letter that its suffix swallowed: "zhurnalis-ter"."""
    before, letter = engine.swallowed[0], engine.swallowed[1]
    return stem + letter if rest[:1] == letter and stem[-1] == before else stem


def _guess(engine: _Engine, stem: str, written: str, limit: float) -> tuple[Stem, ...]:
    if len(stem) < 2:
        return ()
    first, hyphen, last = stem.rpartition("-")
    listed = engine.lexicon.nominals.get(last, ()) if hyphen else ()
    if listed:
        lemma = f"{written[: len(first)]}-{last}"
        return tuple(each._replace(lemma=lemma, cost=each.cost + 1) for each in listed)
    cost = stems.GUESSED_NOUN + stems.PER_LETTER * len(stem)
    if cost - stems.MADE_NOUN > limit:
        return ()
    if not written.islower():
        return (Stem(written, "PROPN", cost, known=False),)
    if stem.endswith(engine.made_nouns):
        makers = engine.noun_makers.items()
        pos = next(pos for ending, pos in makers if stem.endswith(ending))
        return (Stem(written, pos, cost - stems.MADE_NOUN, known=False),)
    return (Stem(written, "NOUN", cost, known=False),)


# --- verbs --------------------------------------------------------------------------------------


def _verbs(
    engine: _Engine, form: str, small: str, masks: Masks, limit: float
) -> Iterator[Candidate]:
    """Yield a form as a verb that `small` spells."""
    for cut, chains in cuts(engine.verbal, small, len(small), SHORTEST_VERB):
        for suffix in chains:
            if suffix.mask & masks[cut][0]:
                stem, rest = small[:cut], small[cut:]
                for found in _verb_stems(engine, stem, rest, form, limit):
                    yield found.cost + suffix.cost, _verb, found, suffix, cut


def _verb(form: str, found: Stem, suffix: Suffix, _cut: int) -> Word:
    return _of(found, suffix, form[: len(form) - suffix.ending])


def _verb_stems(
    engine: _Engine, stem: str, rest: str, form: str, limit: float
) -> tuple[Stem, ...]:
    opening, listed = rest[:1], engine.verbs
    if not opening or opening not in engine.vowels:
        return listed.get(stem) or _guessed_verb(engine, stem, form, limit)
    hard = engine.voicing.get(stem[-1])
    shapes = [stem, stem[:-1] + hard] if hard else [stem]
    guessed = shapes[-1]
    if opening == engine.vnoun:
        shapes += [stem + vowel for vowel in engine.dropped]
        guessed = stem
    found = tuple(each for shape in shapes for each in listed.get(shape, ()))
    found += engine.lexicon.converbs.get(stem, ())
    return found or _guessed_verb(engine, guessed, form, limit)


def _guessed_verb(
    engine: _Engine, stem: str, form: str, limit: float
) -> tuple[Stem, ...]:
    if len(stem) < SHORTEST_GUESS or "-" in stem:
        return ()
    cost = stems.GUESSED_VERB + stems.PER_LETTER * len(stem)
    cost += stems.CAPITAL_VERB * (not form[0].islower())
    if cost > limit:
        return ()
    made = len(stem) >= SHORTEST_MADE and stem.endswith(engine.makers)
    cost += stems.UNMADE_VERB * (not made)
    return (Stem(stem, "VERB", cost, known=False),)
