"""Mentions of a language whose titles come before their owners (Russian).

"glava MID Izrailya Gideon Saar" is one mention: a title, what it heads, the owner in the
genitive, a name in the case of the title. Adjectives of a state stand before the head:
"kazakhstanskiy lider". The case of a mention is that of its head.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from elshi.parse.engines.gazetteer import NAMED, gazetteer
from elshi.parse.engines.head_names import Name, name
from elshi.parse.engines.head_owners import Scene
from elshi.parse.engines.head_titles import Title, title
from elshi.parse.engines.lemma_names import PLURAL, lemma_atoms, lemma_names
from elshi.types import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from elshi.parse.engines.atoms import Atom
    from elshi.resources import Language
    from elshi.types import Article, Sentence, Token, Word

BODIES = frozenset({"agency", "legislator", "company", "military"})
PERSONAL = frozenset(
    {
        *("head-of-state", "head-of-government", "foreign-minister"),
        *("defence-minister", "minister", "deputy-minister", "parliament-speaker"),
        "head-of-organisation",
    }
)
DATELINE = 8  # tokens in which a dateline must end
SHORTEST_PLACE = 3
PERSON = "person"  # the note of an office that is a holder, not a body
DASHES = frozenset("–—-")


def headfirst_mentions(
    article: Article,
    sentences: tuple[Sentence, ...],
    tokens: tuple[Token, ...],
    readings: tuple[tuple[Word, ...], ...],
    words: tuple[Word, ...],
    language: Language,
) -> tuple[Mention, ...]:
    """Return the mentions of a document in order; no two of them overlap."""
    names, held = lemma_names(language), gazetteer(language)
    day = article.published.isoformat()
    marks = language.manifest("language")["paradigm"]
    scenes = [
        Scene(
            lemma_atoms(tokens, words, _past_dateline(*bounds, tokens), names),
            readings,
            tokens,
            held,
            day,
            marks["about"],
            marks["origin"],
        )
        for bounds in _bounds(len(sentences), tokens)
    ]
    found = [tuple(_phrases(scene)) for scene in scenes]
    known = {
        mention.name.split()[-1]: mention.name
        for row in found
        for mention in row
        if mention.name and " " in mention.name
    }
    return tuple(
        mention
        for scene, row in zip(scenes, found, strict=True)
        for mention in _with_surnames(scene, row, known)
    )


def _bounds(count: int, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for number in range(count):
        stop = start
        while stop < len(tokens) and tokens[stop].sentence == number:
            stop += 1
        yield start, stop
        start = stop


def _past_dateline(start: int, stop: int, tokens: Sequence[Token]) -> tuple[int, int]:
    """Return the bounds of a sentence without the dateline that may open it."""
    first = tokens[start].form if start < stop else ""
    if not (first.rstrip(".").isupper() and len(first) > 3):
        return start, stop
    opening = [token.form for token in tokens[start : min(stop, start + DATELINE)]]
    dash = next((i for i, form in enumerate(opening) if form in DASHES), 0)
    parted = any(form in ".,/" or form.endswith(".") for form in opening[:dash])
    return (start + dash + 1, stop) if dash and parted else (start, stop)


def _phrases(scene: Scene) -> Iterator[Mention]:
    i = 0
    while i < len(scene.row):
        found = _phrase(scene, i)
        if found is None:
            i += 1
            continue
        mention, i = found
        yield mention


def _phrase(scene: Scene, start: int) -> tuple[Mention, int] | None:
    """Return the phrase that begins at an atom and the atom after it."""
    atom = scene.row[start]
    if atom.kind in ("comma", "dash", "link"):
        return None
    heading = title(scene, start)
    if heading and _stands(heading):
        return _titled(scene, heading, _holder(scene, heading))
    city = _capital_of(scene, start)
    if city:
        return city
    person = name(scene, start, "")
    several = person is not None and person.stop - start > 1
    if person and (person.persons or several) and not _is_place(atom, several=several):
        return _person(scene.row, start, person), person.stop
    if atom.kind in NAMED or atom.kind in ("adjective", "demonym"):
        return _named(atom), start + 1
    return _anaphor(scene.row, start)


def _is_place(atom: Atom, *, several: bool) -> bool:
    return atom.kind in NAMED and not several


def _stands(heading: Title) -> bool:
    """Tell whether a title says enough by itself to be a mention."""
    if heading.kind == "office":
        return True
    owned = bool(heading.owners or heading.rule)
    return owned or heading.kind == "counterpart" or bool(heading.host)


def _holder(scene: Scene, heading: Title) -> Name | None:
    """Return the name after a title where it is the holder's."""
    word = heading.head.word
    if word.number == "Plur" or heading.kind in ("embassy", "side"):
        return None
    if heading.office in BODIES and heading.entry.note != PERSON:
        return None
    start, row = heading.stop, scene.row
    while start < len(row) and row[start].entry("honorific"):
        start += 1
    found = name(scene, start, word.case or "Nom")
    return found if found and _belongs(found, heading) else None


def _belongs(found: Name, heading: Title) -> bool:
    codes = set(heading.codes)
    persons = found.persons
    if not persons or not codes:
        return True
    return not codes.isdisjoint(person.code for person in persons)


def _titled(scene: Scene, heading: Title, holder: Name | None) -> tuple[Mention, int]:
    """Return the mention of a title, its owners and the name that follows them."""
    word = heading.head.word
    stop = holder.stop if holder else heading.stop
    rule = _rule(heading)
    several = rule == "sides" or rule.endswith("-states")
    codes = heading.codes
    if holder and not codes and not heading.rule:
        found = {person.code for person in holder.persons}
        codes = tuple(found) if len(found) == 1 else ()
    office = heading.office
    if not office and holder and holder.persons:
        office = holder.persons[0].office
    mention = Mention(
        scene.row[heading.start].start,
        scene.row[stop - 1].stop,
        _kind(heading, holder, rule),
        codes,
        office=office or None,
        name=holder.text if holder else None,
        place=heading.host or None,
        case=word.case or "Nom",
        number="Plur" if several else word.number,
        rule=rule,
    )
    return mention, stop


def _rule(heading: Title) -> str:
    if heading.kind == "counterpart":
        return "counterpart"
    if heading.rule:
        return heading.rule
    if heading.owners:
        return "owned"
    several = heading.head.word.number == "Plur" and heading.office in PERSONAL
    return "sides" if several else "title"


def _kind(heading: Title, holder: Name | None, rule: str) -> str:
    if holder:
        return "person"
    if heading.kind == "embassy":
        return "embassy"
    if rule in ("counterpart", "sides") or rule.endswith("-states"):
        return "anaphor"
    if heading.kind == "office":
        return "office"
    if any(atom.kind == "organisation" for atom in heading.owners):
        return "organisation"
    return "state" if heading.owners else "anaphor"


def _named(atom: Atom) -> Mention:
    entry, word = atom.entry(atom.kind), atom.word
    codes = entry.codes if entry and atom.kind not in ("city", "region") else ()
    return Mention(
        atom.start,
        atom.stop,
        atom.kind,
        codes,
        office=(entry.value or None) if entry else None,
        place=atom.place or None,
        case=word.case or "Nom",
        number=word.number,
        rule="named",
    )


def _person(row: Sequence[Atom], start: int, person: Name) -> Mention:
    codes = tuple(dict.fromkeys(p.code for p in person.persons))
    one = person.persons[0] if len(codes) == 1 else None
    return Mention(
        row[start].start,
        row[person.stop - 1].stop,
        "person",
        (one.code,) if one else (),
        office=(one.office or None) if one else None,
        name=person.text,
        case=person.word.case or "Nom",
        number=person.word.number,
        rule="known-person" if one else "name",
    )


def _capital_of(scene: Scene, start: int) -> tuple[Mention, int] | None:
    """Return a capital named by its state: "the capital of the USA", "the Uzbek capital"."""
    row = scene.row
    owner, head, stop = None, start, start + 1
    if row[start].kind == "adjective" and start + 1 < len(row):
        owner, head, stop = row[start], start + 1, start + 2
    if not row[head].entry("capital-head"):
        return None
    if owner is None and stop < len(row) and row[stop].kind == "state":
        owner, stop = row[stop], stop + 1
    code = owner.codes[0] if owner and owner.codes else ""
    city = scene.gazetteer.capitals.get(code)
    if not city:
        return None
    word = row[head].word
    mention = Mention(
        row[start].start,
        row[stop - 1].stop,
        "capital",
        (code,),
        place=f"{code}, {city}",
        case=word.case or "Nom",
        number=word.number,
        rule="named",
    )
    return mention, stop


def _anaphor(row: Sequence[Atom], start: int) -> tuple[Mention, int] | None:
    atom = row[start]
    entry, word = atom.entry("anaphor"), atom.word
    if not entry or not entry.value or word.pos == "DET":
        return None
    if entry.value == "organisation" and start + 1 < len(row):
        after = row[start + 1]
        if after.word.case == "Gen" and after.kind != "comma":
            return None
    if entry.note == PLURAL and word.number != "Plur":
        return None
    if entry.value in ("state", "organisation") and word.number == "Plur":
        return None
    mention = Mention(
        atom.start,
        atom.stop,
        "anaphor",
        case=word.case or "Nom",
        number=entry.scope or word.number,
        rule=entry.value,
    )
    return mention, start + 1


def _with_surnames(
    scene: Scene, named: Sequence[Mention], known: dict[str, str]
) -> Iterator[Mention]:
    """Yield the mentions of a sentence and, between them, surnames of persons named elsewhere."""
    taken = {i for mention in named for i in range(mention.start, mention.stop)}
    lone = []
    for i, atom in enumerate(scene.row):
        if atom.kind != "proper" or atom.start in taken:
            continue
        words = (atom.word, *scene.readings[atom.start])
        word = next((w for w in words if w.pos == "PROPN" and w.base in known), None)
        if word:
            name = Name(i + 1, word.base, replace(word, case=atom.word.case))
            lone.append(_person(scene.row, i, name))
    yield from sorted((*named, *lone), key=lambda mention: mention.start)
