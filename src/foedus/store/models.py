"""The tables of a node: journals as received, what is derived from them, and the node's own; it knows no rule.

Derived tables are dropped and made again by ``foedus rebuild``; ``DERIVED`` names them, and ``LISTED`` those that are
read from the journals afterwards (``store.listing``). Rows of the journal and of derived tables are written with
``executemany``, so their fields carry no default and no check that runs in Python; their own numbers are plain
integers, which SQLite keeps as the place of the row, without an index.
"""

from django.db import models
from django.db.models import Q

from foedus.store.fields import WrittenJson
from foedus.store.listed import Listed, ListedActivity, ListedLink, ListedNumber, ListedTurn, ListedUndertaking, Listing

__all__ = ["Listed", "ListedActivity", "ListedLink", "ListedNumber", "ListedTurn", "ListedUndertaking", "Listing"]


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
    content = WrittenJson()


class Note(models.Model):
    """The node's own: a note that never leaves."""

    partnership = models.CharField(max_length=64, db_index=True)
    record = models.CharField(max_length=60)
    at = models.CharField(max_length=20)
    text = models.TextField()


class Dispatch(models.Model):
    """The node's own: a bundle that went or came."""

    partnership = models.CharField(max_length=64, db_index=True)
    direction = models.CharField(max_length=3)
    peer = models.CharField(max_length=64)
    content = WrittenJson()

    class Meta:
        indexes = [models.Index(fields=["partnership", "direction", "peer", "id"], name="last_dispatches")]


class Signature(models.Model):
    """The node's own: that a key of ours signed a place of our journal, which it does once."""

    cooperation = models.IntegerField()
    key = models.CharField(max_length=43)
    seq = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cooperation", "key", "seq"], name="one_signature")]


class Setting(models.Model):
    """The node's own: one setting, as JSON."""

    name = models.CharField(max_length=200, primary_key=True)
    value = WrittenJson()


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
LISTED = (Listing, Listed, ListedLink, ListedActivity, ListedNumber, ListedTurn, ListedUndertaking)
"""What is listed from the journal, by ``store.listing.update``: what is derived from what is derived."""
