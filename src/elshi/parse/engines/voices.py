"""Engine part: verb stems as a text shows them, with the endings of voices ("zhap-tyr").

Every listed stem stands here with every voice that may follow it, so that one look finds it.
"""

from collections.abc import Iterator, Mapping

from elshi.parse.engines.lexicon import Stem
from elshi.parse.engines.phonology import Phonology
from elshi.parse.engines.suffixes import Endings, Suffix

Stems = Mapping[str, tuple[Stem, ...]]
Root = tuple[str, int, Stem]  # its letters, the classes that they have, what it is


def voiced(
    listed: Stems, voices: Endings, sounds: Phonology, softened: Mapping[str, str]
) -> Stems:
    """Return the listed stems and what voices make of them, of several the longest root first.

    `softened` says what a hard last letter becomes before a vowel: "tap", "tab-yl".
    """
    hard = tuple(_roots(listed, sounds, {}))
    soft = tuple(_roots(listed, sounds, softened))
    made: dict[str, list[Stem]] = {}
    for ending in sorted(filter(None, voices), key=len):
        opens = sounds.sounds[ending[0]].startswith("v")
        for suffix in voices[ending]:
            for root, mask, stem in (*hard, *soft) if opens else hard:
                if suffix.mask & mask and root + ending not in listed:
                    made.setdefault(root + ending, []).append(_made(stem, suffix))
    return {stem: tuple(found) for stem, found in made.items()} | dict(listed)


def _roots(
    listed: Stems, sounds: Phonology, softened: Mapping[str, str]
) -> Iterator[Root]:
    """Yield the stems, or where letters soften those that end in one of them."""
    for written, found in listed.items():
        if softened and written[-1] not in softened:
            continue
        root = written[:-1] + softened.get(written[-1], written[-1])
        for stem in found:
            yield root, sounds.masks(root)[-1][0], stem


def _made(stem: Stem, suffix: Suffix) -> Stem:
    cost = stem.cost + suffix.cost
    return Stem(stem.lemma, stem.pos, cost, suffix.fields["voice"], stem.known)
