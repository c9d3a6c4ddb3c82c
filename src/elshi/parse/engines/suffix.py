"""Engine of suffixes: words that change by a few endings, and by lists where those do not hold.

"signs", "signed" and "signing" are forms of "sign", "met" is listed; a word that no table holds is
told by its ending ("-tion" names, "-ly" tells how). Which reading holds is told by the neighbours:
parse/engines/tagging.py.
"""

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import simplemma

from elshi.resources import Language, Row
from elshi.types import Word

Readings = tuple[Word, ...]
VOWELS = "aeiou"
SIBILANTS = ("s", "x", "z", "ch", "sh", "o")
COMPARED = ("er", "est")
SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True, eq=False)
class _Lexicon:
    """The tables of a language: every form with what it can be."""

    code: str
    closed: Mapping[str, tuple[Mapping[str, str], ...]]
    verbs: Mapping[str, tuple[tuple[str, str, str], ...]]  # lemma, verb form, tense
    nouns: Mapping[str, str]
    also_nouns: frozenset[str]
    names: Mapping[
        str, str
    ]  # words that are names by themselves, and their part of speech
    adjectives: tuple[str, ...]
    adverbs: tuple[str, ...]
    peoples: tuple[str, ...]


def analyser(language: Language) -> Callable[[str], Readings]:
    """Return the function that gives all readings of a form, the likeliest first."""
    return _analyser(language)


@functools.cache
def _analyser(language: Language) -> Callable[[str], Readings]:
    lexicon = _lexicon(language)

    @functools.lru_cache(maxsize=1 << 16)
    def readings(form: str) -> Readings:
        small = form.lower()
        plain = tuple(dict.fromkeys(_plain(small, form, lexicon)))
        if form == small:
            return plain or (_guessed(form, small, lexicon),)
        if small in lexicon.names or _is_name(form, small, lexicon):
            return (_name(form, small, lexicon), *plain)
        return (*plain, _name(form, small, lexicon))

    return readings


def _plain(small: str, form: str, lexicon: _Lexicon) -> Iterator[Word]:
    """Yield what a word in small letters can be; nothing where no list knows it."""
    closed = lexicon.closed.get(small, ())
    verbs = lexicon.verbs.get(small, ())
    yield from (_listed(row, form) for row in closed)
    noun = _noun(small, form, lexicon, taken=bool(closed or verbs))
    if noun and noun.pos == "VERB" and noun.voice:
        yield replace(noun, verb_form="Fin", voice="")
        noun = replace(noun, voice="")
    if verbs and noun and small in lexicon.nouns:
        yield noun
    for lemma, verb_form, tense in verbs:
        yield Word(lemma, form, "VERB", verb_form=verb_form, tense=tense)
    if noun and not (verbs and small in lexicon.nouns):
        yield noun


def _noun(small: str, form: str, lexicon: _Lexicon, *, taken: bool) -> Word | None:
    """Return the reading of a form as a noun, adjective or adverb of the dictionary."""
    if small in lexicon.nouns:
        lemma = lexicon.nouns[small]
        return Word(lemma, form, "NOUN", number="Plur" if lemma != small else "Sing")
    if taken:
        also = (small, *_singulars(small))
        lemma = next((one for one in also if one in lexicon.also_nouns), "")
        if not lemma:
            return None
        return Word(lemma, form, "NOUN", number="Plur" if lemma != small else "Sing")
    if not simplemma.is_known(small, lang=lexicon.code):
        return None
    return _open(small, form, lexicon)


def _open(small: str, form: str, lexicon: _Lexicon) -> Word:
    """Return a word of the dictionary by its ending."""
    pos = _pos(small, lexicon)
    if pos != "NOUN":
        return Word(small, form, pos)
    lemma = simplemma.lemmatize(small, lang=lexicon.code).lower()
    if lemma != small and small.endswith(COMPARED) and small.startswith(lemma[:-1]):
        return Word(lemma, form, "ADJ")
    if lemma != small and small.endswith("ed"):
        return Word(lemma, form, "VERB", verb_form="Part", tense="Past", voice="Pass")
    if lemma != small and small.endswith("ing"):
        return Word(lemma, form, "VERB", verb_form="Vnoun")
    if small.endswith("ing") or (lemma != small and not _is_plural(small)):
        lemma = small
    return Word(lemma, form, "NOUN", number="Plur" if lemma != small else "Sing")


def _is_plural(small: str) -> bool:
    return small.endswith(("s", "ren", "men", "i", "a"))


def _guessed(form: str, small: str, lexicon: _Lexicon) -> Word:
    """Return what the ending alone tells of a word that no list knows."""
    pos = _pos(small, lexicon)
    if pos == "NOUN" and small.endswith("s") and not small.endswith(("ss", "us", "is")):
        return Word(small[:-1], form, "NOUN", number="Plur", known=False)
    return Word(small, form, pos, known=False)


def _name(form: str, small: str, lexicon: _Lexicon) -> Word:
    known = small in lexicon.names or form.isupper()
    pos = lexicon.names.get(small, "PROPN")
    number = "Sing" if pos == "PROPN" else ""
    return Word(form, form, pos, number=number, known=known)


def _is_name(form: str, small: str, lexicon: _Lexicon) -> bool:
    """Tell whether the dictionary writes the word with a capital, and no ending says why."""
    if small in lexicon.closed or small in lexicon.verbs or small in lexicon.nouns:
        return False
    adjective = small.endswith((*lexicon.adjectives, *lexicon.peoples))
    return not adjective and bool(simplemma.lemmatize(form, lang=lexicon.code) == form)


def _pos(small: str, lexicon: _Lexicon) -> str:
    if small.endswith(lexicon.adverbs):
        return "ADV"
    if small.endswith(lexicon.adjectives) or "-" in small.strip("-"):
        return "ADJ"
    return "NOUN"


def _listed(row: Mapping[str, str], form: str) -> Word:
    features = dict(pair.split("=") for pair in row["features"].split())
    negative = features.pop("negative", "") == "1"
    return Word(row["lemma"], form, row["pos"], negative=negative, **features)  # type: ignore[arg-type]


# --- compiling -----------------------------------------------------------------------------------


@functools.cache
def _lexicon(language: Language) -> _Lexicon:
    closed: dict[str, list[Row]] = {}
    for row in language.table("lexicon/closed"):
        closed.setdefault(row["form"], []).append(row)
    rows = language.table("lexicon/verbs")
    verbs: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows:
        for form, reading in _forms(row):
            verbs.setdefault(form, []).append(reading)
    manifest = language.manifest("language")["suffix"]
    names = {name: pos for name, pos in _names(language) if name not in closed}
    return _Lexicon(
        language.code,
        {form: tuple(found) for form, found in closed.items()},
        {form: tuple(dict.fromkeys(found)) for form, found in verbs.items()},
        {row["form"]: row["lemma"] for row in language.table("lexicon/nouns")},
        frozenset(row["lemma"] for row in rows if row["also"] == "noun"),
        names,
        tuple(manifest["adjectives"]),
        tuple(manifest["adverbs"]),
        tuple(manifest["peoples"]),
    )


def _names(language: Language) -> Iterator[tuple[str, str]]:
    """Yield the words that alone name a party, person or day, with their part of speech."""
    for row in language.table("names/persons"):
        yield from ((part, "PROPN") for part in row["form"].lower().split())
    for row in language.table("dates"):
        if row["form"][0].isupper():
            yield row["form"].lower(), "PROPN"
    for row in language.table("names/parties"):
        if " " not in row["form"] and row["form"][0].isupper():
            adjective = row["kind"] in ("adjective", "demonym")
            yield row["form"].lower(), "ADJ" if adjective else "PROPN"


def _forms(row: Row) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield the forms of a verb, each with lemma, verb form and tense."""
    lemma = row["lemma"]
    past, participle = row["past"] or _past(lemma), row["participle"] or _past(lemma)
    yield lemma, (lemma, "Fin", "Pres")
    yield lemma, (lemma, "Inf", "")
    yield _third(lemma), (lemma, "Fin", "Pres")
    for form in {past, _single(past, lemma)}:
        yield form, (lemma, "Fin", "Past")
    for form in {participle, _single(participle, lemma)}:
        yield form, (lemma, "Part", "Past")
    doubled = past.startswith(lemma + lemma[-1]) or _doubles(lemma, row["past"])
    stem = lemma + lemma[-1] if doubled else _gerund_stem(lemma)
    for stem_ in {stem, _single(stem, lemma)}:
        yield stem_ + "ing", (lemma, "Vnoun", "")


def _doubles(lemma: str, past: str) -> bool:
    """Tell whether a short irregular verb doubles its last letter: "setting", "running"."""
    closed = lemma[-1] not in VOWELS + "wxyhkdlns" or lemma.endswith(("in", "un", "id"))
    short = len(lemma) > 2 and lemma[-2] in VOWELS and lemma[-3] not in VOWELS
    return bool(past) and closed and short and not past.endswith("ed")


def _single(form: str, lemma: str) -> str:
    """Return the American form of a doubled "l": "traveled"."""
    return form.replace("ll", "l") if lemma.endswith("l") and "ll" in form else form


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ied"
    return lemma + "ed"


def _gerund_stem(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "y"
    silent = lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye"))
    return lemma[:-1] if silent and len(lemma) >= SHORTEST_STEM else lemma


def _third(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(SIBILANTS) else "s")


def _singulars(small: str) -> Iterator[str]:
    """Yield what a plural may be the plural of."""
    if small.endswith("ies"):
        yield small[:-3] + "y"
    if small.endswith("es"):
        yield small[:-2]
    if small.endswith("s") and not small.endswith("ss"):
        yield small[:-1]
