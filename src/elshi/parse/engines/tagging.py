"""Engine of tagging: which reading of a word its neighbours favour, where forms say little.

"will visit" and "a visit", "was signed" and "a signed treaty": verbs are told by what stands before
them, from the left to the right. The main verb of a group carries what the whole group says
("has not been signed": finite, past, passive, negative); its helpers are AUX. Classes of a token
are one letter: see KINDS.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from elshi.parse.engines import suffix
from elshi.types import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from elshi.resources import Language
    from elshi.types import Token

# determiner, noun, name, adjective, adverb, preposition, subordinator, conjunction, "to", modal,
# be, have, do, "not", subject pronoun, other pronoun, number, possessive mark, possessive pronoun,
# verb, then marks: end, comma, other
KINDS = 'DNPJRASCTMBHOXIU#GQV.,"'
CLOSED = {
    "DET": "D",
    "NOUN": "N",
    "PROPN": "P",
    "ADJ": "J",
    "ADV": "R",
    "ADP": "A",
    "SCONJ": "S",
    "CCONJ": "C",
    "PRON": "U",
    "NUM": "#",
}
HELPERS = {"be": "B", "have": "H", "do": "O"}
NOMINAL = frozenset("DNPJ#IUQ")  # what can open a noun phrase
NAMES = frozenset("NPIU#")  # what can end one
BEFORE_NOUN = frozenset("DJAGQ#")  # after these a word is no finite verb
OPENING, DASHES = "“\"':", "–—-"
DATELINE = 4  # tokens that a dateline may have
CLAUSE = 12  # tokens in which the verb of a clause comes
CLAUSAL = frozenset({"after", "before", "since", "until", "till", "than", "as"})
LOOK = 14  # tokens that a look ahead covers
SUBJECTS = frozenset({"it", "which", "that", "who"})
INVERTED = 7  # tokens that a subject between helper and verb may have
SHARE, LONG, FEW = 0.6, 3, 2


@dataclass(frozen=True, slots=True)
class Option:
    """What a form can be: its class, and the word for each part that it may play."""

    kind: str
    word: Word
    name: Word | None = None
    base: Word | None = None
    present: Word | None = None  # the same form as finite
    third: Word | None = None
    past: Word | None = None
    part: Word | None = None
    gerund: Word | None = None
    rival: bool = False  # a verb that may be a noun or an adjective as well

    @property
    def finite(self) -> bool:
        """Tell whether the form can be nothing but a finite verb or a helper."""
        if self.kind != "V":
            return self.kind in "MBHO" and self.word.verb_form in ("", "Fin")
        only = (self.third or self.past) is not None and self.part is None
        return only and not self.rival


@dataclass(slots=True)
class _Group:
    """The helpers before a main verb, as far as they have been read."""

    wants: str = ""  # base part any
    form: str = "Fin"
    tense: str = ""
    mood: str = ""
    voice: str = ""
    negative: bool = False
    start: int = 0
    inverted: bool = False


@dataclass(slots=True)
class _Line:
    """A sentence while it is read."""

    options: list[Option]
    chosen: list[Word]
    kinds: list[str]
    rules: _Rules
    is_title: bool
    group: _Group | None = None
    last: _Group | None = None  # the group of the last verb of this clause
    finite: bool = False  # the clause has its finite verb
    told: bool = False  # that verb is one of speech
    doubtful: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class _Rules:
    option: Callable[[str, str], Option]
    speech: frozenset[str]
    to_nouns: frozenset[str]
    causative: frozenset[str]


def tagged(tokens: Sequence[Token], language: Language) -> tuple[Word, ...]:
    """Return one word per token, as its sentence favours."""
    rules = _rules(language)
    found: list[Word] = []
    start = 0
    for stop in range(1, len(tokens) + 1):
        if stop == len(tokens) or tokens[stop].sentence != tokens[start].sentence:
            found += _sentence(tokens[start:stop], rules)
            start = stop
    return tuple(found)


def _sentence(tokens: Sequence[Token], rules: _Rules) -> list[Word]:
    options = [rules.option(token.form, token.kind) for token in tokens]
    title = _is_title(tokens)
    if not title:
        _name(options, tokens)
    _subordinate(options)
    line = _Line(
        options,
        [option.word for option in options],
        [option.kind for option in options],
        rules,
        title,
    )
    for i in range(len(options)):
        _read(line, i)
    _close(line, len(options))
    if not any(w.verb_form == "Fin" for w in line.chosen):
        _promote(line)
    return line.chosen


def _is_title(tokens: Sequence[Token]) -> bool:
    """Tell whether nearly all words have capitals, so that these say nothing."""
    if tokens[-1].form == ".":
        return False
    long = [t.form for t in tokens[1:] if t.kind == "word" and len(t.form) > LONG]
    return len(long) >= FEW and sum(f[0].isupper() for f in long) > SHARE * len(long)


def _name(options: list[Option], tokens: Sequence[Token]) -> None:
    """Take words with a capital inside a sentence as names or nouns, never as verbs."""
    opened = False
    for i, token in enumerate(tokens):
        option = options[i]
        if option.name and opened:
            noun = option.word if option.kind in "NJD" else option.name
            word = option.name if not option.word.known else noun
            kind = "N" if word.pos == "NOUN" else "J" if word.pos == "ADJ" else "P"
            if option.kind in "NJVDMRC":
                options[i] = Option(kind, word, option.name)
        elif option.name and _opens_name(options, i):
            options[i] = Option("P", option.name, option.name)
        if token.kind != "mark":
            opened = True
        elif token.form in OPENING or (token.form in DASHES and i <= DATELINE):
            opened = False


def _opens_name(options: Sequence[Option], i: int) -> bool:
    """Tell whether the word that begins a sentence is part of a name: "Downing Street"."""
    option = options[i]
    if option.kind not in "NV":
        return False
    after = options[i + 1] if i + 1 < len(options) else None
    compound = option.gerund and after is not None and after.name is not None
    return not option.word.known or bool(compound)


def _subordinate(options: list[Option]) -> None:
    """Tell "after talks" from "after they talked", "that" before a clause from "that day"."""
    for i, option in enumerate(options):
        lemma = option.word.lemma
        if option.kind in "AS" and lemma in CLAUSAL:
            kind = "S" if _clause_follows(options, i) else "A"
            word = replace(option.word, pos="SCONJ" if kind == "S" else "ADP")
            options[i] = replace(option, kind=kind, word=word)
        elif lemma == "that" and option.word.base in ("that", "That"):
            after = options[i + 1].kind if i + 1 < len(options) else "."
            before = options[i - 1].kind if i else "."
            if after in "DPIUQ#BMHO" or (before == "V" and after in "NJ"):
                word = Word("that", option.word.base, "SCONJ")
                options[i] = replace(option, kind="S", word=word)


def _may_be_finite(option: Option, before: str) -> bool:
    if option.rival:
        return option.third is not None and before == "P"
    return (option.past is not None and before not in BEFORE_NOUN) or (
        option.base is not None and before in "NPI"
    )


def _clause_follows(options: Sequence[Option], i: int) -> bool:
    for j in range(i + 1, min(i + CLAUSE, len(options))):
        option = options[j]
        if option.kind in ".S" or (option.kind == "," and options[j - 1].kind != "P"):
            return False
        if option.finite or _may_be_finite(option, options[j - 1].kind):
            return True
    return False


def _read(line: _Line, i: int) -> None:
    kind = line.kinds[i]
    step = STEPS.get(kind)
    if step:
        step(line, i)
        return
    if kind in {"R", '"'}:
        return
    _close(line, i)
    if kind in ".SC,":
        line.finite = line.told = False
    if kind in ".S":
        line.last = None


def _close(line: _Line, i: int) -> None:
    """End a group without a main verb: its last helper is the verb itself."""
    group = line.group
    if group is None:
        return
    if (
        group.inverted
        and i - group.start <= INVERTED
        and line.kinds[i : i + 1]
        not in (
            ["."],
            [","],
        )
    ):
        return
    line.group = None
    for j in range(i - 1, group.start - 1, -1):
        if line.kinds[j] in "BHO":
            _take(line, j, line.chosen[j], group)
            return


def _take(line: _Line, i: int, word: Word, group: _Group | None) -> None:
    """Choose a verb at a place, with what its group says."""
    if group:
        word = _grouped(
            word, (group.form, group.tense, group.mood, group.voice), group.negative
        )
    line.chosen[i] = word
    noun = word.verb_form == "Vnoun" and i and line.kinds[i - 1] in "DQGJ"
    line.kinds[i] = "N" if noun else "V"
    if word.verb_form != "Vnoun":
        line.last = group or _Group(
            form=word.verb_form, tense=word.tense, voice=word.voice
        )
    if word.verb_form == "Fin":
        line.finite, line.told = True, word.lemma in line.rules.speech
    line.group = None


@functools.lru_cache(maxsize=1 << 14)
def _grouped(word: Word, features: tuple[str, str, str, str], negative: bool) -> Word:
    form, tense, mood, voice = features
    return replace(
        word,
        pos="VERB",
        verb_form=form,
        tense=tense,
        mood=mood,
        voice=voice,
        negative=negative,
    )


# --- helpers -------------------------------------------------------------------------------------


def _to(line: _Line, i: int) -> None:
    """Take "to" as the mark of an infinitive, or as a preposition."""
    if _before_infinitive(line, i):
        ahead = line.group is not None and line.kinds[i - 1] == "B"
        group = line.group if ahead and line.group else _Group(form="Inf", start=i)
        if ahead:
            group.tense, group.form = "Fut", group.form
        group.wants = "base"
        line.group = group
        return
    _close(line, i)
    line.chosen[i] = replace(line.chosen[i], pos="ADP")
    line.kinds[i] = "A"


def _before_infinitive(line: _Line, i: int) -> bool:
    j = i + 1
    while j < len(line.options) and line.kinds[j] == "R":
        j += 1
    if j >= len(line.options):
        return False
    option = line.options[j]
    if option.kind in "BHO":
        return option.word.lemma == option.word.base.lower()
    if option.base is None:
        return False
    if not option.rival:
        return True
    before = line.chosen[i - 1].lemma.lower() if i else ""
    if before not in line.rules.to_nouns:
        return True
    after = line.kinds[j + 1] if j + 1 < len(line.kinds) else "."
    return after in "DPIUQ"


def _modal(line: _Line, i: int) -> None:
    line.group = _begun(line, i)
    lemma = line.chosen[i].lemma
    future = lemma in ("will", "shall")
    line.group.wants, line.group.form = "base", "Fin"
    line.group.tense, line.group.mood = ("Fut", "") if future else ("", "Cnd")


def _begun(line: _Line, i: int) -> _Group:
    """Return the group that goes on here, or a new one."""
    negative = line.chosen[i].negative
    if line.group:
        line.group.negative |= negative
        line.group.inverted = False
        return line.group
    before = line.kinds[i - 1] if i else "."
    turned = before in '.",SC' and i + 1 < len(line.kinds)
    asked = line.kinds[i] != "B" or line.chosen[-1].lemma == "?"
    inverted = turned and line.kinds[i + 1] in NOMINAL | {"V"} and asked
    return _Group(negative=negative, start=i, inverted=inverted)


def _be(line: _Line, i: int) -> None:
    word, group = line.chosen[i], _begun(line, i)
    if group.wants == "part" and not group.mood and group.tense != "Fut":
        group.tense = "Past"
    if group.wants != "base" and word.verb_form in ("Fin", "Vnoun"):
        group.form, group.tense = word.verb_form, word.tense or group.tense
    group.wants = "any"
    line.group = group


def _have(line: _Line, i: int) -> None:
    word, group = line.chosen[i], _begun(line, i)
    if group.wants != "base" and word.verb_form in ("Fin", "Vnoun"):
        group.form, group.tense = word.verb_form, word.tense
    elif not group.tense and group.mood:
        group.tense = "Past"
    if group.inverted and word.tense == "Past" and line.chosen[-1].lemma != "?":
        group.mood = "Cnd"
    group.wants = "part"
    line.group = group


def _do(line: _Line, i: int) -> None:
    word, group = line.chosen[i], line.group
    if group and group.wants in ("base", "any") and word.verb_form != "Fin":
        voice = "Pass" if word.verb_form == "Part" and group.wants == "any" else ""
        group.voice = group.voice or voice
        _take(line, i, word, group)
        return
    group = _begun(line, i)
    group.form, group.tense = word.verb_form, word.tense
    group.wants = "base"
    line.group = group


def _deny(line: _Line, i: int) -> None:
    if line.group:
        line.group.negative = True
    else:
        after = line.options[i + 1] if i + 1 < len(line.options) else None
        if after and after.kind in "VT":
            line.group = _Group(wants="deny", negative=True, start=i)


# --- main verbs ----------------------------------------------------------------------------------


def _verb(line: _Line, i: int) -> None:
    option, group = line.options[i], line.group
    if group and group.wants != "deny" and _complete(line, i, group):
        return
    denied = group is not None and group.wants == "deny"
    if not denied:
        _close(line, i)
        if line.group and line.group.inverted:
            _noun(line, i)
            return
    line.group = None
    word = _alone(line, i)
    if word is None:
        _noun(line, i)
    else:
        _take(line, i, replace(word, negative=True) if denied else word, None)
    if option.rival and word is None:
        line.doubtful.append(i)


def _complete(line: _Line, i: int, group: _Group) -> bool:
    """Take the main verb that a group of helpers waits for; tell whether this is it."""
    option = line.options[i]
    if group.wants == "base":
        word = option.base
    elif group.wants == "part":
        word = option.part
        if word and group.form == "Fin" and not group.mood and group.tense != "Fut":
            group.tense = "Past"
    else:
        word = option.part or option.gerund
        if word and word is option.part:
            group.voice = "Pass"
            if option.rival and line.kinds[i + 1 : i + 2] == ["N"]:
                return False
    if word is None:
        return False
    if group.inverted and option.rival and line.kinds[i - 1] in BEFORE_NOUN:
        return False
    _take(line, i, word, group)
    return True


def _noun(line: _Line, i: int) -> None:
    option = line.options[i]
    line.chosen[i] = option.word
    pos = option.word.pos
    line.kinds[i] = CLOSED.get(pos, "N")


def _alone(line: _Line, i: int) -> Word | None:
    """Return the verb that a form without helpers is; None where it is none."""
    option = line.options[i]
    before = line.kinds[i - 1] if i else "."
    if before == "R":
        before = _past_adverbs(line, i)
    if option.gerund:
        return _gerund(line, i, before)
    if option.past or (option.part and not option.base):
        return _past(line, i, before)
    several = before in "PU" or (i > 0 and line.chosen[i - 1].number == "Plur")
    if option.base and several and _caused(line, i):
        return option.base
    if option.rival and not _is_verb(line, i, before):
        return None
    if before == "C" and option.base and line.last and _bare(line.last):
        return _like(option.base, line.last)
    if before in "DQG" and option.base:
        return replace(option.base, pos="NOUN", verb_form="")
    return option.third or option.present


def _after(line: _Line, i: int) -> str:
    """Return the class of the next token; a noun that may be a verb counts as a noun."""
    if i + 1 >= len(line.kinds):
        return "."
    kind = line.kinds[i + 1]
    return "N" if kind == "V" and line.options[i + 1].rival else kind


def _caused(line: _Line, i: int) -> bool:
    """Tell whether the verb before is one like "let": "let them leave"."""
    for j in range(i - 1, -1, -1):
        if line.kinds[j] == "V":
            return line.chosen[j].lemma in line.rules.causative
        if line.kinds[j] in ".S":
            return False
    return False


def _past_adverbs(line: _Line, i: int) -> str:
    for j in range(i - 1, -1, -1):
        if line.kinds[j] != "R":
            return line.kinds[j]
    return "."


def _bare(group: _Group) -> bool:
    return group.wants == "base" or group.form == "Inf"


def _like(word: Word, group: _Group) -> Word:
    return _grouped(word, (group.form, group.tense, group.mood, ""), group.negative)


def _gerund(line: _Line, i: int, before: str) -> Word | None:
    """Return "-ing" as a verb, or, between an article and a noun, as an adjective."""
    option = line.options[i]
    after = _after(line, i)
    if option.rival and (
        before in BEFORE_NOUN - {"A"} or after == "." or before == "N"
    ):
        return None
    if before in "DJGQ" and after in "NPJ" and option.gerund:
        return replace(option.gerund, pos="ADJ", verb_form="Part", tense="Pres")
    if option.rival and before == "A" and after not in "DPQIU":
        return None
    return option.gerund


def _past(line: _Line, i: int, before: str) -> Word | None:
    """Return a past form as finite, or as the participle of a passive."""
    option = line.options[i]
    if option.rival and before in BEFORE_NOUN:
        return None
    if option.past is None or option.part is None:
        return option.past or _passive(option.part)
    if before == "C" and line.last and line.last.voice and not _object(line, i):
        line.finite = True
        return _grouped(
            option.part,
            (line.last.form, line.last.tense, line.last.mood, "Pass"),
            line.last.negative,
        )
    if _is_participle(line, i, before):
        return _passive(option.part)
    if line.is_title and not _object(line, i):
        return replace(option.past, voice="Pass")
    if option.rival and not _is_verb(line, i, before):
        return None
    return option.past


@functools.lru_cache(maxsize=1 << 12)
def _passive(word: Word | None) -> Word | None:
    return replace(word, voice="Pass") if word else None


def _object(line: _Line, i: int) -> bool:
    return i + 1 < len(line.kinds) and line.kinds[i + 1] in NOMINAL


def _is_participle(line: _Line, i: int, before: str) -> bool:
    after = _after(line, i)
    if before in "ICS":
        return False
    if before == "V" or (before in BEFORE_NOUN and after in "NJP"):
        return True
    if before in "AGQ":
        return True
    if _next_lemma(line, i) == "by":
        return not (i + 2 < len(line.options) and _tells_how(line.options[i + 2]))
    if after in NOMINAL:
        return False
    if i == 0 and not line.is_title:
        return True
    return not line.told and _finite_ahead(line, i)


def _tells_how(option: Option) -> bool:
    """Tell whether what follows "by" is no agent: "by 5 percent", "by sending"."""
    return option.kind == "#" or option.gerund is not None


def _next_lemma(line: _Line, i: int) -> str:
    return line.options[i + 1].word.lemma if i + 1 < len(line.options) else ""


def _finite_ahead(line: _Line, i: int) -> bool:
    """Tell whether the clause has a sure finite verb to come."""
    for j in range(i + 1, min(i + LOOK, len(line.options))):
        kind = line.kinds[j]
        if kind in '.,SC"' or (kind == "U" and line.options[j].word.lemma == "who"):
            return False
        if line.options[j].finite:
            return True
    return False


def _is_verb(line: _Line, i: int, before: str) -> bool:
    """Tell whether a form that can be a noun is a finite verb here."""
    option = line.options[i]
    after = _after(line, i)
    if before == "I":
        return True
    if option.third and _after_pronoun(line, i) and after in NOMINAL | {"A"}:
        return True
    if before in BEFORE_NOUN or before == "B" or _next_lemma(line, i) == "of":
        return False
    if option.base and before == "C" and line.last and _bare(line.last):
        return after in NOMINAL or after in "AT"
    if line.finite or before not in NAMES:
        return False
    if option.third:
        return _agrees_single(line, i, after)
    return _agrees_plural(line, i, after)


def _after_pronoun(line: _Line, i: int) -> bool:
    """Tell whether "it", "which" or "that" stands before, as a subject can."""
    return i > 0 and line.options[i - 1].word.lemma in SUBJECTS


def _agrees_single(line: _Line, i: int, after: str) -> bool:
    subject = line.chosen[i - 1]
    if subject.number == "Plur":
        return False
    if subject.pos == "PROPN":
        return (after in NOMINAL or after in "TAS") and not _verb_ahead(line, i)
    return after in "DPIQ" and not _verb_ahead(line, i)


def _agrees_plural(line: _Line, i: int, after: str) -> bool:
    several = line.chosen[i - 1].number == "Plur" or _joined(line, i)
    open_ = after in NOMINAL or after in "ATRS"
    return several and open_ and not _verb_ahead(line, i)


def _joined(line: _Line, i: int) -> bool:
    """Tell whether names joined by a comma or "and" stand before: "Congo, Rwanda sign"."""
    j = i - 1
    while j >= 0 and line.kinds[j] == "P":
        j -= 1
    return 0 < j < i - 1 and line.kinds[j] in ",C" and line.kinds[j - 1] == "P"


def _verb_ahead(line: _Line, i: int) -> bool:
    """Tell whether the clause may have its finite verb later."""
    for j in range(i + 1, min(i + LOOK, len(line.options))):
        option = line.options[j]
        if option.kind in '.,SC"':
            return False
        if option.finite or (
            option.past and not option.rival and line.kinds[j - 1] not in BEFORE_NOUN
        ):
            return True
    return False


def _promote(line: _Line) -> None:
    """Give a sentence without a finite verb the likeliest of its doubtful words."""
    for i in line.doubtful:
        option = line.options[i]
        after = _after(line, i)
        before = line.kinds[i - 1] if i else "."
        subject = line.chosen[i - 1] if i else None
        fits = (option.third is None) == (
            subject is not None and (subject.number == "Plur" or _joined(line, i))
        )
        if before in "NPIU," and after in "DNPJIUQAR#VT" and fits:
            word = option.third or option.present or option.past
            if word:
                line.chosen[i] = word
                return


STEPS: dict[str, Callable[[_Line, int], None]] = {
    "T": _to,
    "M": _modal,
    "B": _be,
    "H": _have,
    "O": _do,
    "X": _deny,
    "V": _verb,
}


# --- compiling -----------------------------------------------------------------------------------


@functools.cache
def _rules(language: Language) -> _Rules:
    manifest = language.manifest("language")["tagging"]
    return _Rules(
        _optioner(language),
        frozenset(manifest["speech"]),
        frozenset(manifest["to_nouns"]),
        frozenset(manifest["causative"]),
    )


def _optioner(language: Language) -> Callable[[str, str], Option]:
    read = suffix.analyser(language)

    @functools.lru_cache(maxsize=1 << 16)
    def option(form: str, kind: str) -> Option:
        if kind == "number":
            return Option("#", Word(form, form, "NUM"))
        if kind == "mark":
            if form in "$£€¥":
                return Option("#", Word(form, form, "SYM"))
            place = "." if form in ".?!;:…()–—" else "," if form == "," else '"'
            return Option(place, Word(form, form, "PUNCT"))
        return _option(read(form))

    return option


def _option(readings: Sequence[Word]) -> Option:
    verbs = {(w.verb_form, w.tense): w for w in readings[::-1] if w.pos == "VERB"}
    name = next((w for w in readings if w.pos == "PROPN"), None)
    others = [w for w in readings if w.pos not in ("VERB", "PROPN")]
    if not verbs:
        sure = readings[0].pos == "PROPN" or not others
        word = name if sure and name else others[0]
        return Option(_kind(word), word, name)
    base, present = verbs.get(("Inf", "")), verbs.get(("Fin", "Pres"))
    return Option(
        "V",
        others[0] if others else name or next(iter(verbs.values())),
        name,
        base,
        present if base else None,
        None if base else present,
        verbs.get(("Fin", "Past")),
        verbs.get(("Part", "Past")),
        verbs.get(("Vnoun", "")),
        rival=bool(others),
    )


def _kind(word: Word) -> str:
    if word.pos == "AUX":
        return HELPERS.get(word.lemma, "M")
    if word.pos == "PART":
        return "T" if word.lemma == "to" else "G" if word.case else "X"
    if word.pos == "PRON":
        return "I" if word.case == "Nom" else "U"
    if word.pos == "DET":
        return "Q" if word.case == "Gen" else "D"
    return CLOSED.get(word.pos, '"')
