"""The tables of a node: journals as received, what is derived from them, and the node's own; it knows no rule.

Derived tables are dropped and made again by ``foedus rebuild``; ``DERIVED`` names them, and ``LISTED`` those that are
read from the journals afterwards (``store.listing``). Rows of the journal and of derived tables are written with
``executemany``, so their fields carry no default and no check that runs in Python; their own numbers are plain
integers, which SQLite keeps as the place of the row, without an index.
"""

from django.db import models
from django.db.models import Q


class Cooperation(models.Model):
    """A partnership, under the node's own short name for it."""

    hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200, unique=True)
    code = models.CharField(max_length=16)


class Journal(models.Model):
    """The truth: every applied entry's line, in the order of application, the bytes as received."""

    id = models.IntegerField(primary_key=True)
    cooperation = models.IntegerField()
    line = models.BinaryField()


class Waiting(models.Model):
    """A line that waits for its causal past; as much the truth as the journal, and not yet part of it."""

    cooperation = models.IntegerField()
    hash = models.CharField(max_length=64)
    kid = models.CharField(max_length=43)
    line = models.BinaryField()
    missing = models.JSONField()
    bearer = models.CharField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cooperation", "hash", "kid"], name="one_waiting")]


class Aside(models.Model):
    """A line that is no entry, kept apart: once for each reason, however often it comes."""

    cooperation = models.IntegerField()
    digest = models.CharField(max_length=64)
    line = models.BinaryField()
    reason = models.CharField(max_length=64)
    detail = models.TextField()
    bearer = models.CharField(max_length=16)
    is_well_signed = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cooperation", "digest", "reason"], name="one_aside")]


class Blob(models.Model):
    """A blob's bytes, its 16 random ones first."""

    cooperation = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cooperation", "sha256"], name="one_blob")]


class Facts(models.Model):
    """Derived: what all of a partnership shares, as the rules remember it."""

    cooperation = models.IntegerField(primary_key=True)
    facts = models.BinaryField()


class Placed(models.Model):
    """Derived: an applied entry in its place."""

    id = models.IntegerField(primary_key=True)
    cooperation = models.IntegerField()
    hash = models.BinaryField()
    party = models.IntegerField()
    branch = models.IntegerField()
    seq = models.IntegerField()
    past = models.BinaryField()
    keys = models.IntegerField()
    latest = models.CharField(max_length=20)
    at = models.CharField(max_length=20)
    declares = models.BinaryField(null=True)
    """The record that each act of it, by its index, declares a version of."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cooperation", "hash"], name="one_hash"),
            models.UniqueConstraint(fields=["cooperation", "branch", "seq"], name="one_place"),
        ]


class Kind(models.Model):
    """Derived: the kinds that records are of, each with its number."""

    name = models.CharField(max_length=200, unique=True)


class Record(models.Model):
    """Derived: a record, as the rules remember it, and what lists ask of it."""

    id = models.IntegerField(primary_key=True)
    cooperation = models.IntegerField()
    name = models.CharField(max_length=60)
    is_stated = models.BooleanField()
    kind = models.IntegerField()
    is_open = models.BooleanField()
    facts = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cooperation", "name", "is_stated"], name="one_record")]
        indexes = [models.Index(fields=["cooperation", "name"], condition=Q(is_open=True), name="open_records")]


class Void(models.Model):
    """Derived: an act without effect, and why."""

    pk = models.CompositePrimaryKey("entry", "index")
    entry = models.BigIntegerField()
    index = models.IntegerField()
    reason = models.CharField(max_length=64)


class Reference(models.Model):
    """Derived: who referred to a blob, and where."""

    cooperation = models.IntegerField()
    blob = models.CharField(max_length=71)
    party = models.IntegerField()
    branch = models.IntegerField()
    seq = models.IntegerField()
    index = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["cooperation", "blob"], name="references_of")]


class Erasure(models.Model):
    """Derived: a blob whose bytes are to be deleted, and never accepted again."""

    cooperation = models.IntegerField()
    blob = models.CharField(max_length=71)
    party = models.IntegerField()
    branch = models.IntegerField()
    seq = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["cooperation", "blob"], name="erasures_of")]


class Draft(models.Model):
    """The node's own: what an officer prepares."""

    partnership = models.CharField(max_length=64, db_index=True)
    content = models.JSONField()


class Note(models.Model):
    """The node's own: a note that never leaves."""

    partnership = models.CharField(max_length=64, db_index=True)
    record = models.CharField(max_length=60)
    at = models.CharField(max_length=20)
    text = models.TextField()


class Dispatch(models.Model):
    """The node's own: a bundle that went or came."""

    partnership = models.CharField(max_length=64, db_index=True)
    content = models.JSONField()


class Setting(models.Model):
    """The node's own: one setting, as JSON."""

    name = models.CharField(max_length=200, primary_key=True)
    value = models.JSONField()


class Listing(models.Model):
    """Read from the journal: how far a partnership is listed, and what its pages ask of it as a whole."""

    cooperation = models.IntegerField(primary_key=True)
    position = models.IntegerField()
    """The number of the last entry of this database up to which it is listed."""
    dispatches = models.IntegerField()
    """The number of the last dispatch, likewise: it may tell what a party has seen."""
    fingerprint = models.CharField(max_length=64)
    """Of what can change every record at once; another one, and all are listed again."""
    parties = models.TextField()
    """The codes of the parties that are present."""
    seen = models.TextField()
    """For each other party, by code, the day of the last of our entries that it had seen."""
    heard = models.TextField()
    """For each party, by code, the time of its last entry."""


class Listed(models.Model):
    """Read from the journal: a text that counts, with all that lists, links and the state of play ask of it.

    Its number is that of its entry times ``PLACES`` plus its place there: the order in which texts were applied.
    Codes, and all else that is several short words, stand in one text with a blank before, between and after.
    """

    id = models.BigAutoField(primary_key=True)
    cooperation = models.IntegerField()
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=8)
    """``agreed``, ``stated``, ``offered``; empty where it only shows what became of its record."""
    is_shown = models.BooleanField()
    """Whether it shows its record in lists: one of each record does."""
    kind = models.CharField(max_length=200)
    form = models.CharField(max_length=200)
    standing = models.CharField(max_length=12)
    version = models.CharField(max_length=70)
    shown = models.CharField(max_length=40)
    author = models.CharField(max_length=16)
    at = models.CharField(max_length=20)
    usual = models.CharField(max_length=160)
    """By what records of a kind are put in order for people."""
    begins = models.CharField(max_length=10)
    ends = models.CharField(max_length=10)
    precision = models.CharField(max_length=8)
    is_understood = models.BooleanField()
    concerned = models.TextField()
    acknowledged = models.TextField()
    paper = models.TextField()
    answered = models.TextField()
    declined = models.TextField()
    partly = models.TextField()
    """Who consents in part: a list of code, party number, and the time until which it is in full (empty: never)."""
    expires = models.CharField(max_length=20)
    """When the first consent ends that is in full so far; empty where none does."""
    waits_for = models.TextField()
    together = models.TextField()
    """The versions that an offered plan names as its lines."""
    captions = models.TextField()
    body = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["cooperation", "name"], name="listed_by_name"),
            models.Index(
                fields=["kind", "cooperation", "usual", "standing"], condition=Q(is_shown=True), name="listed_in_lists"
            ),
            models.Index(fields=["cooperation", "expires"], condition=~Q(expires=""), name="listed_that_expire"),
            models.Index(fields=["cooperation", "kind", "is_shown", "standing"], name="listed_by_kind"),
            models.Index(fields=["cooperation"], condition=Q(is_understood=False), name="listed_as_strange"),
        ]


class ListedLink(models.Model):
    """Read from the journal: that the text which shows a record names another record."""

    pk = models.CompositePrimaryKey("cooperation", "target", "way", "source")
    cooperation = models.IntegerField()
    target = models.CharField(max_length=80)
    way = models.CharField(max_length=24)
    """The name of the way back."""
    source = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["cooperation", "source"], name="links_from")]


_COUNTED = ("is_agreed", "is_planned", "is_reserve", "said", "is_confirmed", "precision", "begins", "ends", "lapses")
"""All that a status on any day hangs on, so that the counts of a year read no row."""


class ListedActivity(models.Model):
    """Read from the journal: an activity that is agreed or proposed, as tables of activities ask for it.

    What depends on the day is asked with it: see ``store.listing.activities``.
    """

    listed = models.OneToOneField(
        Listed, models.DO_NOTHING, primary_key=True, db_constraint=False, db_column="id", related_name="activity"
    )
    cooperation = models.IntegerField()
    name = models.CharField(max_length=60)
    plan = models.CharField(max_length=60)
    plan_code = models.CharField(max_length=500)
    serial = models.CharField(max_length=500)
    usual = models.CharField(max_length=160)
    type = models.CharField(max_length=40)
    area = models.CharField(max_length=40)
    domain = models.CharField(max_length=40)
    branches = models.TextField()
    """``ITA:army`` for each."""
    host = models.CharField(max_length=16)
    venue = models.CharField(max_length=16)
    country = models.CharField(max_length=2)
    town = models.CharField(max_length=500)
    site = models.CharField(max_length=500)
    lead = models.CharField(max_length=500)
    lead_party = models.CharField(max_length=16)
    begins = models.CharField(max_length=10)
    ends = models.CharField(max_length=10)
    precision = models.CharField(max_length=8)
    lapses = models.CharField(max_length=10)
    """The day from which it is lapsed where nobody said an outcome; empty where it never is."""
    year = models.IntegerField(null=True)
    is_agreed = models.BooleanField()
    is_planned = models.BooleanField()
    is_reserve = models.BooleanField()
    said = models.CharField(max_length=20)
    """The outcomes that were said, put together; empty where none was."""
    by = models.TextField()
    """Whose word or decision ``said`` is; else who confirmed the dates; else who proposes it."""
    is_confirmed = models.BooleanField()
    owed_by = models.TextField()
    """Who owes a report once it is over."""
    reports = models.TextField()
    places = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["cooperation", "name"], name="activities_by_name"),
            models.Index(fields=["cooperation", "year", "plan_code", "usual"], name="activities_by_year"),
            models.Index(fields=["begins", "ends", "cooperation"], name="activities_by_day"),
            models.Index(fields=["year", "cooperation", *_COUNTED], name="activities_in_numbers"),
        ]


_ONE_TURN = ("cooperation", "record", "version", "party")
"""In which order turns that wait equally long are told, so that the first few are read without the others."""


class ListedTurn(models.Model):
    """Read from the journal: what waits for whom, or only waits to be recorded as agreed (``pending``)."""

    pk = models.CompositePrimaryKey("cooperation", "record", "version", "party", "what", "asked_by")
    cooperation = models.IntegerField()
    record = models.CharField(max_length=60)
    version = models.CharField(max_length=70)
    party = models.CharField(max_length=16)
    what = models.CharField(max_length=12)
    asked_by = models.CharField(max_length=16)
    is_ours = models.BooleanField()
    from_day = models.CharField(max_length=10)
    """The day from which it waits; empty where it does already."""
    since = models.CharField(max_length=20)
    shown = models.CharField(max_length=40)
    kind = models.CharField(max_length=200)
    together_with = models.CharField(max_length=40)
    captions = models.TextField()
    note = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["what", "is_ours", "from_day", "since", *_ONE_TURN], name="turns_in_order"),
            models.Index(
                fields=["cooperation", "party", "what", "is_ours", "from_day", "since"], name="turns_in_numbers"
            ),
        ]


class ListedUndertaking(models.Model):
    """Read from the journal: an undertaking that is agreed or declared."""

    listed = models.OneToOneField(
        Listed, models.DO_NOTHING, primary_key=True, db_constraint=False, db_column="id", related_name="undertaking"
    )
    cooperation = models.IntegerField()
    name = models.CharField(max_length=60)
    who = models.CharField(max_length=16)
    to_whom = models.TextField()
    strength = models.CharField(max_length=20)
    due = models.CharField(max_length=10)
    state = models.CharField(max_length=20)
    meeting = models.CharField(max_length=60)
    kept_by = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["cooperation", "state", "due"], name="undertakings_due")]


class StepState(models.Model):
    """The node's own: that a step before or after an activity was done, or is not needed."""

    record = models.CharField(max_length=60)
    partnership = models.CharField(max_length=64)
    step = models.CharField(max_length=60)
    state = models.CharField(max_length=12)
    at = models.CharField(max_length=20)
    by = models.CharField(max_length=150)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "partnership", "step"], name="one_step_state")]


PLACES = 10_000
"""More than the acts that one entry may hold."""
DERIVED = (Facts, Placed, Kind, Record, Void, Reference, Erasure)
LISTED = (Listing, Listed, ListedLink, ListedActivity, ListedTurn, ListedUndertaking)
"""What is listed from the journal, by ``store.listing.update``: what is derived from what is derived."""
