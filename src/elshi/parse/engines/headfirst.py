"""Mentions of a language whose titles come before their owners (Russian).

"glava MID Izrailya Gideon Saar" is one mention: a title, what it heads, the owner in the
genitive, a name in the case of the title. Adjectives of a state stand before the head:
"kazakhstanskiy lider". The case of a mention is that of its head.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from elshi.parse.engines.gazetteer import NAMED, gazetteer
from elshi.parse.engines.lemma_names import PLURAL, lemma_atoms, lemma_names
from elshi.parse.engines.owners import OWN_STATE, REFLEXIVE
from elshi.types import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from elshi.parse.engines.atoms import Atom
    from elshi.parse.engines.gazetteer import Entry, Gazetteer, Person
    from elshi.resources import Language
    from elshi.types import Article, Sentence, Token, Word

OWNERS = frozenset({"state", "seat", "capital", "organisation", "group"})
HEADS = ("side-representative", "side", "embassy", "counterpart")
BODIES = frozenset({"agency", "legislator", "company", "military"})
HOSTED = frozenset({"ambassador", "envoy", "agency"})
PERSONAL = frozenset(
    {
        *("head-of-state", "head-of-government", "foreign-minister"),
        *("defence-minister", "minister", "deputy-minister", "parliament-speaker"),
        "head-of-organisation",
    }
)
DATELINE = 8
LONGEST_NAME = 5
LONGEST_FIELD = 9
PORTFOLIO, PERSON = "portfolio", "person"  # notes of offices
DASHES = frozenset("–—-")


@dataclass(frozen=True, slots=True)
class _Title:
    """A head with what belongs to it, from atom start to stop."""

    start: int
    stop: int
    head: Atom
    kind: str  # office side side-representative embassy counterpart
    office: str
    entry: Entry
    owners: tuple[Atom, ...] = ()
    rule: str = ""
    host: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of all owners, each once."""
        return tuple(dict.fromkeys(code for atom in self.owners for code in atom.codes))


@dataclass(frozen=True, slots=True)
class _Name:
    stop: int
    text: str
    word: Word
    persons: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the phrases of a sentence are read with."""

    row: Sequence[Atom]
    readings: Sequence[Sequence[Word]]
    tokens: Sequence[Token]
    gazetteer: Gazetteer
    day: str
    about: str  # the preposition before what a body is for
    origin: str  # the preposition before where somebody is from


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
        _Scene(
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


def _phrases(scene: _Scene) -> Iterator[Mention]:
    i = 0
    while i < len(scene.row):
        found = _phrase(scene, i)
        if found is None:
            i += 1
            continue
        mention, i = found
        yield mention


def _phrase(scene: _Scene, start: int) -> tuple[Mention, int] | None:
    """Return the phrase that begins at an atom and the atom after it."""
    atom = scene.row[start]
    if atom.kind in ("comma", "dash", "link"):
        return None
    heading = _title(scene, start)
    if heading and _stands(heading):
        return _titled(scene, heading, _holder(scene, heading))
    city = _capital_of(scene, start)
    if city:
        return city
    person = _name(scene, start, "")
    several = person is not None and person.stop - start > 1
    if person and (person.persons or several) and not _is_place(atom, several=several):
        return _person(scene.row, start, person), person.stop
    if atom.kind in NAMED or atom.kind in ("adjective", "demonym"):
        return _named(atom), start + 1
    return _anaphor(scene.row, start)


def _is_place(atom: Atom, *, several: bool) -> bool:
    return atom.kind in NAMED and not several


def _stands(heading: _Title) -> bool:
    """Tell whether a title says enough by itself to be a mention."""
    if heading.kind == "office":
        return True
    owned = bool(heading.owners or heading.rule)
    return owned or heading.kind == "counterpart" or bool(heading.host)


# --- titles --------------------------------------------------------------------------------------


def _title(scene: _Scene, start: int) -> _Title | None:
    """Return the title that begins at an atom: what precedes its head, and what follows."""
    row = scene.row
    owners: tuple[Atom, ...] = ()
    rule, i = "", start
    while i < len(row):
        atom = row[i]
        if atom.kind == "adjective" and atom.word.pos == "ADJ":
            owners = (*owners, atom)
        elif _rule_of(atom) and not rule:
            rule = _rule_of(atom)
        elif not (atom.entry("modifier") or (owners and _joins(row, i))):
            break
        if _is_head(row, i):
            break
        i += 1
    if i >= len(row) or not _is_head(row, i):
        return None
    if owners and not (_agrees(owners[-1].word, row[i].word) or _fixed(row[i])):
        return None
    return _complete(scene, start, i, owners, rule)


def _joins(row: Sequence[Atom], i: int) -> bool:
    """Tell whether a comma or a conjunction joins two adjectives: "afghan and pakistani"."""
    joint = row[i].kind == "comma" or row[i].entry("link")
    return bool(joint) and i + 1 < len(row) and row[i + 1].kind == "adjective"


def _rule_of(atom: Atom) -> str:
    if atom.entry("own"):
        return OWN_STATE
    return REFLEXIVE if atom.entry("possessive") else ""


def _agrees(one: Word, two: Word) -> bool:
    return not (one.case and two.case) or one.case == two.case


def _is_head(row: Sequence[Atom], i: int) -> bool:
    kinds = ("office", *HEADS)
    return any(entry.kind in kinds for entry in row[i].entries)


def _complete(
    scene: _Scene, start: int, i: int, owners: tuple[Atom, ...], rule: str
) -> _Title | None:
    """Return the title with the owners, the body it heads and the place after its head."""
    head = scene.row[i]
    inner, stop, after, host = None, i + 1, owners, ""
    stop += _field(scene, i)
    if not owners or rule:
        found = _owner_list(scene.row, stop)
        after, stop = (found[0] or owners), found[1]
    inner = None if after is not owners and after else _inner(scene, stop, head)
    if inner:
        stop = inner.stop
    if not rule and not after and not inner:
        rule, stop = _counted(scene.row, stop)
    elif inner and not rule:
        rule = inner.rule
    if head.entry("counterpart") and not after:
        after, stop = _from(scene, stop)
    host, stop = _host(scene, stop, head)
    if after and not inner:
        stop += _about(scene, stop)
    whole = after or (inner.owners if inner else ())
    made = _headed(scene.gazetteer, head, whole, inner, rule)
    if made is None:
        return None
    kind, entry, office = made
    return _Title(start, stop, head, kind, office, entry, whole, rule, host)


def _inner(scene: _Scene, start: int, head: Atom) -> _Title | None:
    """Return the title in the genitive that a title heads: "head of the government of Italy"."""
    if start >= len(scene.row) or not head.entry("office"):
        return None
    if scene.row[start].kind in ("comma", "dash"):
        return None
    found = _title(scene, start)
    if found is None or found.head.word.case != "Gen":
        return None if found is None or not _fixed(found.head) else found
    return found


def _fixed(atom: Atom) -> bool:
    """Tell whether the form of an atom never changes, whatever case was chosen for it."""
    return atom.word.pos == "PROPN" and atom.word.base.isupper()


def _field(scene: _Scene, i: int) -> int:
    """Return how many atoms after a head name its field: "minister of energy and industry"."""
    head, row = scene.row[i], scene.row
    if not any(entry.note == PORTFOLIO for entry in head.entries):
        return 0
    window = row[i + 1 : i + 1 + LONGEST_FIELD]
    count = 0
    for place, atom in enumerate(window):
        if _field_word(atom):
            count = place + 1
        elif not (_goes_on(window, place) and atom.kind in ("comma", "link", "other")):
            break
    return count + _about(scene, i + 1 + count)


def _field_word(atom: Atom) -> bool:
    small = atom.kind == "other" and not atom.entries
    return small and atom.word.case == "Gen" and atom.word.pos in ("NOUN", "ADJ")


def _goes_on(window: Sequence[Atom], place: int) -> bool:
    joint = window[place].kind == "comma" or window[place].entry("link")
    return bool(joint) and place + 1 < len(window) and _field_word(window[place + 1])


def _about(scene: _Scene, start: int) -> int:
    """Return how many atoms name what a body is for: "agency for atomic energy"."""
    row = scene.row
    if start >= len(row) or row[start].word.lemma != scene.about:
        return 0
    stop = start + 1
    while stop < len(row) and stop - start < LONGEST_FIELD:
        atom = row[stop]
        if atom.kind != "other" or atom.entries or atom.word.case not in ("Dat", "Gen"):
            break
        stop += 1
    return stop - start if stop - start > 1 else 0


def _owner_list(row: Sequence[Atom], start: int) -> tuple[tuple[Atom, ...], int]:
    """Return the owners in the genitive that begin at an atom, and the atom after them."""
    found: list[Atom] = []
    i = start
    while i < len(row) and _is_owner(row[i]):
        found.append(row[i])
        i += 1
        joint = i + 1 < len(row) and (row[i].kind == "comma" or row[i].entry("link"))
        if not (joint and _is_owner(row[i + 1])):
            break
        i += 1
    return tuple(found), i


def _is_owner(atom: Atom) -> bool:
    if atom.kind not in OWNERS or not atom.codes:
        return False
    return atom.word.case in ("Gen", "") or _fixed(atom)


def _counted(row: Sequence[Atom], start: int) -> tuple[str, int]:
    """Return the rule of an owner that names no party ("of the two states"), and what follows."""
    if start >= len(row):
        return "", start
    entry = row[start].entry("anaphor")
    if not entry or row[start].word.case not in ("Gen", ""):
        return "", start
    rule = entry.value
    if rule.endswith("-states") or rule in (OWN_STATE, "addressee", "members"):
        return rule, start + 1
    return "", start


def _from(scene: _Scene, start: int) -> tuple[tuple[Atom, ...], int]:
    """Return whose counterparts they are: "colleagues from Kazakhstan"."""
    row = scene.row
    if start + 1 < len(row) and row[start].word.lemma == scene.origin:
        owners, stop = _owner_list(row, start + 1)
        if owners:
            return owners, stop
    return (), start


def _host(scene: _Scene, start: int, head: Atom) -> tuple[str, int]:
    """Return where an envoy serves, and the atom after it: "in Azerbaijan", "at the UN"."""
    row = scene.row
    envoy = head.entry("embassy") or any(e.value in HOSTED for e in head.entries)
    if not envoy or start + 1 >= len(row) or row[start].word.pos != "ADP":
        return "", start
    place = row[start + 1]
    if place.kind not in ("state", "capital", "city", "organisation"):
        return "", start
    if place.kind == "organisation":
        return "", start + 2
    if place.word.case != "Loc":
        return "", start
    return place.codes[0], start + 2


def _headed(
    names: Gazetteer,
    head: Atom,
    owners: tuple[Atom, ...],
    inner: _Title | None,
    rule: str,
) -> tuple[str, Entry, str] | None:
    """Return kind, entry and office of a head by whose it is; None where no row fits."""
    offices = [
        entry
        for entry in head.entries
        if entry.kind == "office"
        and not (entry.note == PLURAL and head.word.number != "Plur")
    ]
    codes = {code for atom in owners for code in atom.codes}
    classes = _classes(owners, inner, names, rule)
    best = max(offices, key=lambda entry: _fit(entry, codes, classes), default=None)
    if best and _fit(best, codes, classes):
        office = best.value
        if office == "deputy":
            office = names.deputies.get(inner.office, "") if inner else ""
        return ("office", best, office) if office else None
    entry = next((e for kind in HEADS for e in head.entries if e.kind == kind), None)
    if entry is None:
        return None
    return entry.kind, entry, inner.office if inner else ""


def _fit(entry: Entry, codes: set[str], classes: frozenset[str]) -> int:
    if entry.scope in codes:
        return 3
    if not entry.scope:
        return 1
    named = not entry.scope.isascii()  # the words of the title that it heads
    return (4 if named else 2) if entry.scope in classes else 0


def _classes(
    owners: tuple[Atom, ...], inner: _Title | None, names: Gazetteer, rule: str
) -> frozenset[str]:
    """Return what an office may say of its owner in its scope."""
    if inner:
        return frozenset({inner.office, "owned", inner.entry.form})
    codes = {code for atom in owners for code in atom.codes}
    found = {"seat" for atom in owners if atom.kind == "seat"}
    found |= {e.value for a in owners for e in a.entries if a.kind == "seat"}
    if codes & names.organisations:
        found.add("organisation")
    if codes & names.states or rule:
        found.add("state")
    if found:
        found.add("owned")
    return frozenset(found)


# --- names ---------------------------------------------------------------------------------------


def _holder(scene: _Scene, heading: _Title) -> _Name | None:
    """Return the name after a title where it is the holder's."""
    word = heading.head.word
    if word.number == "Plur" or heading.kind in ("embassy", "side"):
        return None
    if heading.office in BODIES and heading.entry.note != PERSON:
        return None
    start, row = heading.stop, scene.row
    while start < len(row) and row[start].entry("honorific"):
        start += 1
    found = _name(scene, start, word.case or "Nom")
    return found if found and _belongs(found, heading) else None


def _belongs(found: _Name, heading: _Title) -> bool:
    codes = set(heading.codes)
    persons = found.persons
    if not persons or not codes:
        return True
    return not codes.isdisjoint(person.code for person in persons)


def _name(scene: _Scene, start: int, case: str) -> _Name | None:
    """Return the name that begins at an atom: a run of name words in one case."""
    row = scene.row
    parts: list[Word] = []
    texts: list[str] = []
    i, last = start, start
    while i < len(row) and i - start < LONGEST_NAME:
        atom = row[i]
        particle = atom.entry("particle")
        if (
            particle
            and parts
            and i + 1 < len(row)
            and _namelike(row, i + 1, inside=True)
        ):
            texts.append(scene.tokens[atom.start].form)
            i += 1
            continue
        if atom.text.endswith(".") and atom.kind == "proper":
            texts.append(atom.text)
            i += 1
            continue
        if not _namelike(row, i, inside=i > start or _before_name(row, i, case)):
            break
        listed = atom.entry("person")
        word = None if listed else _part(scene, atom, case)
        if not listed and word is None:
            break
        word = word or atom.word
        texts.append(listed.form if listed else word.base)
        parts.append(word)
        case = case or word.case
        i += 1
        last = i
    if not parts:
        return None
    text = " ".join(texts).replace(". ", ".")
    persons = _persons(text, scene)
    if persons and (" " not in text or "." in text):
        one = {person.name for person in persons}
        text = persons[0].name if len(one) == 1 else text
    return _Name(last, text, parts[-1], persons)


def _before_name(row: Sequence[Atom], i: int, case: str) -> bool:
    """Tell whether a plain word after a title is a first name: a proper name follows it."""
    return bool(case) and i + 1 < len(row) and row[i + 1].kind == "proper"


def _part(scene: _Scene, atom: Atom, case: str) -> Word | None:
    """Return the reading of a name word in the case of the name; None where it has none."""
    if atom.word.pos == "PROPN" and (not case or atom.word.case == case):
        return atom.word
    for word in scene.readings[atom.start]:
        if word.pos == "PROPN" and word.case == case:
            return word
    return None if case else atom.word


def _namelike(row: Sequence[Atom], i: int, *, inside: bool) -> bool:
    atom = row[i]
    if atom.kind == "proper" or atom.entry("person"):
        return _is_name(atom.text or atom.word.base)
    if atom.kind == "known-proper":
        return inside
    lone = atom.kind in ("city", "region", "state") and atom.stop - atom.start == 1
    return lone and inside


def _is_name(text: str) -> bool:
    return not (text.isascii() or text.isupper() or any(map(str.isdigit, text)))


def _persons(text: str, scene: _Scene) -> tuple[Person, ...]:
    """Return the persons of that name who can be meant on the day, office-holders first."""
    held, day = scene.gazetteer.persons, scene.day
    parts = text.split()
    known = held.get(text, ())
    if not known and len(parts) > 1:
        same = held.get(parts[-1], ())
        initial = parts[0].rstrip(".")
        short = "." in parts[0]
        known = tuple(p for p in same if short and p.name.startswith(initial[0]))
    if "." in text and not known:
        initials, _, last = text.rpartition(".")
        known = tuple(
            p for p in held.get(last, ()) if p.name.startswith(initials.split(".")[0])
        )
    serving = tuple(p for p in known if p.first <= day <= (p.last or day))
    if serving:
        return _one_each(serving)
    return tuple(type(p)(p.name, p.code, "", p.first, p.last) for p in _one_each(known))


def _one_each(persons: Sequence[Person]) -> tuple[Person, ...]:
    return tuple({(p.code, p.office): p for p in reversed(persons)}.values())


# --- mentions ------------------------------------------------------------------------------------


def _titled(
    scene: _Scene, heading: _Title, holder: _Name | None
) -> tuple[Mention, int]:
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


def _rule(heading: _Title) -> str:
    if heading.kind == "counterpart":
        return "counterpart"
    if heading.rule:
        return heading.rule
    if heading.owners:
        return "owned"
    several = heading.head.word.number == "Plur" and heading.office in PERSONAL
    return "sides" if several else "title"


def _kind(heading: _Title, holder: _Name | None, rule: str) -> str:
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


def _person(row: Sequence[Atom], start: int, person: _Name) -> Mention:
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


def _capital_of(scene: _Scene, start: int) -> tuple[Mention, int] | None:
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
    scene: _Scene, named: Sequence[Mention], known: dict[str, str]
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
            name = _Name(i + 1, word.base, replace(word, case=atom.word.case))
            lone.append(_person(scene.row, i, name))
    yield from sorted((*named, *lone), key=lambda mention: mention.start)
