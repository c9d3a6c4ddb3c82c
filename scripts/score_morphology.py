"""Score the words of elshi against a CoNLL-U file, by odd and even sentences.

    python scripts/score_morphology.py kk_ktb-ud-test.conllu [--errors N]

Each surface token counts once, by its first syntactic word. Only errors of odd sentences are shown.
"""

import argparse
import collections
import datetime
import sys
from collections.abc import Iterator
from pathlib import Path

from elshi.parse.readings import readings
from elshi.parse.tokens import tokens
from elshi.parse.words import words
from elshi.resources import Language, load
from elshi.types import Article, Sentence, Token, Word

NOMINALS = ("NOUN", "PROPN")
FORMS = {"Ger": "Vnoun", "Inf": "Conv"}
Gold = tuple[str, str, str, dict[str, str]]  # form, lemma, pos, features
Pair = tuple[Token, tuple[Word, ...], Word, Gold]


def main() -> None:
    """Print a table of scores: odd half, even half, whole."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("path", type=Path)
    options.add_argument(
        "--errors", default="", help="measure whose errors of odd sentences to print"
    )
    chosen = options.parse_args()
    halves: dict[str, collections.Counter[str]] = collections.defaultdict(
        collections.Counter
    )
    for number, pairs in enumerate(_sentences(chosen.path, load().languages["kk"]), 1):
        half = "odd" if number % 2 else "even"
        for place, pair in enumerate(pairs):
            for measure, right in _marks(pair):
                halves[half][measure] += right
                halves[half][f"{measure} of"] += 1
                if not right and half == "odd" and measure == chosen.errors:
                    _show(pairs, place)
    halves["all"] = halves["odd"] + halves["even"]
    for measure in sorted(name[:-3] for name in halves["all"] if name.endswith(" of")):
        shares = (
            f"{half} {100 * c[measure] / max(1, c[measure + ' of']):5.1f} ({c[measure + ' of']})"
            for half, c in halves.items()
        )
        sys.stdout.write(f"{measure:24} {'  '.join(shares)}\n")


def _show(pairs: list[Pair], place: int) -> None:
    token, _, word, gold = pairs[place]
    around = " ".join(pair[3][0] for pair in pairs[max(0, place - 3) : place + 3])
    told = (
        word.lemma,
        word.pos,
        word.case,
        word.verb_form,
        word.tense,
        word.person,
        word.voice,
    )
    read = " ".join(told)
    sys.stdout.write(f"{token.form} | gold {gold[1:]} | read {read} | {around}\n")


def _marks(pair: Pair) -> Iterator[tuple[str, bool]]:
    _, found, word, (_, lemma, pos, gold) = pair
    if pos == "PUNCT":
        return
    yield "lemma", word.lemma.lower() == lemma.lower()
    form = FORMS.get(gold.get("VerbForm", ""), gold.get("VerbForm", ""))
    if pos in NOMINALS:
        case = gold.get("Case", "Nom")
        yield "noun case", (word.case or "Nom") == case
        yield (
            "noun case and lemma",
            (word.case or "Nom") == case and word.lemma.lower() == lemma.lower(),
        )
        yield "noun case any", any((each.case or "Nom") == case for each in found)
        if case != "Nom":
            yield "oblique recall", word.case == case
        yield "plural", (word.number == "Plur") == (gold.get("Number") == "Plur")
        yield "possessive", bool(word.possessor) == ("Person[psor]" in gold)
    if form and pos in ("VERB", "AUX"):
        yield "verb lemma", word.lemma.lower() == lemma.lower()
        yield "verb form", _form(word) == form
        yield "verb form any", any(_form(each) == form for each in found)
    if form == "Fin" and pos in ("VERB", "AUX"):
        yield "finite form", word.verb_form == "Fin"
        yield "finite tense", word.tense == gold.get("Tense", word.tense)
        yield "finite person", word.person == gold.get("Person", word.person)
        yield "negation", word.negative == (gold.get("Polarity") == "Neg")


def _form(word: Word) -> str:
    """Return the verb form as KTB names it: a participle with a case is a verbal noun there."""
    return "Vnoun" if word.verb_form == "Part" and word.case else word.verb_form


def _sentences(path: Path, language: Language) -> Iterator[list[Pair]]:
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        gold, text, spans = _gold(block)
        article = Article("", text, datetime.date(2000, 1, 1), "kk")
        found = tokens(article, (Sentence(0, len(text), 0),), language)
        read = readings(found, language)
        chosen = words(found, read, language)
        stops = {token.start: place for place, token in enumerate(found)}
        yield [
            (found[place], read[place], chosen[place], gold[number])
            for number, start in enumerate(spans)
            if (place := stops.get(start)) is not None
        ]


def _gold(block: str) -> tuple[list[Gold], str, list[int]]:
    """Return the surface tokens of a sentence, its text, and where each token starts."""
    lines = [
        line.split("\t") for line in block.splitlines() if not line.startswith("#")
    ]
    surface: list[Gold] = []
    starts: list[int] = []
    text, range_row, covered = "", [""], 0
    for row in lines:
        if "-" in row[0]:
            range_row, covered = row, int(row[0].split("-")[1])
            first = int(row[0].split("-")[0])
        elif row[0].isdigit() and (int(row[0]) > covered or int(row[0]) == first):
            written = range_row if int(row[0]) <= covered else row
            features = dict(
                pair.split("=") for pair in row[5].split("|") if "=" in pair
            )
            starts.append(len(text))
            surface.append((written[1], row[2], row[3], features))
            text += written[1] + " " * ("SpaceAfter=No" not in written[9])
    return surface, text.rstrip(), starts


if __name__ == "__main__":
    main()
