"""Layer turns: who speaks in an interview, turn by turn.

Outlets mark turns by labels before a colon, by dashes, or by questions alone in their paragraphs.
Between dashes the cheapest row of questions and answers wins, so a guest may speak twice.
The guest stands in the headline - before a colon or after its last dash - or in the lead.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from elshi.types import Party, Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from elshi.resources import Language
    from elshi.types import Article, Mention, Sentence, Token

DASHES = "\u2013\u2014-\u2212\u2015"
ASKING = ("?", "\u061f")
QUOTES = '«»“”„"'
LEAST_TURNS = 3
LEAST_SHARE = 6  # one turn in so many asks, at least
LONGEST_LABEL = 6
LONGEST_QUESTION = 3
SILENT_QUESTION, ASKING_ANSWER, ANSWER_AGAIN, QUESTION_AGAIN = 1.0, 2.0, 1.5, 2.0
GUESTS = frozenset({"person", "office"})


@dataclass(frozen=True, slots=True, eq=False)
class _Cues:
    asks: frozenset[str]
    answers: frozenset[str]
    lead: tuple[str, ...]
    closing: tuple[str, ...]
    say: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class _Page:
    """An article by sentences: the tokens of each, and where paragraphs open."""

    article: Article
    sentences: Sequence[Sentence]
    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    spans: Sequence[tuple[int, int]]
    openings: tuple[int, ...]
    cues: _Cues

    def forms(self, sentence: int) -> list[str]:
        """Return the forms of a sentence's tokens."""
        return [token.form for token in self.tokens[slice(*self.spans[sentence])]]

    def asks(self, start: int, stop: int) -> bool:
        """Tell whether one of the last two of these sentences is a question."""
        return any(
            self.article.text[last.start : last.stop]
            .rstrip(QUOTES + " .!")
            .endswith(ASKING)
            for last in self.sentences[max(start, stop - 2) : stop]
        )


@dataclass(frozen=True, slots=True)
class _Opening:
    """A sentence at which a turn opens, with its label or what role it must have."""

    start: int
    label: str = ""
    role: str = ""


def turns(
    article: Article,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    language: Language,
) -> tuple[Turn, ...]:
    """Return the turns of an interview in order; none where the text is no interview."""
    page = _page(article, sentences, tokens, mentions, _cues(language))
    for marked in _WAYS:
        found = marked(page)
        if found:
            return _spoken(found, page)
    return ()


def _page(
    article: Article,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    cues: _Cues,
) -> _Page:
    spans = [(0, 0)] * len(sentences)
    for i, token in enumerate(tokens):
        start, stop = spans[token.sentence]
        spans[token.sentence] = (start if stop else i, i + 1)
    openings = tuple(
        number
        for number, sentence in enumerate(sentences)
        if not sentence.is_title
        and (number == 0 or sentences[number - 1].paragraph != sentence.paragraph)
    )
    return _Page(article, sentences, tokens, mentions, spans, openings, cues)


def _labelled(page: _Page) -> list[_Opening]:
    """Return turns opened by labels, of which one at least asks and comes again."""
    found = [
        _Opening(number, label)
        for number in page.openings
        if (label := _label(number, page))
    ]
    times = Counter(opening.label for opening in found)
    known = page.cues.asks | page.cues.answers
    kept = [o for o in found if times[o.label] > 1 or o.label.lower() in known]
    asking = Counter(
        o.label for o, stop in _stretches(kept, page) if page.asks(o.start, stop)
    )
    roles = {label: _label_role(label, asking, times, page.cues) for label in times}
    kept = [replace(o, role=roles[o.label]) for o in kept]
    voices = {o.role for o in kept}
    least = 2 if all(o.label.lower() in known for o in kept) else LEAST_TURNS
    return kept if len(kept) >= least and voices == {"question", "answer"} else []


def _label(sentence: int, page: _Page) -> str:
    """Return what stands before the colon that opens a paragraph, if it can name a voice."""
    forms = page.forms(sentence)
    if forms and forms[0] in DASHES:
        forms = forms[1:]
    if ":" not in forms[: LONGEST_LABEL + 1]:
        return ""
    words = forms[: forms.index(":")]
    if not words or forms.index(":") + 1 == len(forms) or not words[0][:1].isupper():
        return ""
    names = [word for word in words if word[:1].isalpha()]
    named = bool(names) and all(word[:1].isupper() for word in names)
    label = " ".join(words)
    return label if named or label.lower() in page.cues.asks | page.cues.answers else ""


def _label_role(
    label: str, asking: Counter[str], times: Counter[str], cues: _Cues
) -> str:
    if label.lower() in cues.asks:
        return "question"
    if label.lower() in cues.answers:
        return "answer"
    return "question" if asking[label] * 2 > times[label] else "answer"


def _dashed(page: _Page) -> list[_Opening]:
    """Return turns opened by dashes; none where the dashes open quotations or a list."""
    starts = [n for n in page.openings if _opens_turn(n, page)]
    if len(starts) < LEAST_TURNS:
        starts = [
            n
            for n, s in enumerate(page.sentences)
            if not s.is_title and _opens_turn(n, page)
        ]
    found = [
        _Opening(number) for number in sorted({*starts, *_bare_questions(starts, page)})
    ]
    if len(found) < LEAST_TURNS:
        return []
    stretches = _stretches(found, page)
    asked = [page.asks(opening.start, stop) for opening, stop in stretches]
    quoted = sum(
        _is_quotation(opening.start, stop, page) for opening, stop in stretches
    )
    if not any(asked[:4]) or quoted * 3 > len(found):
        return []
    if sum(asked) * LEAST_SHARE < len(found):
        return []
    return [replace(o, role=role) for o, role in zip(found, _roles(asked), strict=True)]


def _opens_turn(sentence: int, page: _Page) -> bool:
    """Tell whether a sentence opens with a dash and a capital, as no item of a list does."""
    start, stop = page.spans[sentence]
    if stop - start < 2 or page.tokens[start].form not in DASHES:
        return False
    forms = page.forms(sentence)
    first = next((form for form in forms[1:] if form[:1].isalnum()), "a")
    return not first[:1].islower() and forms[-1] != ";"


def _bare_questions(starts: Sequence[int], page: _Page) -> list[int]:
    """Return paragraphs without a dash that ask, where the dashes open the answers alone."""
    bounds = [*page.openings, len(page.sentences)]
    found = [
        start
        for start, stop in itertools.pairwise(bounds)
        if stop in starts
        and start not in starts
        and stop - start <= LONGEST_QUESTION
        and page.asks(stop - 1, stop)
    ]
    return found if len(found) * 2 >= len(starts) else []


def _is_quotation(start: int, stop: int, page: _Page) -> bool:
    """Tell whether a stretch goes over into "..., - said he" without a closing mark."""
    return any(
        now.lower() in page.cues.say and dash in DASHES and pause in ",!?\u2026."
        for number in range(start, stop)
        for pause, dash, now in zip(
            *(page.forms(number)[i:] for i in range(3)), strict=False
        )
    )


def _roles(asked: Sequence[bool]) -> list[str]:
    """Return the cheapest row of questions and answers: they alternate, and questions ask."""
    names = ("question", "answer")
    costs: dict[str, tuple[float, tuple[str, ...]]] = {
        "question": (0.0, ()),
        "answer": (1.5, ()),
    }
    for number, asks in enumerate(asked):
        here = {
            "question": 0.0 if asks else SILENT_QUESTION,
            "answer": ASKING_ANSWER if asks else 0.0,
        }
        if number == 0:
            costs = {name: (costs[name][0] + here[name], (name,)) for name in names}
            continue
        costs = {
            name: min(
                (cost + here[name] + _step(path[-1], name), (*path, name))
                for cost, path in costs.values()
            )
            for name in names
        }
    return list(min(costs.values())[1])


def _step(before: str, now: str) -> float:
    if before != now:
        return 0.0
    return ANSWER_AGAIN if now == "answer" else QUESTION_AGAIN


def _headed(page: _Page) -> list[_Opening]:
    """Return questions alone in their paragraphs, and answers, in a declared interview."""
    bounds = [*page.openings, len(page.sentences)]
    blocks = list(itertools.pairwise(bounds))
    found: list[_Opening] = []
    for start, stop in blocks:
        if stop - start <= LONGEST_QUESTION and page.asks(stop - 1, stop):
            found.append(_Opening(start, role="question"))
        elif found and found[-1].role == "question":
            found.append(_Opening(start, role="answer"))
    asked = sum(opening.role == "question" for opening in found)
    if asked < LEAST_TURNS or len(found) < 2 * LEAST_TURNS:
        return []
    return found if _lead_guest(found[0].start, page) else []


_WAYS: tuple[Callable[[_Page], list[_Opening]], ...] = (_labelled, _dashed, _headed)


def _stretches(openings: Sequence[_Opening], page: _Page) -> list[tuple[_Opening, int]]:
    """Return each opening with where its turn ends: at the next, or at the outlet's own."""
    if not openings:
        return []
    last = openings[-1].start + 1
    end = next(
        (n for n in page.openings if n >= last and _closes(n, page)),
        len(page.sentences),
    )
    stops = [*(opening.start for opening in openings[1:]), end]
    return list(zip(openings, stops, strict=False))


def _closes(sentence: int, page: _Page) -> bool:
    """Tell whether the outlet takes the word again with this paragraph."""
    forms = [form.lower() for form in page.forms(sentence) if form[:1].isalnum()]
    return " ".join(forms).startswith(page.cues.closing)


def _spoken(openings: Sequence[_Opening], page: _Page) -> tuple[Turn, ...]:
    guest = _guest(openings[0].start, page)
    return tuple(
        Turn(
            o.start,
            stop,
            o.role,
            _voice(o, guest, page) if o.role == "answer" else None,
        )
        for o, stop in _stretches(openings, page)
    )


def _voice(opening: _Opening, guest: Party | None, page: _Page) -> Party | None:
    """Return who stands behind a label: a person met in the text, else the guest."""
    if not opening.label or opening.label.lower() in page.cues.answers:
        return guest
    if guest and _is_called(guest.name, opening.label):
        return guest
    for mention in page.mentions:
        if mention.kind in GUESTS and _is_called(mention.name, opening.label):
            return _party(mention, page)
    home = page.article.outlet_country
    if home is None or opening.label.count(".") > 1:
        return guest
    return Party(home, "other", opening.label)


def _is_called(name: str | None, label: str) -> bool:
    """Tell whether a label is the name, its beginning or end, or its initials ("A. B.")."""
    if not name:
        return False
    words, parts = name.lower().split(), label.lower().replace(".", " ").split()
    if all(len(part) == 1 for part in parts):
        return [word[0] for word in words] == parts
    return set(parts) <= set(words) or set(words) <= set(parts)


def _guest(first: int, page: _Page) -> Party | None:
    """Return who is interviewed: the one in the headline, completed from the text."""
    title, lead = _title_guest(page), _lead_guest(first, page)
    if not title:
        return lead
    if lead and lead.name == title.name:
        title = replace(title, code=lead.code)
    if lead and not title.name and lead.code == title.code:
        title = replace(title, name=lead.name)
    if title.office != "other":
        return title
    held = (
        m.office for m in page.mentions if m.name and m.name == title.name and m.office
    )
    return replace(title, office=next(held, title.office))


def _title_guest(page: _Page) -> Party | None:
    stop = page.article.title_stop
    title = page.article.text[:stop]
    colon, dash = title.find(":"), max(title.rfind(f" {mark}") for mark in DASHES)
    for mention in page.mentions:
        if page.tokens[mention.start].start >= stop:
            break
        before = colon > 0 and page.tokens[mention.stop - 1].stop <= colon
        after = 0 < dash <= page.tokens[mention.start].start
        names = mention.kind in GUESTS or (
            after and mention.kind in ("adjective", "demonym")
        )
        if names and (before or after):
            return _party(mention, page)
    return None


def _lead_guest(first: int, page: _Page) -> Party | None:
    """Return the last person named before the first turn in a sentence that tells of a talk."""
    for number in range(first - 1, -1, -1):
        forms = [form.lower() for form in page.forms(number)]
        if not any(form.startswith(page.cues.lead) for form in forms):
            continue
        start, stop = page.spans[number]
        met = [m for m in page.mentions if start <= m.start < stop and m.kind in GUESTS]
        named = [m for m in met if m.name] or met
        if named:
            return _party(named[-1], page)
    return None


def _party(mention: Mention, page: _Page) -> Party | None:
    """Return the party of a guest: the own one, that of the adjective before, else the outlet's."""
    code = mention.codes[0] if mention.codes else _said_before(mention, page)
    code = code or page.article.outlet_country
    return Party(code, mention.office or "other", mention.name) if code else None


def _said_before(mention: Mention, page: _Page) -> str | None:
    """Return the party of an adjective shortly before a name ("Israeli analyst A. B.")."""
    said = [m for m in page.mentions if m.kind == "adjective" and m.codes]
    return next((m.codes[0] for m in said if 0 <= mention.start - m.stop <= 2), None)


@functools.cache
def _cues(language: Language) -> _Cues:
    speech = language.manifest("speech")
    cues, quotes = speech.get("turns", {}), speech.get("quotes", {})
    return _Cues(
        frozenset(cues.get("asks", ())),
        frozenset(cues.get("answers", ())),
        tuple(cues.get("lead", ())),
        tuple(cues.get("closing", ())),
        frozenset(quotes.get("say_forms", ())),
    )
