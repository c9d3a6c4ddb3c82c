"""Induce a list of nominal stems from raw text: a stem shows many different suffix chains.

    python scripts/induce_stems.py valid.iob2 test.iob2 > src/elshi/data/kk/stems.tsv

Reads the first column of IOB2 files, or plain text; no label is used. The list that ships is set
aside, so the same text gives the same list.
"""

import collections
import dataclasses
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from elshi.parse.engines.chain import analyser
from elshi.parse.engines.lexicon import induced_cost, lexicon
from elshi.parse.engines.phonology import phonology
from elshi.parse.engines.suffixes import Suffix, suffixes
from elshi.resources import Language, load

ROUNDS = 4
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
UNSEEN, PER_LETTER, CHOICE, PLURAL_GAIN = 9.0, 1.2, 1.3, 1.5
CLEAR_CASES = {"case=Gen", "case=Dat", "case=Abl", "case=Ins"}
NAME_SHARE = 0.8  # a stem written with a capital so often is a name
HEAD = """# Nominal stems induced from raw text by scripts/induce_stems.py.
# Text: KazNERD (SOURCES.toml). count: the different suffix chains that the text shows.
stem\tpos\tcount
"""

Cut = tuple[str, Suffix]
Cuts = Mapping[str, tuple[Cut, ...]]


def main(paths: list[str]) -> None:
    """Write the table of stems of the texts to standard output."""
    language = without_stems(load().languages["kk"])
    counts = forms(line for path in paths for line in lines(Path(path)))
    cuts = dict(cuts_of(language, counts))
    stems = induce(cuts, counts)
    capital = shares_of_capitals(stems, cuts, counts)
    stems = without_cased_names(stems, cuts, capital)
    stems = without_verbs(stems, language)
    rows = sorted(row(stem, count, capital[stem]) for stem, count in stems.items())
    sys.stdout.write(HEAD + "".join(f"{line}\n" for line in rows))


def without_cased_names(
    stems: dict[str, int], cuts: Cuts, capital: Mapping[str, float]
) -> dict[str, int]:
    """Leave out names that the text shows in one oblique case only."""
    return {
        stem: count
        for stem, count in stems.items()
        if count > 1
        or capital[stem] <= NAME_SHARE
        or not any(
            len(shorter) > 3 and suffix.ending > 1
            for shorter, suffix in cuts.get(stem, ())
        )
    }


def without_verbs(stems: dict[str, int], language: Language) -> dict[str, int]:
    """Leave out stems that are listed verbs, unless they show the chains of a noun too."""
    verbs = lexicon(language).verbs
    return {
        stem: count for stem, count in stems.items() if count > 3 or stem not in verbs
    }


def row(stem: str, count: int, capital: float) -> str:
    """Return a line of the table."""
    if capital > NAME_SHARE:
        return f"{stem.capitalize()}\tPROPN\t{count}"
    return f"{stem}\tNOUN\t{count}"


def without_stems(language: Language) -> Language:
    """Return a language without the list that this script makes."""
    tables = {
        name: rows for name, rows in language.tables.items() if name != "kk/stems"
    }
    return dataclasses.replace(language, tables=tables)


def lines(path: Path) -> Iterator[str]:
    """Yield the text of a file, an IOB2 file word by word."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield line.split()[0] if path.suffix == ".iob2" and line.strip() else line


def forms(texts: Iterable[str]) -> Mapping[str, int]:
    """Count the word forms that hold Cyrillic letters."""
    counts: collections.Counter[str] = collections.Counter()
    for text in texts:
        for word in WORD.findall(unicodedata.normalize("NFC", text)):
            counts[word] += any("\u0400" <= letter <= "\u052f" for letter in word)
    return +counts


def cuts_of(
    language: Language, counts: Mapping[str, int]
) -> Iterator[tuple[str, tuple[Cut, ...]]]:
    """Yield each form that is no listed verb, with the stems and chains it may be cut into."""
    is_verb, cut = verb_test(language), cutter(language)
    closed = lexicon(language).forms
    for form in sorted({word.lower() for word in counts}):
        if form not in closed and not is_verb(form):
            yield form, tuple(cut(form))


def verb_test(language: Language) -> Callable[[str], bool]:
    """Return a test of a form: the likeliest reading is a listed verb with an ending."""
    word = analyser(language)
    vowels = language.manifest("language")["chain"]["voicing_vowels"]

    def is_verb(form: str) -> bool:
        best = word(form)[0]
        short = best.verb_form == "Conv" and form[-1] in vowels
        return best.pos == "VERB" and best.known and not (short or best.mood == "Imp")

    return is_verb


def cutter(language: Language) -> Callable[[str], Iterator[Cut]]:
    """Return the function that yields the stems of a form, each with its chain."""
    sounds = phonology(language)
    table = suffixes(language, sounds, "noun", "end")
    manifest = language.manifest("language")["chain"]
    voicing, vowels = manifest["voicing"], manifest["voicing_vowels"]

    def cut(form: str) -> Iterator[Cut]:
        masks = sounds.masks(form)
        for place in range(len(form), 1, -1):
            stem, rest = form[:place], form[place:]
            hard = voicing.get(stem[-1]) if rest and rest[0] in vowels else None
            for suffix in table.get(rest, ()):
                person = dict(suffix.features).get("person")
                if suffix.mask & masks[place][1] and not person:
                    yield (stem[:-1] + hard if hard else stem), suffix

    return cut


def induce(cuts: Cuts, counts: Mapping[str, int]) -> dict[str, int]:
    """Return the stems that win most forms, with the number of chains they win by."""
    often: collections.Counter[str] = collections.Counter()
    for word, count in counts.items():
        often[word.lower()] += count
    shown = _shown(cut for options in cuts.values() for cut in options)
    for _ in range(ROUNDS):
        prices = {stem: CHOICE * induced_cost(count) for stem, count in shown.items()}
        shown = _shown(
            min(options, key=lambda cut: _price(cut, prices))
            for options in cuts.values()
            if options
        )
    kept = {
        stem: count
        for stem, count in shown.items()
        if (count >= 2 or often[stem] >= 3) and len(stem) > 1
    }
    inner = {stem for stem in kept if _is_inflected(stem, cuts.get(stem, ()), kept)}
    return {stem: count for stem, count in kept.items() if stem not in inner}


def _shown(cuts: Iterable[Cut]) -> dict[str, int]:
    chains: dict[str, set[object]] = collections.defaultdict(set)
    for stem, suffix in cuts:
        chains[stem].add(suffix.features)
    return {stem: len(seen) for stem, seen in chains.items()}


def _price(cut: Cut, prices: Mapping[str, float]) -> tuple[float, int]:
    stem, suffix = cut
    cost = prices.get(stem, CHOICE * (UNSEEN + PER_LETTER * len(stem)))
    # a plural is never part of a stem: the singular is taken where both show as much
    plural = PLURAL_GAIN * ("number=Plur" in _names(suffix))
    return cost + suffix.cost - plural, -len(stem)


def _is_inflected(stem: str, options: Iterable[Cut], kept: Mapping[str, int]) -> bool:
    """Tell whether a stem is itself a better shown stem with an ending."""
    return any(
        _is_ending(suffix, len(shorter), kept[stem], kept.get(shorter, 0))
        for shorter, suffix in options
        if shorter != stem
    )


def _is_ending(suffix: Suffix, length: int, seen: int, seen_shorter: int) -> bool:
    names = _names(suffix)
    if "number=Plur" in names and seen_shorter:
        return length > 1
    if seen == 1 and length > 3 and suffix.ending > 1 and names & CLEAR_CASES:
        return True
    return length > 2 and seen_shorter >= seen


def _names(suffix: Suffix) -> set[str]:
    return {f"{name}={value}" for name, value in suffix.features}


def shares_of_capitals(
    stems: Mapping[str, int], cuts: Cuts, counts: Mapping[str, int]
) -> dict[str, float]:
    """Return how often each stem is written with a capital."""
    owners = {
        form: next((stem for stem, _ in options if stem in stems), "")
        for form, options in cuts.items()
    }
    seen: collections.Counter[str] = collections.Counter()
    capital: collections.Counter[str] = collections.Counter()
    for word, count in counts.items():
        stem = owners.get(word.lower(), "")
        seen[stem] += count
        capital[stem] += count * (not word[0].islower())
    return {stem: capital[stem] / max(1, seen[stem]) for stem in stems}


if __name__ == "__main__":
    main(sys.argv[1:])
