"""The layer of mentions: runs of tokens that name parties, offices, persons and places.

"Israel Prime Minister Binyamin Netanyahu" is one mention: owner, title and name. A phrase is read
from the left: owners and modifiers, then titles, then a name; what takes part in no phrase is
named by itself. What a mention stands for in its document is the next layer's question.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from elshi.parse.engines import of_phrases
from elshi.parse.engines.atoms import Atom, atoms
from elshi.parse.engines.gazetteer import INFLECTED, NAMED, Gazetteer, gazetteer
from elshi.parse.engines.headfirst import headfirst_mentions
from elshi.parse.engines.own_script import in_own_script
from elshi.parse.engines.owners import OWN_STATE, REFLEXIVE, Prefix, merged, prefix
from elshi.parse.engines.titles import PERSONAL, Name, Title, belongs, name, title
from elshi.types import Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from elshi.resources import Language
    from elshi.types import Article, Sentence, Token, Word

GENERIC = frozenset({"state", "organisation"})  # anaphors only in the singular
OBLIQUE = frozenset({"Acc", "Ins", "Dat", "Gen"})
DASHES = frozenset("–—-")
DATELINE = 8  # tokens in which a dateline must end
SHORTEST_PLACE = 2
PROPER = frozenset({"proper", "known-proper"})
# kinds of atoms that begin no phrase
SILENT = frozenset(
    {
        "about",
        "capital-head",
        "city-head",
        "comma",
        "dash",
        "honorific",
        "ignored",
        "link",
        "other",
        "particle",
        "polity",
        "region-head",
        "say",
    }
)


def mentions(
    article: Article,
    sentences: tuple[Sentence, ...],
    tokens: tuple[Token, ...],
    readings: tuple[tuple[Word, ...], ...],
    words: tuple[Word, ...],
    language: Language,
) -> tuple[Mention, ...]:
    """Return the mentions of a document in order; no two of them overlap."""
    if language.manifest("language")["engine"] == "paradigm":
        return headfirst_mentions(article, sentences, tokens, readings, words, language)
    names, day = gazetteer(language), article.published.isoformat()
    if language.manifest("language")["engine"] == "suffix":
        bounds = tuple(_bounds(sentences, tokens))
        return of_phrases.phrases(tokens, words, bounds, names, language, day)
    rows = [
        merged(atoms(tokens, words, readings, bounds, names), names)
        for bounds in (_past_dateline(*b, tokens) for b in _bounds(sentences, tokens))
    ]
    found = [tuple(_phrases(row, names, day)) for row in rows]
    known = {part for row in found for m in row if m.name for part in _surnames(m.name)}
    own = in_own_script(article, tokens, language)
    return tuple(
        _written(mention, own)
        for row, named in zip(rows, found, strict=True)
        for mention in _with_surnames(row, named, known)
    )


def _written(mention: Mention, own: Callable[[str], str] | None) -> Mention:
    """Return a mention with its names in the script of the document."""
    if own is None or not (mention.name or mention.place):
        return mention
    name, place = mention.name, mention.place
    return replace(mention, name=name and own(name), place=place and own(place))


def _bounds(
    sentences: tuple[Sentence, ...], tokens: tuple[Token, ...]
) -> Iterator[tuple[int, int]]:
    """Yield the tokens that each sentence holds, first and after the last."""
    counts = Counter(token.sentence for token in tokens)
    start = 0
    for number in range(len(sentences)):
        stop = start + counts[number]
        yield start, stop
        start = stop


def _past_dateline(start: int, stop: int, tokens: tuple[Token, ...]) -> tuple[int, int]:
    """Return the bounds of a sentence without the dateline that may open it.

    A dateline is a place in capitals, a stop and the name of an agency before a dash:
    "ASTANA. KAZINFORM -".
    """
    first = tokens[start].form if start < stop else ""
    if not (first.rstrip(".").isupper() and len(first) > SHORTEST_PLACE):
        return start, stop
    opening = [token.form for token in tokens[start : min(stop, start + DATELINE)]]
    dash = next((i for i, form in enumerate(opening) if form in DASHES), 0)
    parted = any(form in ".,/" or form.endswith(".") for form in opening[:dash])
    return (start + dash + 1, stop) if dash and parted else (start, stop)


def _phrases(row: Sequence[Atom], names: Gazetteer, day: str) -> Iterator[Mention]:
    i = 0
    while i < len(row):
        found = None if _is_silent(row[i]) else _phrase(row, i, names, day)
        if found is None:
            i += 1
            continue
        mention, i = found
        yield mention


def _is_silent(atom: Atom) -> bool:
    """Tell whether nothing that the tables say of an atom lets a phrase begin with it."""
    if not atom.entries:
        return atom.kind in SILENT
    return all(entry.kind in SILENT for entry in atom.entries)


def _phrase(
    row: Sequence[Atom], start: int, names: Gazetteer, day: str
) -> tuple[Mention, int] | None:
    """Return the phrase that begins at an atom and the atom after it."""
    atom = row[start]
    if atom.kind in PROPER:
        return _of_person(row, start, names, day)
    before = prefix(row, start)
    heading = title(row, before, names)
    if heading and len(before.codes) > 1 and not _plural(before, heading):
        heading = None
    if heading:
        holder = _holder(row, before, heading, names, day)
        if holder and start == 0 and _is_object(holder, before, heading):
            holder = None
        return _titled(row, start, before, heading, holder)
    if atom.kind in NAMED or atom.kind in ("adjective", "demonym"):
        return _named(atom), start + 1
    return _of_person(row, start, names, day) or _anaphor(atom, start)


def _of_person(
    row: Sequence[Atom], start: int, names: Gazetteer, day: str
) -> tuple[Mention, int] | None:
    """Return the name that begins at an atom; a lone one only where it is listed."""
    person = name(row, start, names, day)
    if person and (person.persons or person.stop - start > 1):
        return _person(row, start, person), person.stop
    return None


def _is_object(holder: Name, before: Prefix, heading: Title) -> bool:
    """Whether a name after a bare office is whom that office acts upon.

    It is where the sentence opens with the office and the name is unknown and inflected:
    "Prezident Ikram Adyrbekovtı qabyldady".
    """
    bare = not (before.codes or before.owners or before.rule or heading.word.possessor)
    return bare and not holder.persons and holder.word.case in OBLIQUE


def _plural(before: Prefix, heading: Title) -> bool:
    return before.count or heading.word.number == "Plur"


def _named(atom: Atom) -> Mention:
    entry, word = atom.entry(atom.kind) or atom.entry("adjective"), atom.word
    codes = entry.codes if entry and atom.kind not in ("city", "region") else ()
    case = "Loc" if word.derivation == "adj-loc" else word.case or "Nom"
    return Mention(
        atom.start,
        atom.stop,
        atom.kind,
        codes,
        office=(entry.value or None) if entry else None,
        place=atom.place or None,
        case=case,
        number=word.number,
        possessor=word.possessor,
        rule="named",
    )


def _person(row: Sequence[Atom], start: int, person: Name) -> Mention:
    codes = tuple(dict.fromkeys(p.code for p in person.persons))
    one = person.persons[0] if len(codes) == 1 else None
    word = person.word
    return Mention(
        row[start].start,
        row[person.stop - 1].stop,
        "person",
        (one.code,) if one else (),
        office=(one.office or None) if one else None,
        name=person.text,
        case=word.case or "Nom",
        number=word.number,
        possessor=word.possessor,
        rule="known-person" if one else "name",
    )


def _anaphor(atom: Atom, start: int) -> tuple[Mention, int] | None:
    entry, word = atom.entry("anaphor"), atom.word
    rule = entry.value if entry else ""
    if not entry or not rule or rule.startswith("count-"):
        return None
    if (
        entry.note == INFLECTED
        and atom.bare
        and not (word.possessor or word.number == "Plur")
    ):
        return None
    number = entry.scope or word.number
    if rule == "pronoun" and word.pos == "DET":
        return None
    if rule in GENERIC and (
        word.number == "Plur" or (atom.bare and word.possessor == "3")
    ):
        return None
    mention = Mention(
        atom.start,
        atom.stop,
        "anaphor",
        case=word.case or "Nom",
        number=number,
        possessor="" if rule == "pronoun" else word.possessor,
        rule=rule,
    )
    return mention, start + 1


def _titled(
    row: Sequence[Atom], start: int, before: Prefix, heading: Title, holder: Name | None
) -> tuple[Mention, int]:
    """Return the mention of owners, titles and the name that follows them."""
    stop, word = (holder.stop, holder.word) if holder else (heading.stop, heading.word)
    rule = _rule(before, heading)
    mention = Mention(
        row[start].start,
        row[stop - 1].stop,
        _kind(before, heading, holder, rule),
        before.codes or _holder_codes(holder),
        office=heading.office or _holder_office(holder),
        name=holder.text if holder else None,
        place=before.host or None,
        case=word.case or "Nom",
        number="Plur" if before.count or _of_several(rule) else word.number,
        possessor=word.possessor,
        rule=rule,
    )
    return mention, stop


def _holder_codes(holder: Name | None) -> tuple[str, ...]:
    codes = {person.code for person in holder.persons} if holder else set()
    return tuple(codes) if len(codes) == 1 else ()


def _holder_office(holder: Name | None) -> str | None:
    return (holder.persons[0].office or None) if holder and holder.persons else None


def _of_several(rule: str) -> bool:
    return rule == "sides" or rule.endswith("-states")


def _holder(
    row: Sequence[Atom], before: Prefix, heading: Title, names: Gazetteer, day: str
) -> Name | None:
    """Return the name after a title where it is the holder's."""
    word = heading.word
    if word.number == "Plur" or word.case not in ("", "Nom"):
        return None
    if heading.kind in ("embassy", "side"):
        return None
    start = heading.stop
    while start < len(row) and row[start].entry("honorific") and row[start].bare:
        start += 1
    found = name(row, start, names, day)
    return found if found and belongs(found, heading, before) else None


def _rule(before: Prefix, heading: Title) -> str:
    possessor = heading.word.possessor
    if heading.kind == "counterpart":
        return "counterpart"
    if possessor == "1" and not before.codes:
        return OWN_STATE
    if before.rule:
        count = before.rule.removeprefix("count-")
        return before.rule if count == before.rule else f"{count}-states"
    if before.owners:
        return "owned"
    if before.host and possessor == "3":
        return REFLEXIVE
    several = heading.word.number == "Plur" and heading.office in PERSONAL
    return "sides" if several else "title"


def _kind(before: Prefix, heading: Title, holder: Name | None, rule: str) -> str:
    if holder:
        return "person"
    if heading.kind == "embassy":
        return "embassy"
    if rule == "counterpart" or _of_several(rule):
        return "anaphor"
    if heading.kind == "office":
        return "office"
    if any(atom.kind == "organisation" for atom in before.owners):
        return "organisation"
    return "state" if before.owners else "anaphor"


def _surnames(full: str) -> Iterator[str]:
    parts = full.replace(".", ". ").split()
    if len(parts) > 1:
        yield parts[-1]


def _with_surnames(
    row: Sequence[Atom], named: Sequence[Mention], known: set[str]
) -> Iterator[Mention]:
    """Yield the mentions of a sentence and, between them, surnames of persons named elsewhere."""
    lone = [
        _person(row, i, Name(i + 1, atom.text, atom.word))
        for i, atom in enumerate(row)
        if atom.kind == "proper" and atom.text in known
    ]
    if not lone:
        yield from named
        return
    taken = {i for mention in named for i in range(mention.start, mention.stop)}
    free = [mention for mention in lone if mention.start not in taken]
    yield from sorted((*named, *free), key=lambda mention: mention.start)
