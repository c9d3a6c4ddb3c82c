"""The serve layer's explanation: the path from the words of a sentence to an event."""

from collections.abc import Iterator

from rich.markup import escape
from rich.tree import Tree

from elshi.serve import show, trace
from elshi.types import Analysis, Claim, Event, Frame, Party


def explanation(analysis: Analysis, number: int) -> Tree:
    """Return the tree of an event, numbered from 1: fields, rules, sentences, layers."""
    event = analysis.events[number - 1]
    tree = Tree(f"[bold]event {number}  {trace.act(event)}[/bold]  {_head(event)}")
    fields = tree.add("fields")
    for line in _fields(event):
        fields.add(escape(line))
    rules = tree.add("rules")
    for rule in event.rules:
        rules.add(escape(rule))
    for sentence in trace.evidence_sentences(analysis, event):
        _add_sentence(tree, analysis, event, sentence)
    return tree


def _head(event: Event) -> str:
    return escape(f"{show.codes(event)}  {show.when(event)}  {event.status}")


def _fields(event: Event) -> Iterator[str]:
    yield f"actors: {_parties(event.actors)}"
    yield f"recipients: {_parties(event.recipients)}"
    names = ("initiator", "promise", "place", "attribution")
    yield from (f"{name}: {getattr(event, name) or '-'}" for name in names)
    yield f"contexts: {' '.join(event.contexts) or '-'}"


def _parties(parties: tuple[Party, ...]) -> str:
    told = (
        " ".join(part for part in (party.code, party.office, party.name) if part)
        for party in parties
    )
    return "; ".join(told) or "-"


def _add_sentence(tree: Tree, analysis: Analysis, event: Event, number: int) -> None:
    sentence = analysis.sentences[number]
    quote = analysis.article.text[sentence.start : sentence.stop]
    branch = tree.add(f"sentence {number}: {escape(quote)}")
    layers = {
        "words": _words(analysis, number),
        "mentions and referents": _mentions(analysis, number),
        "times": _times(analysis, number),
        "clauses": _clauses(analysis, number),
        "frames and claims": _claims(analysis, event, number),
    }
    for name, lines in layers.items():
        told = list(lines)
        if told:
            layer = branch.add(name)
            for line in told:
                layer.add(escape(line))


def _words(analysis: Analysis, sentence: int) -> Iterator[str]:
    for source, word, readings in trace.words_of(analysis, sentence):
        if word.pos != "PUNCT":
            others = f"  ({readings} readings)" if readings > 1 else ""
            told = f"{source}  {word.lemma}  {word.pos}  {trace.features(word)}"
            yield told.rstrip() + others


def _mentions(analysis: Analysis, sentence: int) -> Iterator[str]:
    referents = {item.mention: item for item in analysis.referents}
    for number, mention in enumerate(analysis.mentions):
        if not trace.inside(analysis, mention, sentence):
            continue
        words = trace.source(analysis, mention.start, mention.stop)
        named = (" ".join(mention.codes), mention.office, mention.name, mention.place)
        own = " ".join(part for part in named if part) or "-"
        line = f"{words}: {mention.kind} {own}  [{mention.rule}]"
        referent = referents.get(number)
        if referent:
            line += f"  → {_parties(referent.parties)}  [{referent.rule}]"
        yield line


def _times(analysis: Analysis, sentence: int) -> Iterator[str]:
    for time in analysis.times:
        if trace.inside(analysis, time, sentence):
            words = trace.source(analysis, time.start, time.stop)
            yield f"{words}: {time.value} {time.precision}  [{time.rule}]"


def _clauses(analysis: Analysis, sentence: int) -> Iterator[str]:
    for clause in analysis.clauses:
        if clause.sentence == sentence:
            words = trace.source(analysis, clause.verb, clause.stop)
            parts = [clause.subject.lemma + " (subject)"] if clause.subject else []
            parts += [f"{item.lemma} {item.case}".strip() for item in clause.arguments]
            sign = "not " if clause.negative else ""
            yield f"{words}: {sign}{clause.lemma} {clause.kind}  {', '.join(parts)}"


def _claims(analysis: Analysis, event: Event, sentence: int) -> Iterator[str]:
    for claim in trace.claims_of(analysis, event):
        if claim.sentence == sentence:
            yield from _claim(analysis, claim)


def _claim(analysis: Analysis, claim: Claim) -> Iterator[str]:
    frame = analysis.frames[claim.frame]
    roles = "; ".join(f"{role.name}: {_parties(role.parties)}" for role in frame.roles)
    yield f"frame [{frame.rule}] {_act(frame)}  {roles}"
    told = {
        "actors": _parties(claim.actors),
        "recipients": _parties(claim.recipients),
        "status": claim.status,
        "time": claim.time.value if claim.time else None,
        "place": claim.place,
        "initiator": claim.initiator,
        "attribution": claim.attribution,
    }
    fields = ", ".join(f"{name} {value}" for name, value in told.items() if value)
    yield f"claim {_act(claim)}  {fields}"


def _act(item: Frame | Claim) -> str:
    mode = f"/{item.mode}" if item.mode else ""
    promise = f" promise {item.promise}" if item.promise else ""
    return f"{item.type}{mode}{promise}"
