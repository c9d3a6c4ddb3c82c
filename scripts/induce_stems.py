"""Induce a list of nominal stems from raw text: a stem shows many different suffix chains.

    python scripts/induce_stems.py valid.iob2 test.iob2 > src/elshi/data/kk/stems.tsv

Reads the first column of IOB2 files, or plain text. No labels are used.
"""

import collections
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from elshi.parse.engines.chain import analyser
from elshi.parse.engines.phonology import Phonology, phonology
from elshi.parse.engines.suffixes import Suffix, suffixes
from elshi.parse.engines.lexicon import induced_cost, lexicon
from elshi.resources import Language, load

ROUNDS = 4
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
UNSEEN = 9.0

Candidate = tuple[str, Suffix]


def main(paths: list[str]) -> None:
    language = load().languages["kk"]
    counts = forms(line for path in paths for line in lines(Path(path)))
    found = dict(candidates_of(language, counts))
    stems = induce(language, found, counts)
    capitals = share_of_capitals(stems, found, counts)
    sys.stdout.write("# Nominal stems induced from raw text by scripts/induce_stems.py.\n")
    sys.stdout.write("# Text: KazNERD (SOURCES.toml). count: different suffix chains seen.\n")
    sys.stdout.write("stem\tpos\tcount\n")
    rows = []
    for stem, count in stems.items():
        name = capitals[stem] > 0.8
        rows.append((stem.capitalize() if name else stem, "PROPN" if name else "NOUN", count))
    for stem, pos, count in sorted(rows):
        sys.stdout.write(f"{stem}\t{pos}\t{count}\n")


def lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield line.split()[0] if path.suffix == ".iob2" and line.strip() else line


def forms(texts: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = collections.Counter()
    for text in texts:
        for word in WORD.findall(unicodedata.normalize("NFC", text)):
            if any("\u0400" <= letter <= "\u052f" for letter in word):
                counts[word] += 1
    return counts


def candidates_of(
    language: Language, counts: dict[str, int]
) -> Iterator[tuple[str, list[Candidate]]]:
    sounds = phonology(language)
    table = suffixes(language, sounds, "noun", "end")
    manifest = language.manifest("language")["chain"]
    verbs = verb_forms(language)
    closed = lexicon(language).forms
    for form in sorted({word.lower() for word in counts}):
        if form not in closed and not verbs(form):
            cuts = splits(form, table, sounds, manifest)
            yield form, list(cuts)


def verb_forms(language: Language) -> Callable[[str], bool]:
    """Return a test of a form: the likeliest reading is a listed verb with an ending."""
    word = analyser(language)

    def is_verb(form: str) -> bool:
        best = word(form)[0]
        bare = best.mood == "Imp" or (best.verb_form == "Conv" and form[-1] in "\u0430\u0435\u0439")
        return best.pos == "VERB" and best.known and not bare

    return is_verb


def splits(form: str, table, sounds: Phonology, manifest) -> Iterator[Candidate]:
    for cut in range(len(form), 1, -1):
        for suffix in table.get(form[cut:], ()):
            stem, rest = form[:cut], form[cut:]
            if not suffix.mask & sounds.mask(stem) or dict(suffix.features).get("person"):
                continue
            hard = manifest["voicing"].get(stem[-1]) if rest else None
            voiced = hard and rest[0] in manifest["voicing_vowels"]
            yield (stem[:-1] + hard if voiced else stem), suffix


def induce(language, found, counts) -> dict[str, int]:
    freq: dict[str, int] = collections.Counter()
    for word, count in counts.items():
        freq[word.lower()] += count
    chains = collections.defaultdict(set)
    for form, options in found.items():
        for stem, suffix in options:
            chains[stem].add(suffix.features)
    diversity = {stem: len(seen) for stem, seen in chains.items()}
    for _ in range(ROUNDS):
        chains = collections.defaultdict(set)
        for form, options in found.items():
            best = min(options, key=lambda option: _price(option, diversity), default=None)
            if best:
                chains[best[0]].add(best[1].features)
        diversity = {stem: len(seen) for stem, seen in chains.items()}
    kept = {
        stem: count
        for stem, count in diversity.items()
        if (count >= 2 or freq[stem] >= 3) and len(stem) > 1
    }
    inner = {stem for stem in kept if _is_inflected(stem, found.get(stem, ()), kept)}
    return {stem: count for stem, count in kept.items() if stem not in inner}


def _is_inflected(stem: str, options: Iterable[Candidate], kept: dict[str, int]) -> bool:
    """Tell whether a stem is itself a better shown stem with an ending."""
    return any(
        kept[stem] == 1
        and len(shorter) > 3
        and suffix.ending > 1
        and _names(suffix) & {"case=Gen", "case=Dat", "case=Abl", "case=Ins"}
        or kept.get(shorter, 0) * (2 if "number=Plur" in _names(suffix) else 1) >= kept[stem]
        and len(shorter) > 2
        for shorter, suffix in options
        if shorter != stem and suffix.ending + len(shorter) <= len(stem)
    )


def _names(suffix: Suffix) -> set[str]:
    return {f"{name}={value}" for name, value in suffix.features}


def _price(option: Candidate, diversity: dict[str, int]) -> tuple[float, int]:
    stem, suffix = option
    cost = induced_cost(diversity[stem]) if stem in diversity else UNSEEN + 1.2 * len(stem)
    return 1.3*cost + suffix.cost, -len(stem)


def share_of_capitals(stems, found, counts) -> dict[str, float]:
    seen, capital = collections.Counter(), collections.Counter()
    owners = {}
    for form, options in found.items():
        for stem, _ in options:
            if stem in stems:
                owners.setdefault(form, stem)
    for word, count in counts.items():
        stem = owners.get(word.lower())
        if stem:
            seen[stem] += count
            capital[stem] += count * (not word[0].islower())
    return {stem: capital[stem] / max(1, seen[stem]) for stem in stems}


if __name__ == "__main__":
    main(sys.argv[1:])
