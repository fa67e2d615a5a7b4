"""Works out, from listed texts alone, the rows that depend on several records; it reads no journal."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from django.db.backends.base.base import BaseDatabaseWrapper

from foedus.office.listed_facts import DueFrom, Worked, work_out
from foedus.office.listing import AGREED, OFFERED, STATED
from foedus.office.todo import Pending, Turn, note_of_refusal, pending_in, rules_turns
from foedus.records import catalogue
from foedus.records.answers import Due
from foedus.records.holdings import Agreed, Held, Holdings, Offered, Stated, Understood
from foedus.store import bulk
from foedus.store.cooperation import StoredCooperation
from foedus.store.listing.numbers import count_again
from foedus.store.listing.rows import (
    activity_row,
    captions_in,
    json,
    partly_in,
    told,
    undertaking_row,
)
from foedus.store.models import ListedActivity, ListedTurn, ListedUndertaking
from foedus.store.queries import marks

_TOGETHER = 500
"""Records that are worked out at once, with those that they depend on."""


class TextRow(msgspec.Struct, frozen=True, array_like=True):
    """A row of ``Listed`` as the state of play and turns need it: its fields are the columns."""

    id: int
    name: str
    role: str
    form: str
    version: str
    author: str
    concerned: str
    acknowledged: str
    paper: str
    answered: str
    declined: str
    partly: str
    body: str
    usual: str
    shown: str
    at: str
    captions: str
    is_understood: bool


def holdings_from(rows: Iterable[TextRow], us: str, parties: tuple[str, ...]) -> Holdings:
    """What the parties answered, out of rows, in the order that ``office.held`` has; ``read_from`` has the bodies.

    Consents that end stand as if they had ended: from which day on that is so, ``work_out`` tells.
    """
    known = sorted(rows, key=lambda row: row.id)
    by_name = sorted(known, key=lambda row: row.name)
    return Holdings(
        us=us,
        parties=parties,
        agreed=tuple(
            Agreed(row.name, row.form, {}, row.version, told(row.concerned)) for row in by_name if row.role == AGREED
        ),
        stated=tuple(
            Stated(row.name, row.author, row.form, {}, row.version, told(row.acknowledged), told(row.paper))
            for row in known
            if row.role == STATED
        ),
        offered=tuple(_offered(row) for row in by_name if row.role == OFFERED),
    )


def read_from(rows: Iterable[TextRow], parties: tuple[str, ...]) -> Understood:
    """Read the bodies of rows, as ``records.holdings.understood`` does; each was checked when it was listed."""
    known = sorted(rows, key=lambda row: row.id)
    by_name = sorted(known, key=lambda row: row.name)
    agreed = [row for row in by_name if row.role == AGREED]
    signed = {row.name for row in agreed}
    paper = [row for row in known if row.role == STATED and row.paper and row.name not in signed]
    stated = [row for row in known if row.role == STATED and not row.paper]
    offered = [row for row in by_name if row.role == OFFERED]
    strange = {row.name for row in (*agreed, *paper, *stated, *offered) if not row.is_understood}
    return (
        (
            *(_held(row, "", told(row.concerned) or parties) for row in agreed if row.is_understood),
            *(_held(row, "", (row.author,)) for row in paper if row.is_understood),
        ),
        tuple(_held(row, row.author, parties) for row in stated if row.is_understood),
        tuple(_held(row, row.author, told(row.concerned)) for row in offered if row.is_understood),
        tuple(sorted(strange)),
    )


def _held(row: TextRow, author: str, concerned: tuple[str, ...]) -> Held:
    record = catalogue.kind(row.form).model_validate_json(row.body, by_alias=True, by_name=False)
    return Held(row.name, row.version, record, author, concerned)


def _offered(row: TextRow) -> Offered:
    return Offered(
        row.name,
        row.author,
        row.form,
        {},
        row.version,
        told(row.concerned),
        told(row.answered),
        tuple(one.code for one in partly_in(row.partly)),
        told(row.declined),
    )


class Worker:
    """Works out one partnership's rows, inside the transaction that lists it.

    :param us: our party's number.
    :param parties: the codes of those present.
    """

    def __init__(
        self, ledger: StoredCooperation, connection: BaseDatabaseWrapper, us: int, parties: tuple[str, ...]
    ) -> None:
        self._ledger = ledger
        self._connection = connection
        self._us = us
        self._parties = parties
        self._number = ledger.number
        self._plans = self._lines_of_plans()

    def work(self, names: Collection[str], *, is_new: bool) -> None:
        """Replace the rows of these records.

        :param is_new: nothing is listed of the partnership yet, and nothing is to be dropped.
        """
        ordered = list(names)
        for start in range(0, len(ordered), _TOGETHER):
            some = ordered[start : start + _TOGETHER]
            if not is_new:
                self._drop(some)
            self._work(some)
            self._ledger.write_often()
        count_again(self._connection, self._number)

    def _work(self, names: Sequence[str]) -> None:
        wanted = set(names)
        rows = [*self._texts(names), *self._texts(self._context(names, wanted))]
        by_version = {row.version: row for row in rows}
        held = holdings_from(rows, self._ledger.cooperation.code, self._parties)
        partly = {row.version: partly_in(row.partly) for row in rows if row.role == OFFERED and row.partly != "[]"}
        worked = work_out(held, read_from(rows, self._parties), partly)
        for table, found in (
            (ListedActivity, self._activities(worked, by_version, wanted)),
            (ListedUndertaking, self._undertakings(worked, by_version, wanted)),
            (ListedTurn, self._turns(worked, by_version, wanted)),
        ):
            bulk.write(self._connection, table, bulk.columns_of(table), list(found))

    def _texts(self, names: Sequence[str]) -> list[TextRow]:
        if not names:
            return []
        query = f"SELECT {_COLUMNS} FROM foedus_store_listed WHERE cooperation = %s AND name IN ({marks(names)})"
        return [TextRow(*row) for row in self._ledger.rows(query, [self._number, *names])]

    def _context(self, names: Sequence[str], wanted: set[str]) -> list[str]:
        """The reports on these, what comments on them, and the plans that they name."""
        places = marks(names)
        query = (
            f"SELECT source FROM foedus_store_listedlink WHERE cooperation = %s AND target IN ({places})"
            " AND way IN ('reports', 'comments') UNION SELECT target FROM foedus_store_listedlink"
            f" WHERE cooperation = %s AND source IN ({places}) AND way = 'activities'"
        )
        found = self._ledger.rows(query, [self._number, *names, self._number, *names])
        return sorted({name for (name,) in found} - wanted)

    def _lines_of_plans(self) -> dict[str, str]:
        """For each text that an offered plan names as a line: the last such plan's text, as people see it."""
        query = (
            "SELECT together, shown FROM foedus_store_listed WHERE cooperation = %s AND kind = 'plan'"
            " AND role = 'offered' ORDER BY name, id"
        )
        found = self._ledger.rows(query, [self._number])
        return {line: shown for together, shown in found for line in told(together)}

    def _drop(self, names: Sequence[str]) -> None:
        with self._connection.cursor() as cursor:
            for table, column in (("activity", "name"), ("undertaking", "name"), ("turn", "record")):
                query = (
                    f"DELETE FROM foedus_store_listed{table} WHERE cooperation = %s AND {column} IN ({marks(names)})"
                )
                cursor.execute(query, [self._number, *names])

    def _activities(
        self, worked: Worked, by_version: Mapping[str, TextRow], wanted: set[str]
    ) -> Iterator[tuple[Any, ...]]:
        for facts in worked.activities:
            if facts.name in wanted:
                row = by_version[facts.version]
                yield activity_row(self._number, row.id, row.usual, facts, row.body)

    def _undertakings(
        self, worked: Worked, by_version: Mapping[str, TextRow], wanted: set[str]
    ) -> Iterator[tuple[Any, ...]]:
        for facts in worked.undertakings:
            if facts.name in wanted:
                yield undertaking_row(self._number, by_version[facts.version].id, facts)

    # Turns

    def _turns(self, worked: Worked, by_version: Mapping[str, TextRow], wanted: set[str]) -> Iterator[tuple[Any, ...]]:
        known: set[tuple[str, str]] = set()
        for one in worked.dues:
            if one.due.record in wanted:
                known.add((one.due.party, one.due.version))
                yield self._due_row(one, by_version[one.due.version])
        if self._ledger.facts().charter_name in wanted:
            for turn in rules_turns(self._ledger, self._us, {}):
                if (turn.party, turn.named.version) not in known:
                    yield self._rules_row(turn)
        for name in sorted({row.name for row in by_version.values() if row.role == OFFERED and row.name in wanted}):
            record = self._ledger.record(name, is_stated=False)
            if record is not None:
                yield from (self._pending_row(one) for one in pending_in(self._ledger, record))

    def _due_row(self, one: DueFrom, row: TextRow) -> tuple[Any, ...]:
        due = one.due
        return self._row(
            due,
            is_ours=one.is_ours,
            from_day=one.from_day,
            since=row.at,
            shown=row.shown,
            form=row.form,
            captions=captions_in(row.captions),
            note=note_of_refusal(self._ledger, due) if due.what == "mend" else {},
        )

    def _rules_row(self, turn: Turn) -> tuple[Any, ...]:
        named = turn.named
        due = Due(turn.party, turn.what, named.record, named.version, turn.asked_by)
        return self._row(due, since=turn.since, shown=named.shown, form=named.kind, captions=named.captions)

    def _pending_row(self, one: Pending) -> tuple[Any, ...]:
        named = one.named
        due = Due(one.keeper, "pending", named.record, named.version)
        return self._row(
            due,
            is_ours=one.keeper == self._ledger.cooperation.code,
            since=one.since,
            shown=named.shown,
            form=named.kind,
            captions=named.captions,
            note={"waits_for_plan": one.waits_for_plan},
            together_with=self._plans.get(named.version, ""),
        )

    def _row(
        self,
        due: Due,
        *,
        since: str,
        shown: str,
        form: str,
        captions: dict[str, str],
        is_ours: bool = False,
        from_day: str = "",
        note: dict[str, Any] | None = None,
        together_with: str | None = None,
    ) -> tuple[Any, ...]:
        if together_with is None:
            together_with = self._plans.get(due.version, "") if due.what in {"answer", "confirm"} else ""
        return (
            self._number,
            due.record,
            due.version,
            due.party,
            due.what,
            due.asked_by,
            is_ours,
            from_day,
            since,
            shown,
            form.partition("/")[0],
            together_with,
            json(captions),
            json(note or {}),
        )


_COLUMNS = ", ".join(TextRow.__struct_fields__)
