"""Engine parts: sound classes of letters, and what the symbols of a suffix stand for."""

import functools
from dataclasses import dataclass
from itertools import product

from elshi.resources import Language

SOUNDS = "vglnzt"
HARMONIES = "bf"
CLASSES = tuple(product(SOUNDS, HARMONIES))
_BITS = {each: 1 << place for place, each in enumerate(CLASSES)}
NOTHING = (0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Phonology:
    """The sounds and harmonies of letters; the letter of a symbol after a sound in a harmony."""

    sounds: dict[str, str]
    harmonies: dict[str, str]
    letters: dict[tuple[str, str, str], str]
    classes: dict[str, tuple[int, int]]  # of a letter: by its sound, by its harmony

    def masks(self, word: str) -> list[tuple[int, int]]:
        """Return the classes that each beginning of a word may have, one bit each.

        First those in its harmony, none before a vowel; then those in either harmony.
        """
        sound = harmony = 0
        found = [NOTHING]
        for letter in word:
            heard, asked = self.classes.get(letter, NOTHING)
            sound, harmony = heard or sound, asked or harmony
            found.append((sound & harmony, sound))
        return found

    def sound(self, text: str, before: str) -> str:
        """Return the sound that text ends in; `before` where it is empty."""
        return self.sounds[text[-1]][-1] if text else before


@functools.cache
def spelled(sounds: Phonology, suffix: str, sound: str, harmony: str) -> str:
    """Return a suffix in letters as it stands after a sound, in a harmony."""
    text = ""
    for symbol in suffix:
        key = (symbol, sounds.sound(text, sound), harmony)
        text += sounds.letters.get(key, symbol)
    return text


def bit(sound: str, harmony: str) -> int:
    """Return the bit of one class of stems."""
    return _BITS[sound, harmony]


def phonology(language: Language) -> Phonology:
    """Compile the letters and the symbols of a language."""
    rows = language.table("letters")
    return Phonology(
        {row["letter"]: row["sound"] for row in rows if row["sound"]},
        {row["letter"]: row["harmony"] for row in rows if row["harmony"]},
        {
            (row["symbol"], sound, harmony): row["letter"]
            for row in language.table("phonology")
            for sound in row["after"]
            for harmony in row["harmony"]
        },
        {
            row["letter"]: (
                _bits(row["sound"], HARMONIES),
                _bits(SOUNDS, row["harmony"]),
            )
            for row in rows
        },
    )


def _bits(sounds: str, harmonies: str) -> int:
    return sum(bit(*each) for each in product(sounds, harmonies))
