"""The only room that knows the database: schema, migrations, queries, bulk writing. Rows never leave it.

``Workspace`` opens a database; the topic modules (``posts``, ``people``, ``imports``, ``review``, ...) hold plain
functions that take the connection of a ``reading`` or ``writing`` block first and return domain values or frames.
"""

from sqlalchemy import Connection

from advocacy_desk.store._merge import Merged
from advocacy_desk.store._workspace import SUFFIX, TIME_ZONE, Workspace

Reading = Connection
Writing = Connection

__all__ = ["SUFFIX", "TIME_ZONE", "Merged", "Reading", "Workspace", "Writing"]
