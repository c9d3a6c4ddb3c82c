"""Every value that crosses a module border: one frozen type per layer, in the order of the flow.

Offsets are half-open characters of `Article.text`; token indices are half-open too.
Tags are Universal Dependencies' (https://universaldependencies.org/u/feat/).
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """A document as it was read: `text` is the title line, a newline and the body."""

    id: str
    text: str
    published: date
    lang: str
    title_stop: int = 0
    outlet_country: str | None = None
    url: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `paragraph` counts the lines of the text, the title being paragraph 0."""

    start: int
    stop: int
    paragraph: int
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark; `form` is its text with look-alike letters and scripts folded."""

    start: int
    stop: int
    sentence: int
    form: str
    kind: str  # word number mark


@dataclass(frozen=True, slots=True)
class Word:
    """One reading of a token; absent features are empty strings.

    `base` is the form without its case ending, in the letters of the text: "Respublikasy" of
    "Respublikasynyñ", "Toqaev" of "Toqaevpen". A verb's lemma is its stem without voice,
    negation, tense ("şyğar" of "şyğarylmağan").
    """

    lemma: str
    base: str
    pos: str
    case: str = ""  # Nom Gen Dat Acc Loc Abl Ins
    number: str = ""  # Sing Plur
    possessor: str = ""  # 1 2 3, the person that possesses
    verb_form: str = ""  # Fin Part Conv Vnoun
    tense: str = ""  # Past Pres Fut Aor
    mood: str = ""  # Ind Cnd Imp Opt Des (intention)
    voice: str = ""  # Pass Cau Rcp, joined by + where several
    negative: bool = False
    evident: bool = False  # hearsay past
    person: str = ""  # 1 2 3
    derivation: str = ""  # suffix that made the word: abundant "adj-loc", "adj-rel"
    known: bool = True  # the stem is listed, not guessed
    gender: str = ""  # Masc Fem Neut, in languages that agree in it


@dataclass(frozen=True, slots=True)
class Party:
    """A state, organisation or accord, and who acts for it."""

    code: str
    office: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of tokens that names parties, an office, a person or a place, by its own words alone.

    `codes` is empty where the words name no party ("Memleket basşysy"); `kind` says how the
    words name: state, capital, seat, adjective, demonym, city, organisation, accord, group,
    office, person, anaphor. The grammatical features are those of the head, its last token.
    """

    start: int
    stop: int
    kind: str
    codes: tuple[str, ...] = ()
    office: str | None = None
    name: str | None = None
    place: str | None = None
    case: str = ""
    number: str = ""
    possessor: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression resolved by the publication date; `value` is an ISO date or start/end."""

    start: int
    stop: int
    first: date
    last: date
    value: str
    precision: str  # stated relative
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of sentences spoken by one voice of an interview; no speaker means the outlet."""

    start: int
    stop: int
    role: str  # question answer
    speaker: Party | None = None


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a mention stands for in this document; parties empty where nobody can be named."""

    mention: int
    parties: tuple[Party, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase by its head: the mentions it is (several where coordinated) or belongs to."""

    start: int
    head: int  # token of the head, the last of the phrase
    lemma: str
    case: str
    possessor: str = ""
    mentions: tuple[int, ...] = ()  # the phrase names these
    owners: tuple[int, ...] = ()  # the phrase belongs to these ("Qytai tauarlary")
    post: str = ""  # postposition that follows
    acts: bool = False  # it names, or belongs to, one who can act
    lead: tuple[int, ...] = ()  # bare names: owners or, failing others, subject
    clause: int | None = None  # the nominalised clause that it is


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with its dependents; `verb` is its main word, `stop` ends its group."""

    sentence: int
    start: int
    verb: int
    stop: int
    lemma: str
    kind: str  # main condition converb relative complement quote nominal
    case: str = ""
    tense: str = ""
    mood: str = ""
    voice: str = ""
    negative: bool = False
    modal: str = ""
    person: str = ""
    subject: Phrase | None = None
    arguments: tuple[Phrase, ...] = ()
    parent: int | None = None
    auxiliaries: tuple[str, ...] = ()
    post: str = ""  # postposition or noun that governs it


@dataclass(frozen=True, slots=True)
class Role:
    """Who fills a slot of a frame; `phrase` is None where the discourse supplied the parties."""

    name: str  # actor recipient together place
    parties: tuple[Party, ...]
    mention: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A clause that matches a pattern of an event type."""

    rule: str
    clause: int
    type: str
    mode: str
    roles: tuple[Role, ...]
    promise: str = ""
    content: int | None = None  # the clause that names the promised act
    status: str = ""  # a status that the pattern itself implies
    future: str = (
        "AGREE"  # what the act is while it lies ahead: AGREE, same or another type
    )
    present: str = "future"  # what a plain present means: actual or future
    initiator: str = ""  # party that the pattern makes the initiator
    under: str = ""  # the act under which it counts where the same parties did both
    place: str = ""  # where the pattern itself puts the act: actor, ground or goal


@dataclass(frozen=True, slots=True)
class Claim:
    """A frame as the text asserts it: what it counts as, its status, time, place and source."""

    frame: int
    sentence: int
    type: str
    mode: str
    promise: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    status: str
    time: Time | None = None
    place: str | None = None
    initiator: str | None = None
    attribution: str | None = None
    follows: bool = False  # its sentence goes on with what the one before tells
    dated_by_news: bool = True  # without a time of its own it happened as the news came


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the text, verbatim."""

    start: int
    stop: int
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom: the codebook's fields, the rules that made it and its evidence."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    initiator: str | None
    date: str | None
    date_precision: str | None
    status: str
    promise: str | None
    place: str | None
    attribution: str | None
    evidence: tuple[Evidence, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who holds a position."""

    name: str | None
    role: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A position: what a quoted or interviewed speaker says of parties; stance is -1, 0 or 1."""

    speaker: Speaker
    about: tuple[str, ...]
    stance: int
    contexts: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """All layers of one article, in the order of the stages."""

    article: Article
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    readings: tuple[tuple[Word, ...], ...] = field(repr=False)
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    times: tuple[Time, ...]
    turns: tuple[Turn, ...]
    referents: tuple[Referent, ...]
    clauses: tuple[Clause, ...]
    frames: tuple[Frame, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
