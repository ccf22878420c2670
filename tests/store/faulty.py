"""A connection to a library whose disk fails at the statement that is due."""

import sqlite3

WRITES = ("BEGIN", "INSERT", "UPDATE", "DELETE", "COMMIT")


class Faulty(sqlite3.Connection):
    """Fails the writing statement whose number is due, as a broken disk would."""

    fails_at: int | None = None
    code = sqlite3.SQLITE_IOERR
    writes = 0

    def execute(self, sql: str, *given):
        self._count(sql)
        return super().execute(sql, *given)

    def executemany(self, sql: str, *given):
        self._count(sql)
        return super().executemany(sql, *given)

    def _count(self, sql: str) -> None:
        if sql.lstrip().startswith(WRITES):
            self.writes += 1
            if self.writes == self.fails_at:
                error = sqlite3.OperationalError("disk I/O error")
                error.sqlite_errorcode = self.code
                raise error
