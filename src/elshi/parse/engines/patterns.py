"""Event patterns: data/events/*.toml compiled for one language.

A pattern names a predicate, conditions on its dependents and the slots that fill its roles.

    predicate   words, the last of them the verb's stem ("qol qoi")
    when        conditions that all hold; unless: conditions none of which holds
    condition   slot:what|what   slot: nom acc dat loc abl ins gen any span sentence post:WORD
                                 what: a lemma, @class, clause, any, city, person, ambassador,
                                 party (itself or as the owner), named (the party itself)
    actor, recipient, together   slots tried in order; `together` joins all that are found
    promise     TYPE/mode, or clause:CASE for the act named by a nominalised clause in that case
"""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from elshi.errors import DataError
from elshi.parse.engines.fillers import SPECIAL
from elshi.parse.engines.slots import CASES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from elshi.resources import Language


@dataclass(frozen=True, slots=True)
class Condition:
    """A demand on a dependent: the slot, and the words or kinds of which one must stand there."""

    slot: str
    words: frozenset[str]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which a language tells an act."""

    id: str
    type: str
    mode: str
    predicates: tuple[tuple[str, ...], ...]
    nouns: frozenset[str]
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    together: tuple[str, ...]
    fallback: str
    promise: str
    default: str
    future: str
    present: str
    initiator: str
    only: str
    grounds: str
    voice: str
    status: str
    under: str
    place: str
    polarity: str
    kind: str
    modes: tuple[tuple[str, str], ...]
    ok: tuple[str, ...]
    no: tuple[str, ...]

    def weight(self, predicate: tuple[str, ...]) -> int:
        """Return how special a pattern is: the more it demands, the earlier it is tried."""
        demands = 3 * len(self.when) + len(self.unless) + (0 if self.only else 1)
        return demands + 4 * len(predicate)


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """All patterns of a language by the last word of their predicate, special ones first."""

    by_verb: Mapping[str, tuple[tuple[Pattern, tuple[str, ...]], ...]]
    by_noun: Mapping[str, tuple[Pattern, ...]]
    every: tuple[Pattern, ...]
    speech: frozenset[str]
    separately: frozenset[str]
    between: frozenset[str]


SLOTS = frozenset({"any", "session", *CASES, *SPECIAL})
KINDS = frozenset({"party", "named", "person", "clause", "any", "city", "ambassador"})
FIELDS = frozenset(
    [
        "id",
        "mode",
        "lang",
        "predicate",
        "noun",
        "when",
        "unless",
        "actor",
        "recipient",
        "together",
        "fallback",
        "promise",
        "default",
        "future",
        "present",
        "initiator",
        "only",
        "grounds",
        "voice",
        "status",
        "under",
        "place",
        "polarity",
        "kind",
        "ok",
        "no",
        "type",
    ]
)


@functools.cache
def patterns(language: Language) -> Patterns:
    """Return the compiled patterns of a language.

    Raises:
        DataError: a pattern has an unknown field, class or no id.
    """
    classes = {
        name: frozenset(values) for name, values in language.manifest("classes").items()
    }
    every = tuple(
        _pattern(manifest, entry, classes)
        for manifest in language.folder("events")
        for entry in manifest.get("pattern", ())
        if entry.get("lang") == language.code
    )
    verbs: dict[str, list[tuple[Pattern, tuple[str, ...]]]] = defaultdict(list)
    nouns: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in every:
        for predicate in pattern.predicates:
            verbs[predicate[-1]].append((pattern, predicate[:-1]))
        for noun in pattern.nouns:
            nouns[noun].append(pattern)
    return Patterns(
        {
            v: tuple(sorted(f, key=lambda e: -e[0].weight((*e[1], v))))
            for v, f in verbs.items()
        },
        {n: tuple(sorted(f, key=lambda p: -p.weight(()))) for n, f in nouns.items()},
        every,
        classes.get("speech", frozenset()),
        classes.get("separately", frozenset()),
        classes.get("between", frozenset()),
    )


def _pattern(
    manifest: Mapping[str, Any],
    entry: Mapping[str, Any],
    classes: Mapping[str, frozenset[str]],
) -> Pattern:
    where = f"events/{manifest.get('id')}"
    unknown = set(entry) - FIELDS
    if unknown or "id" not in entry:
        raise DataError(
            where,
            f"pattern {entry.get('id')}: unknown fields {sorted(unknown)}.",
            "See docs/add-an-event-type.md.",
        )
    for role in ("actor", "recipient", "together"):
        _check_slots(entry.get(role, ()), where)
    kind = entry.get("type", manifest["id"])
    return Pattern(
        id=f"{manifest['id'].lower()}.{entry['id']}",
        type=kind,
        mode=entry.get("mode", ""),
        predicates=tuple(
            tuple(p.split())
            for p in _expanded(entry.get("predicate", ()), classes, where)
        ),
        nouns=frozenset(_expanded(entry.get("noun", ()), classes, where)),
        when=tuple(_condition(c, classes, where) for c in entry.get("when", ())),
        unless=tuple(_condition(c, classes, where) for c in entry.get("unless", ())),
        actor=tuple(entry.get("actor", ())),
        recipient=tuple(entry.get("recipient", ())),
        together=tuple(entry.get("together", ())),
        fallback=entry.get("fallback", ""),
        promise=entry.get("promise", ""),
        default=entry.get("default", ""),
        future=entry.get("future", manifest.get("future", "AGREE")),
        present=entry.get("present", manifest.get("present", "future")),
        initiator=entry.get("initiator", ""),
        only=entry.get("only", ""),
        grounds=entry.get("grounds", ""),
        voice=entry.get("voice", ""),
        status=entry.get("status", ""),
        under=entry.get("under", ""),
        place=entry.get("place", ""),
        polarity=entry.get("polarity", ""),
        kind=entry.get("kind", ""),
        modes=tuple(manifest.get("mode_by_promise", {}).items()),
        ok=tuple(entry.get("ok", ())),
        no=tuple(entry.get("no", ())),
    )


def _check_slots(slots: Sequence[str], where: str) -> None:
    """Raise where a role names a slot that no phrase can stand in."""
    for slot in slots:
        name = slot.partition("=")[0].removeprefix("own-")
        if name not in SLOTS and not name.startswith("post:"):
            raise DataError(where, f"no slot {slot}.", "See docs/add-an-event-type.md.")


def _expanded(
    words: Any, classes: Mapping[str, frozenset[str]], where: str
) -> list[str]:
    """Return the words with @classes replaced by their members."""
    found: list[str] = []
    for word in words:
        *before, last = word.split()
        if last.startswith("@"):
            found += [
                " ".join([*before, member])
                for member in sorted(_class(last, classes, where))
            ]
        else:
            found.append(word)
    return found


def _class(
    name: str, classes: Mapping[str, frozenset[str]], where: str
) -> frozenset[str]:
    try:
        return classes[name.removeprefix("@")]
    except KeyError:
        raise DataError(
            where, f"no word class {name}.", "Add it to classes.toml."
        ) from None


def _condition(
    text: str, classes: Mapping[str, frozenset[str]], where: str
) -> Condition:
    slot, _, rest = text.rpartition(":")
    kinds: set[str] = set()
    words: set[str] = set()
    for what in rest.split("|"):
        if what.startswith("@"):
            words |= _class(what, classes, where)
        elif what in KINDS:
            kinds.add(what)
        else:
            words.add(what)
    return Condition(slot, frozenset(words), frozenset(kinds))
