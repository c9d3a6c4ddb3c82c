"""Read: paths in, articles and errors out."""

from elshi.read.files import articles

__all__ = ["articles"]
