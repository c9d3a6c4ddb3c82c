"""Layer clauses: predicates with their dependents, by the order and the endings of the words.

The languages read here put the head last, so one pass from left to right is enough: noun phrases
wait until a predicate takes them. A relative participle takes what stands between it and the last
subject; a nominalised verb becomes a phrase of the clause around it; a converb leaves the subject
to the next predicate; a finite verb takes all that is left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from elshi.parse.engines.groups import QUOTES, Group, Row, grammar, groups
from elshi.parse.engines.phrases import Space, phrases
from elshi.types import Clause, Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elshi.resources import Language
    from elshi.types import Mention, Sentence, Time, Token, Word

DASHES = frozenset("–—-")
LONGEST_TITLE = 3  # tokens in quotation marks that are rather a name than speech
EMBEDDED = frozenset({"complement", "quote"})


def clauses(
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    words: Sequence[Word],
    mentions: Sequence[Mention],
    times: Sequence[Time],
    language: Language,
) -> tuple[Clause, ...]:
    """Return the clauses of every sentence in order; parents are indices into the whole tuple."""
    rules = grammar(language)
    at = {mention.start: number for number, mention in enumerate(mentions)}
    named = {i for mention in mentions for i in range(mention.start, mention.stop)}
    timed = {i for time in times for i in range(time.start, time.stop)}
    found: list[Clause] = []
    for number, (first, last) in enumerate(_bounds(sentences, tokens)):
        heads = groups(Row(first, last, tokens, words, rules), named | timed)
        closed = timed | {i for group in heads for i in range(group.start, group.stop)}
        space = Space(first, last, tokens, words, mentions, at, closed, rules)
        found += _attached(number, heads, phrases(space), space, len(found))
    return tuple(found)


def _bounds(
    sentences: Sequence[Sentence], tokens: Sequence[Token]
) -> list[tuple[int, int]]:
    """Return the first token and the stop of each sentence."""
    bounds = [[0, 0] for _ in sentences]
    for i, token in enumerate(tokens):
        pair = bounds[token.sentence]
        if pair[1] == 0:
            pair[0] = i
        pair[1] = i + 1
    return [(first, last) for first, last in bounds]


class _Pass:
    """One walk over a sentence: clauses made so far and phrases that wait for a predicate."""

    def __init__(self, sentence: int, offset: int, space: Space) -> None:
        self.sentence, self.offset, self.space = sentence, offset, space
        self.made: list[Clause] = []
        self.pending: list[Phrase] = []
        self.carried: Phrase | None = None
        self.open_relative: int | None = None
        self.quotes = _quotations(space)

    def phrase(self, phrase: Phrase) -> None:
        if self.open_relative is not None and not (
            phrase.case == "Gen" and phrase.mentions
        ):
            phrase = self._give_head(phrase)
        self.pending.append(phrase)

    def group(
        self, group: Group, postposed: Phrase | None, following: Phrase | None
    ) -> None:
        outside = self._set_aside(group)
        subject, arguments = self._taken(group, following)
        subject = postposed or subject
        number = self.offset + len(self.made)
        for argument in arguments:
            if argument.clause is not None:
                child = argument.clause - self.offset
                self.made[child] = replace(self.made[child], parent=number)
        self.made.append(
            _clause(self.sentence, group, subject, tuple(arguments), self.space)
        )
        if group.kind == "relative":
            self.open_relative = len(self.made) - 1
        if group.kind in EMBEDDED:
            self.pending.append(self._nominalised(group, number))
        if group.kind in ("main", "condition"):
            self.carried = subject or self.carried
            self.pending = []
        self.pending = [*outside, *self.pending]

    def _set_aside(self, group: Group) -> list[Phrase]:
        """Take out of the waiting phrases those before the quotation that the predicate is in."""
        opening = next((a for a, b in self.quotes if a < group.start < b), None)
        if opening is None:
            return []
        outside = [p for p in self.pending if p.start < opening]
        self.pending = [p for p in self.pending if p.start >= opening]
        return outside

    def _nominalised(self, group: Group, number: int) -> Phrase:
        case = group.case or "Nom"
        if group.kind == "quote":
            case = "Quote"
        post = self.made[-1].post
        return Phrase(
            group.start,
            group.stop - 1,
            group.lemma,
            case,
            "",
            (),
            (),
            post,
            clause=number,
        )

    def _give_head(self, phrase: Phrase) -> Phrase:
        """Give the last relative clause the noun that it describes; return that noun's phrase."""
        index, self.open_relative = self.open_relative or 0, None
        clause = self.made[index]
        if (
            clause.subject is not None
            and clause.subject.case == "Gen"
            and phrase.possessor
        ):
            owners = (*clause.subject.mentions, *clause.subject.owners)
            phrase = replace(phrase, owners=phrase.owners or owners, acts=True)
        if clause.subject is None and clause.voice != "Pass":
            self.made[index] = replace(clause, subject=self._equated(phrase) or phrase)
        else:
            patient = replace(phrase, case="Acc")
            self.made[index] = replace(clause, arguments=(*clause.arguments, patient))
        return phrase

    def _equated(self, phrase: Phrase) -> Phrase | None:
        """Return whom a predicate noun is said of ("X – Y-nı moiyndağan memleket")."""
        if phrase.acts or phrase.case != "Nom" or not self.pending:
            return None
        topic, space = self.pending[0], self.space
        after = topic.head + 1
        dashed = after < space.last and space.tokens[after].form in DASHES
        return topic if is_subject(topic) and dashed else None

    def _taken(
        self, group: Group, following: Phrase | None
    ) -> tuple[Phrase | None, list[Phrase]]:
        if group.kind in ("main", "condition"):
            subject = self._nearest(group)
            rest = [p for p in self.pending if p is not subject]
            return subject or self._lead() or self.carried, rest
        if group.kind == "converb":
            return self._converb_takes(group)
        return self._embedded_takes(group, following)

    def _nearest(self, group: Group) -> Phrase | None:
        """Return the nearest subject that does not stand in a quotation before the predicate."""
        closed = [(a, b) for a, b in self.quotes if b < group.start]
        for phrase in reversed(self.pending):
            if is_subject(phrase) and not any(a < phrase.start < b for a, b in closed):
                return phrase
        return None

    def _lead(self) -> Phrase | None:
        """Return bare names that open the clause as its subject ("Deli [Ind suyn] böldi")."""
        first = next((p for p in self.pending if p.case != "Abl"), None)
        if first is None or not first.lead or (first.case == "Nom" and not first.post):
            return None
        return self._as_subject(first.lead)

    def _as_subject(self, members: tuple[int, ...]) -> Phrase:
        named = [self.space.mentions[number] for number in members]
        return Phrase(
            named[0].start, named[-1].stop - 1, "", "Nom", mentions=members, acts=True
        )

    def _converb_takes(self, group: Group) -> tuple[Phrase | None, list[Phrase]]:
        subject = self._nearest(group) or self._lead()
        taken = [p for p in self.pending if not is_subject(p)]
        self.pending = [p for p in self.pending if is_subject(p)]
        return subject, taken

    def _embedded_takes(
        self, group: Group, following: Phrase | None
    ) -> tuple[Phrase | None, list[Phrase]]:
        several = sum(map(is_subject, self.pending)) > 1
        controlled = group.nominalised and not group.possessor and not group.tense
        taken: list[Phrase] = []
        while self.pending:
            phrase = self.pending[-1]
            if _coordinate(phrase, group) or (controlled and is_subject(phrase)):
                break
            if is_subject(phrase):
                adjacent = phrase.head == group.start - 1
                if adjacent if group.kind == "relative" else several:
                    return self.pending.pop(), taken
                break
            if phrase.case == "Gen" and phrase.acts and not _owned(phrase, taken):
                if group.kind == "quote":
                    break
                return self.pending.pop(), taken
            if phrase.case == "Acc" and _object_is_full(
                phrase, group, taken, following
            ):
                break
            taken.insert(0, self.pending.pop())
        self._keep_lead(taken)
        return None, taken

    def _keep_lead(self, taken: list[Phrase]) -> None:
        """Leave a bare name that opens the sentence to the clause around as its subject."""
        if taken and taken[0].lead and not self.pending and self.carried is None:
            self.pending.append(self._as_subject(taken[0].lead))

    def finished(self) -> list[Clause]:
        if self.pending and not (self.made and self.made[-1].kind == "main"):
            self._close()
        return _inherited(self.made, self.offset, self.space)

    def _close(self) -> None:
        """Give what is left over, as in a headline, a clause without a verb."""
        last = self.pending[-1]
        number = self.offset + len(self.made)
        for phrase in self.pending:
            if phrase.clause is not None:
                child = phrase.clause - self.offset
                self.made[child] = replace(self.made[child], parent=number)
        subject = next((p for p in self.pending if is_subject(p)), None)
        self.made.append(
            Clause(
                self.sentence,
                self.pending[0].start,
                last.head,
                last.head + 1,
                last.lemma,
                "nominal",
                subject=subject,
                arguments=tuple(p for p in self.pending if p is not subject),
            )
        )


def _quotations(space: Space) -> list[tuple[int, int]]:
    """Return the quotations of a sentence that hold more than a name, as their two marks."""
    marks = [
        i for i in range(space.first, space.last) if space.tokens[i].form in QUOTES
    ]
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return [(a, b) for a, b in pairs if b - a > LONGEST_TITLE]


def _attached(
    sentence: int, heads: list[Group], nouns: list[Phrase], space: Space, offset: int
) -> list[Clause]:
    walk = _Pass(sentence, offset, space)
    items: list[Group | Phrase] = sorted([*heads, *nouns], key=lambda item: item.start)
    for number, item in enumerate(items):
        if isinstance(item, Phrase):
            walk.phrase(item)
        else:
            following = items[number + 1] if number + 1 < len(items) else None
            phrase = following if isinstance(following, Phrase) else None
            walk.group(item, _postposed(item, following, walk.pending, space), phrase)
    return walk.finished()


def _postposed(
    group: Group, following: Group | Phrase | None, pending: list[Phrase], space: Space
) -> Phrase | None:
    """Return the speaker after a verb of saying that closes a quotation ("dedı Q.Toqaev")."""
    if (
        group.kind != "main"
        or not isinstance(following, Phrase)
        or not is_subject(following)
    ):
        return None
    if following.start != group.stop:
        return None
    quoted = any(p.case == "Quote" for p in pending) or (
        group.start > space.first and space.tokens[group.start - 1].kind == "mark"
    )
    return following if quoted else None


def is_subject(phrase: Phrase) -> bool:
    """Whether a phrase can be the party that acts: nominative, and a party or a party's."""
    return (
        phrase.case == "Nom"
        and not phrase.post
        and phrase.acts
        and phrase.clause is None
    )


def _coordinate(phrase: Phrase, group: Group) -> bool:
    """Whether a nominalised clause stands beside the new one ("toqtatuğa jäne äketuge")."""
    return (
        phrase.clause is not None
        and group.nominalised
        and phrase.case == (group.case or "Nom")
    )


def _owned(phrase: Phrase, taken: list[Phrase]) -> bool:
    """Whether a genitive belongs to the plain noun after it ("Bışkektıñ jelılerın jañartu")."""
    if not taken or taken[0].mentions or not taken[0].possessor:
        return False
    return set(phrase.mentions or phrase.owners) <= set(taken[0].owners)


def _object_is_full(
    phrase: Phrase, group: Group, taken: list[Phrase], following: Phrase | None
) -> bool:
    """Whether an accusative stays for the clause around: the verb has its object already."""
    if any(p.case == "Acc" for p in taken):
        return True
    if group.kind == "relative" and phrase.mentions and taken:
        return True
    return (
        group.kind == "relative"
        and following is not None
        and following.possessor == "3"
    )


def _clause(
    sentence: int,
    group: Group,
    subject: Phrase | None,
    arguments: tuple[Phrase, ...],
    space: Space,
) -> Clause:
    start = min(
        [
            group.start,
            *(p.start for p in arguments),
            *([subject.start] if subject else []),
        ]
    )
    return Clause(
        sentence=sentence,
        start=start,
        verb=group.verb,
        stop=group.stop,
        lemma=group.lemma,
        kind=group.kind,
        case=group.case,
        tense=group.tense,
        mood=group.mood,
        voice=group.voice,
        negative=group.negative,
        modal=group.modal,
        person=group.person,
        subject=subject,
        arguments=arguments,
        auxiliaries=group.auxiliaries,
        post=_governor(group.stop, space),
    )


def _governor(i: int, space: Space) -> str:
    """Return the postposition or relational noun after a predicate ("qosylğany üşın")."""
    if i >= space.last:
        return ""
    word, form = space.words[i], space.tokens[i].form.lower()
    if form in space.rules.postpositions or form in space.rules.quote:
        return form
    return word.lemma if word.lemma in space.rules.postpositions else ""


def _inherited(made: list[Clause], offset: int, space: Space) -> list[Clause]:
    """Return the clauses with parents of converbs set and subjects shared."""
    for index in range(len(made) - 1, -1, -1):
        clause = made[index]
        if clause.kind == "converb" and clause.parent is None:
            parent = _next_predicate(made, index, space)
            clause = replace(clause, parent=None if parent is None else offset + parent)
        if clause.subject is None and clause.parent is not None:
            clause = replace(clause, subject=made[clause.parent - offset].subject)
        made[index] = clause
    carried: Phrase | None = None
    for index, clause in enumerate(made):
        if clause.kind in ("main", "converb", "condition"):
            if clause.subject is None and carried is not None:
                made[index] = replace(clause, subject=carried)
            carried = made[index].subject or carried
    return made


def _next_predicate(made: list[Clause], index: int, space: Space) -> int | None:
    """Return the predicate that a converb leads to; after a comma, not one inside another."""
    stop = made[index].stop
    parted = stop < space.last and space.tokens[stop].kind == "mark"
    passed = ("relative", "quote", "complement") if parted else ("relative", "quote")
    quotes = _quotations(space)
    mine = _quotation_of(made[index], quotes)
    later = [
        n
        for n in range(index + 1, len(made))
        if (there := _quotation_of(made[n], quotes)) is None or there == mine
    ]
    found = next((n for n in later if made[n].kind not in passed), None)
    return found if found is not None else next(iter(later), None)


def _quotation_of(
    clause: Clause, quotes: list[tuple[int, int]]
) -> tuple[int, int] | None:
    return next(((a, b) for a, b in quotes if a < clause.verb < b), None)
