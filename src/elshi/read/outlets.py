"""Read: the state of an outlet, by its address, its name or its language."""

import functools
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from elshi import resources


def outlet_country(url: str, source: str) -> str | None:
    """Return the state whose outlet wrote it; None where the outlet is not listed.

    The address comes first, then the name of the source, which may be an address too.
    """
    return (
        _of_host(_host(url))
        or _outlets("name").get(_folded(source))
        or _of_host(_host(source))
    )


def country_of_language(lang: str) -> str | None:
    """Return the state that a language's data names for outlets that are not listed."""
    language = resources.load().languages.get(lang)
    country = language and language.manifest("language").get("default_outlet_country")
    return str(country) if country else None


def _of_host(host: str) -> str | None:
    """Return the state of a host, or of the domain that it belongs to."""
    labels = host.split(".")
    parents = (".".join(labels[i:]) for i in range(len(labels)))
    known = _outlets("domain")
    found = next((known[name] for name in parents if name in known), None)
    return found or known.get(f".{labels[-1]}")


def _host(address: str) -> str:
    if "." not in address or " " in address.strip():
        return ""
    try:
        parts = urlsplit(address if "//" in address else f"//{address.strip()}")
        return (parts.hostname or "").rstrip(".")
    except ValueError:  # "[" that no "]" closes
        return ""


def _folded(source: str) -> str:
    return unicodedata.normalize("NFC", source).strip().casefold()


@functools.cache
def _outlets(kind: str) -> Mapping[str, str]:
    rows = next(iter(resources.load().languages.values())).shared("outlets")
    return MappingProxyType(
        {row["outlet"]: row["country"] for row in rows if row["kind"] == kind}
    )
