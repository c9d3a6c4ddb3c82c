"""Everything that elshi raises on purpose.

ElshiError
├── DataError    a file of elshi's own data is wrong; stops before any text is read
├── ReadError    a document is wrong; it goes to the error table and the run goes on
└── StoreError   a store cannot be opened, read or written
"""


class ElshiError(Exception):
    """The root of the tree: a message says where, what, and the cure."""

    def __init__(
        self, where: str, what: str, cure: str, position: int | None = None
    ) -> None:
        self.where, self.what, self.cure, self.position = where, what, cure, position
        place = where if position is None else f"{where}:{position}"
        super().__init__(f"{place}: {what} {cure}")


class DataError(ElshiError):
    """A data file breaks its own rules; position is the line."""


class ReadError(ElshiError):
    """A document cannot be read or coded; position is the line, row or byte."""


class StoreError(ElshiError):
    """A store is missing, foreign or damaged."""
