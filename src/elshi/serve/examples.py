"""The serve layer's check of the patterns: each runs on its own examples.

ok = ["sentence => KAZ > UZB"]     the pattern makes an event of these parties
no = ["sentence"]                  the pattern makes no event
"""

from collections.abc import Iterator
from datetime import date

from elshi import pipeline
from elshi.errors import DataError
from elshi.parse.engines.patterns import Pattern, patterns
from elshi.resources import Language, Resources
from elshi.serve.trace import act
from elshi.types import Article, Event, Party

PUBLISHED = date(2026, 1, 12)
STATUSES = ("future", "hypothetical", "negated", "historical")


def broken(resources: Resources) -> Iterator[DataError]:
    """Yield an error for each example that does not do what it should."""
    for language in resources.languages.values():
        for pattern in patterns(language).every:
            yield from _broken(pattern, language, resources)


def number(resources: Resources) -> int:
    """Return how many examples there are."""
    return sum(
        len(pattern.ok) + len(pattern.no)
        for language in resources.languages.values()
        for pattern in patterns(language).every
    )


def _broken(
    pattern: Pattern, language: Language, resources: Resources
) -> Iterator[DataError]:
    for example in pattern.ok:
        text, _, wanted = (part.strip() for part in example.partition("=>"))
        found = _events(text, language, resources)
        made = [told(event) for event in found if pattern.id in event.rules]
        if not made or (wanted and normal(wanted) not in made):
            told_instead = ", ".join(made) or _others(found)
            yield _error(pattern, text, f"makes {told_instead}, not {wanted}")
    for text in pattern.no:
        found = _events(text, language, resources)
        made = [told(event) for event in found if pattern.id in event.rules]
        if made:
            yield _error(pattern, text, f"makes {made[0]}, and should not")


def told(event: Event) -> str:
    """Return an event in the words of an example."""
    promise = f"({event.promise})" if event.promise else ""
    sides = [_side(event.actors), _side(event.recipients)]
    parties = " > ".join(side for side in sides if side)
    status = "" if event.status == "actual" else f" {event.status}"
    return f"{act(event)}{promise} {parties}{status}"


def _events(text: str, language: Language, resources: Resources) -> tuple[Event, ...]:
    outlet = language.manifest("language").get("default_outlet_country")
    article = Article("example", text, PUBLISHED, language.code, outlet_country=outlet)
    return pipeline.run(article, resources).events


def _others(found: tuple[Event, ...]) -> str:
    others = [f"{told(event)} by {' '.join(event.rules)}" for event in found]
    return ", ".join(others) or "no event"


def _error(pattern: Pattern, text: str, what: str) -> DataError:
    return DataError(
        f"pattern {pattern.id}", f"'{text}' {what}.", "Mend the pattern or the example."
    )


def _side(parties: tuple[Party, ...]) -> str:
    return " ".join(sorted({party.code for party in parties}))


def normal(wanted: str) -> str:
    """Return a wanted event with the codes of each side in order."""
    head, _, rest = wanted.partition(" ")
    words = rest.split()
    status = words.pop() if words and words[-1] in STATUSES else ""
    sides = " ".join(words).split(">")
    parties = " > ".join(" ".join(sorted(side.split())) for side in sides)
    return f"{head} {parties} {status}".rstrip()
