"""Engine parts: sound classes of letters, and what the symbols of a suffix stand for."""

from dataclasses import dataclass
from itertools import product

from elshi.resources import Language

SOUNDS = "vglnzt"
HARMONIES = "bf"
CLASSES = tuple(product(SOUNDS, HARMONIES))
_BITS = {each: 1 << place for place, each in enumerate(CLASSES)}


@dataclass(frozen=True, slots=True, eq=False)
class Phonology:
    """The sounds and harmonies of letters; the letter of a symbol after a sound in a harmony."""

    sounds: dict[str, str]
    harmonies: dict[str, str]
    letters: dict[tuple[str, str, str], str]

    def mask(self, stem: str) -> int:
        """Return the classes that a stem may have, one bit each; 0 where it has no vowel."""
        sounds = next((s for x in reversed(stem) if (s := self.sounds.get(x))), "")
        harmony = next((h for x in reversed(stem) if (h := self.harmonies.get(x))), "")
        return sum(_BITS[sound, each] for sound in sounds for each in harmony)

    def loose_mask(self, stem: str) -> int:
        """Return the classes of a stem whose harmony is not that of its last vowel."""
        sounds = next((s for x in reversed(stem) if (s := self.sounds.get(x))), "")
        return sum(_BITS[sound, each] for sound in sounds for each in HARMONIES)

    def sound(self, text: str, before: str) -> str:
        """Return the sound that text ends in; `before` where it is empty."""
        return self.sounds[text[-1]][-1] if text else before

    def spell(self, suffix: str, sound: str, harmony: str) -> str:
        """Return a suffix in letters as it stands after a sound, in a harmony."""
        text = ""
        for symbol in suffix:
            key = (symbol, self.sound(text, sound), harmony)
            text += self.letters.get(key, symbol)
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
    )
