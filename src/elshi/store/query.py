"""Store: questions to a store in SQL, answered by DuckDB over the Delta tables."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from elshi.errors import StoreError
from elshi.store import disk

_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection that sees the views of schema.sql, as of now, and no file.

    Raises:
        StoreError: there is no store at `path`, or it is damaged.
    """
    connection = duckdb.connect(":memory:", config=_OFFLINE)
    for name in disk.TABLES:
        dataset = disk.table(path, name).to_pyarrow_dataset()
        connection.register(f"stored_{name}", dataset)
    connection.execute(schema_sql())
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET enable_external_access = false")
    return connection


def query(
    path: Path, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
) -> pa.Table:
    """Return the answer to one question; `?` or `$name` in it stand for parameters.

    Raises:
        StoreError: the question is wrong, or the store is.
    """
    with connect(path) as connection:
        try:
            answer = connection.sql(sql, params=parameters or None)
            return pa.table({}) if answer is None else answer.to_arrow_table()
        except duckdb.Error as error:
            disk.check(path)
            raise _unanswered(sql, error) from error
        except (OSError, pa.ArrowException) as error:
            raise disk.damaged(path, error) from error


def schema_sql() -> str:
    """Return the statements that define and explain the views."""
    return (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")


def _unanswered(sql: str, error: Exception) -> StoreError:
    return StoreError(
        sql.strip()[:200],
        f"cannot be answered: {disk.first_line(error)}.",
        "Compare names with `DESCRIBE events` or docs/layers/store.md.",
    )
