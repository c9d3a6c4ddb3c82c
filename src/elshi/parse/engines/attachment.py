"""Attachment: which phrases each predicate of a head-final sentence takes, from left to right.

Noun phrases wait until a predicate takes them. A relative participle takes what stands between it
and the last subject; a nominalised verb becomes a phrase of the clause around it; a converb leaves
the subject to the next predicate; a finite verb takes all that is left. A predicate inside a
quotation never takes what stands before it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from elshi.parse.engines.phrases import governor, quotations
from elshi.types import Clause, Phrase

if TYPE_CHECKING:
    from elshi.parse.engines.groups import Group
    from elshi.parse.engines.phrases import Space

DASHES = frozenset("–—-")
EMBEDDED = frozenset({"complement", "quote"})
FINAL = frozenset({"main", "condition"})

Quotation = tuple[int, int]  # its two marks
Taken = tuple[Phrase | None, list[Phrase]]  # the subject, the other dependents


def attached(
    sentence: int, heads: list[Group], nouns: list[Phrase], space: Space, offset: int
) -> list[Clause]:
    """Return the clauses of a sentence; parents are counted from `offset`."""
    walk = _Walk(sentence, offset, space)
    items: list[Group | Phrase] = sorted([*heads, *nouns], key=lambda item: item.start)
    for i, item in enumerate(items):
        if isinstance(item, Phrase):
            walk.phrase(item)
            continue
        following = items[i + 1] if i + 1 < len(items) else None
        walk.group(item, following if isinstance(following, Phrase) else None)
    return walk.finished()


def is_subject(phrase: Phrase) -> bool:
    """Whether a phrase can be the party that acts: nominative, and a party or a party's."""
    return (
        phrase.case == "Nom"
        and not phrase.post
        and phrase.acts
        and phrase.clause is None
    )


class _Walk:
    """One walk over a sentence: clauses made so far and phrases that wait for a predicate."""

    def __init__(self, sentence: int, offset: int, space: Space) -> None:
        self.sentence, self.offset, self.space = sentence, offset, space
        self.quotes = quotations(space)
        self.made: list[Clause] = []
        self.pending: list[Phrase] = []
        self.carried: Phrase | None = None
        self.open_relative: int | None = None

    def phrase(self, phrase: Phrase) -> None:
        """Let a phrase wait; it may be the noun that a relative clause describes."""
        owner = phrase.case == "Gen" and phrase.mentions
        if self.open_relative is not None and not owner:
            phrase = self._give_head(phrase)
        self.pending.append(phrase)

    def group(self, group: Group, following: Phrase | None) -> None:
        """Make the clause of a predicate out of the phrases that wait."""
        outside = self._set_aside(group)
        postposed = self._postposed(group, following)
        subject, arguments = self._taken(group, following)
        number = self.offset + len(self.made)
        self._adopt(arguments, number)
        if group.kind in FINAL:
            self._lend(
                arguments if postposed is None else [*arguments, subject or postposed]
            )
        self.made.append(self._clause(group, postposed or subject, arguments))
        if group.kind == "relative":
            self.open_relative = len(self.made) - 1
        if group.kind in EMBEDDED:
            self.pending.append(self._nominalised(group, number))
        if group.kind in FINAL:
            self.carried = postposed or subject or self.carried
            self.pending = []
        self.pending = [*outside, *self.pending]

    def finished(self) -> list[Clause]:
        """Return the clauses, with one for what is left over, parents set, subjects shared."""
        if self.pending and not (self.made and self.made[-1].kind == "main"):
            self._close()
        self._lead_converbs()
        self._share_subjects()
        return self.made

    # --- what a predicate takes

    def _taken(self, group: Group, following: Phrase | None) -> Taken:
        if group.kind in FINAL:
            subject = self._nearest(group) or self._lead() or self._thing()
            rest = [p for p in self.pending if p is not subject]
            return subject or self.carried, rest
        if group.kind == "converb":
            subject = self._nearest(group) or self._lead()
            rest = [p for p in self.pending if not is_subject(p)]
            self.pending = [p for p in self.pending if is_subject(p)]
            return subject, rest
        if group.kind == "relative":
            return self._relative_takes(group, following)
        return self._nominal_takes(group)

    def _nearest(self, group: Group) -> Phrase | None:
        """Return the nearest subject that does not stand in a quotation before the predicate."""
        shut = [(a, b) for a, b in self.quotes if b < group.start]
        subjects = filter(is_subject, reversed(self.pending))
        near = [p for p in subjects if not any(a < p.start < b for a, b in shut)]
        if len(near) > 1 and self._is_inner(near[0]):
            return near[1]  # "X [that Y has done so] regrets"
        return near[0] if near else None

    def _is_inner(self, subject: Phrase) -> bool:
        """Whether a content clause that needs a subject follows what may be its own."""
        later = (p.clause for p in self.pending if p.start > subject.start)
        inner = [self.made[n - self.offset] for n in later if n is not None]
        return any(c.subject is None and c.tense == "Past" for c in inner)

    def _relative_takes(self, group: Group, following: Phrase | None) -> Taken:
        """A relative takes up to the last subject; that one too where the noun is its object."""
        of_object = following is not None and following.possessor == "3"
        intransitive = group.lemma in self.space.rules.intransitive
        taken: list[Phrase] = []
        while self.pending:
            phrase = self.pending[-1]
            if is_subject(phrase):
                beside = phrase.head == group.start - 1 and not intransitive
                if beside and (not of_object or self._subjects() > 1):
                    return self.pending.pop(), taken
                return (phrase if of_object and not intransitive else None), taken
            if phrase.case == "Gen" and phrase.acts:
                return (
                    (None, taken)
                    if "Pass" in group.voice
                    else (self.pending.pop(), taken)
                )
            if phrase.case == "Acc" and (of_object or (phrase.mentions and taken)):
                break
            if phrase.case == "Acc" and any(p.case == "Acc" for p in taken):
                break
            taken.insert(0, self.pending.pop())
        return None, taken

    def _nominal_takes(self, group: Group) -> Taken:
        """A nominalised or quoted predicate takes one object, and a subject of its own."""
        several = self._subjects() > 1
        controlled = group.nominalised and not group.possessor and not group.tense
        taken: list[Phrase] = []
        while self.pending:
            phrase = self.pending[-1]
            if _coordinate(phrase, group):
                break
            if is_subject(phrase):
                return (
                    self.pending.pop() if several and not controlled else None
                ), taken
            if phrase.case == "Gen" and phrase.acts and not _owned(phrase, taken):
                return (
                    (None, taken)
                    if group.kind == "quote"
                    else (self.pending.pop(), taken)
                )
            if phrase.case == "Acc" and any(p.case == "Acc" for p in taken):
                break
            taken.insert(0, self.pending.pop())
        self._keep_lead(taken)
        return None, taken

    def _subjects(self) -> int:
        return sum(map(is_subject, self.pending))

    def _lead(self) -> Phrase | None:
        """Return bare names that open the clause as its subject ("Deli [Ind suyn] böldi")."""
        first = next((p for p in self.pending if p.case != "Abl"), None)
        if first is None or not first.lead or (first.case == "Nom" and not first.post):
            return None
        return self._as_subject(first.lead)

    def _thing(self) -> Phrase | None:
        """Return a noun that is the subject although it names no party: more follows it."""
        first = (
            p
            for p in self.pending[:-1]
            if p.case == "Nom" and not p.post and p.possessor
        )
        return next((p for p in first if p.clause is None), None)

    def _keep_lead(self, taken: list[Phrase]) -> None:
        """Leave bare names that open the sentence to the clause around as its subject."""
        if taken and taken[0].lead and not self.pending and self.carried is None:
            self.pending.append(self._as_subject(taken[0].lead))

    def _as_subject(self, members: tuple[int, ...]) -> Phrase:
        named = [self.space.mentions[number] for number in members]
        return Phrase(
            named[0].start, named[-1].stop - 1, "", "Nom", mentions=members, acts=True
        )

    def _set_aside(self, group: Group) -> list[Phrase]:
        """Take out of the waiting phrases those before the quotation that the predicate is in."""
        opening = next((a for a, b in self.quotes if a < group.start < b), None)
        if opening is None:
            return []
        outside = [p for p in self.pending if p.start < opening]
        self.pending = [p for p in self.pending if p.start >= opening]
        return outside

    def _postposed(self, group: Group, following: Phrase | None) -> Phrase | None:
        """Return the speaker after a verb that closes a quotation ("dedi Q.Toqaev")."""
        if group.kind != "main" or following is None or following.start != group.stop:
            return None
        space, before = self.space, group.start - 1
        parted = before >= space.first and (
            space.tokens[before].kind == "mark"
            or space.form(before) in space.rules.quote
        )
        quoted = parted or any(p.case == "Quote" for p in self.pending)
        return following if quoted and is_subject(following) else None

    # --- what a predicate becomes

    def _clause(
        self, group: Group, subject: Phrase | None, arguments: list[Phrase]
    ) -> Clause:
        held = [*arguments, *([subject] if subject else [])]
        return Clause(
            sentence=self.sentence,
            start=min([group.start, *(p.start for p in held)]),
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
            arguments=tuple(arguments),
            auxiliaries=group.auxiliaries,
            post=governor(group.stop, self.space),
        )

    def _adopt(self, arguments: list[Phrase], number: int) -> None:
        """Make a clause the parent of the nominalised clauses among its dependents."""
        for argument in arguments:
            if argument.clause is not None:
                child = argument.clause - self.offset
                self.made[child] = replace(self.made[child], parent=number)

    def _lend(self, left: list[Phrase]) -> None:
        """Give a nominative that the predicate leaves to the clause it governs, as its subject."""
        spare = [p for p in left if is_subject(p)]
        for phrase in left:
            if phrase.clause is None or not spare:
                continue
            index = phrase.clause - self.offset
            clause = self.made[index]
            if clause.subject is None and spare[0].start < clause.verb:
                self.made[index] = replace(clause, subject=spare[0])

    def _nominalised(self, group: Group, number: int) -> Phrase:
        case = "Quote" if group.kind == "quote" else group.case or "Nom"
        post = self.made[-1].post
        return Phrase(
            group.start, group.stop - 1, group.lemma, case, post=post, clause=number
        )

    def _give_head(self, phrase: Phrase) -> Phrase:
        """Give the last relative clause the noun that it describes; return that noun's phrase."""
        index, self.open_relative = self.open_relative or 0, None
        clause = self.made[index]
        if clause.subject and clause.subject.case == "Gen" and phrase.possessor:
            owners = (*clause.subject.mentions, *clause.subject.owners)
            phrase = replace(phrase, owners=phrase.owners or owners, acts=True)
        if clause.subject is None and clause.voice != "Pass":
            self.made[index] = replace(clause, subject=self._equated(phrase) or phrase)
        else:
            patient = replace(phrase, case="Acc")
            self.made[index] = replace(clause, arguments=(*clause.arguments, patient))
        return phrase

    def _equated(self, phrase: Phrase) -> Phrase | None:
        """Return whom a predicate noun is said of ("X - Y-ni moiyndağan memleket")."""
        if phrase.acts or phrase.case != "Nom" or not self.pending:
            return None
        topic, space = self.pending[0], self.space
        after = topic.head + 1
        dashed = after < space.last and space.tokens[after].form in DASHES
        return topic if is_subject(topic) and dashed else None

    def _close(self) -> None:
        """Give what is left over, as in a headline, a clause without a verb."""
        last = self.pending[-1]
        self._adopt(self.pending, self.offset + len(self.made))
        subject = next((p for p in self.pending if is_subject(p)), None)
        self.made.append(
            Clause(
                sentence=self.sentence,
                start=self.pending[0].start,
                verb=last.head,
                stop=last.head + 1,
                lemma=last.lemma,
                kind="nominal",
                subject=subject,
                arguments=tuple(p for p in self.pending if p is not subject),
            )
        )

    # --- what clauses share

    def _lead_converbs(self) -> None:
        for index, clause in enumerate(self.made):
            if clause.kind == "converb" and clause.parent is None:
                parent = self._next_predicate(index)
                if parent is not None:
                    self.made[index] = replace(clause, parent=self.offset + parent)

    def _next_predicate(self, index: int) -> int | None:
        """Return the predicate that a converb leads to; after a comma, not one inside another."""
        stop = self.made[index].stop
        parted = stop < self.space.last and self.space.tokens[stop].kind == "mark"
        passed = ("relative", *EMBEDDED) if parted else ("relative", "quote")
        mine = self._quotation(self.made[index])
        later = [
            n
            for n in range(index + 1, len(self.made))
            if self._quotation(self.made[n]) in (None, mine)
        ]
        outer = next((n for n in later if self.made[n].kind not in passed), None)
        if outer is None or self._awaits(
            outer
        ):  # "X comes, [and Y is held] is expected"
            return next(iter(later), None)
        return outer

    def _awaits(self, index: int) -> bool:
        """Whether a predicate without a speaker holds what was quoted ("... dep kütilude")."""
        before = self.made[index - 1] if index else None
        quoting = before is not None and before.kind == "quote"
        return quoting and "Pass" in self.made[index].voice

    def _quotation(self, clause: Clause) -> Quotation | None:
        return next(((a, b) for a, b in self.quotes if a < clause.verb < b), None)

    def _share_subjects(self) -> None:
        """Give subjects down from predicates to what leads to them, and on along the sentence."""
        for index in range(len(self.made) - 1, -1, -1):
            clause = self.made[index]
            if (
                clause.subject is None
                and clause.parent is not None
                and not self._of_thanks(clause)
            ):
                above = self.made[clause.parent - self.offset].subject
                self.made[index] = replace(clause, subject=above)
        carried: Phrase | None = None
        for index, clause in enumerate(self.made):
            if clause.kind in FINAL or clause.kind == "converb":
                if clause.subject is None and carried is not None:
                    self.made[index] = replace(clause, subject=carried)
                carried = self.made[index].subject or carried

    def _of_thanks(self, clause: Clause) -> bool:
        """Whether a deed is the ground of an act: it is not its subject's ("qoldağany üşin")."""
        return clause.kind == "complement" and clause.post in self.space.rules.grounds


def _coordinate(phrase: Phrase, group: Group) -> bool:
    """Whether a nominalised clause stands beside the new one ("toqtatuğa jäne äketuge")."""
    return (
        phrase.clause is not None
        and phrase.head < group.start - 1
        and group.nominalised
        and phrase.case == (group.case or "Nom")
    )


def _owned(phrase: Phrase, taken: list[Phrase]) -> bool:
    """Whether a genitive belongs to the plain noun after it ("Bişkektiñ jelilerin jañartu")."""
    if not taken or taken[0].mentions or not taken[0].possessor:
        return False
    return set(phrase.mentions or phrase.owners) <= set(taken[0].owners)
