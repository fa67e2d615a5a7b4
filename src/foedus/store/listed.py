"""The derived tables that lists and pages ask: rows made from the journals, dropped and made again at will; no rule.

``foedus.store.listing`` fills and asks them; ``models`` hands them to Django.
"""

from django.db import models
from django.db.models import Q


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
            models.Index(
                fields=["kind", "begins", "-ends", "name", "cooperation", "standing", "precision"],
                condition=Q(is_shown=True, kind="meeting"),
                name="meetings_on_days",
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
        indexes = [models.Index(fields=["cooperation", "source", "way", "target"], name="links_onward")]


_COUNTED = ("is_agreed", "is_planned", "is_reserve", "said", "is_confirmed", "precision", "begins", "ends", "lapses")
"""All that a status on any day hangs on, so that the counts of a year read no row."""
_STEPPED = ("cooperation", "type", "venue", "said", "done")
"""All that a step of an activity hangs on besides its days, so that steps that are due are found in the index."""
_UNSAID = ("is_agreed", "cooperation", "is_confirmed", "precision", "begins", "ends", "lapses")
"""All that a status on any day hangs on where no outcome was said."""


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
    reach = models.IntegerField()
    """How many days it lasts at most, of ``listing.reach``; 0 where it takes none, or does not take place then."""
    is_vague = models.BooleanField()
    """Whether a month or more is meant, not the days."""
    asks = models.TextField()
    """Which place, entities and persons it asks for on its days; empty where it asks for none."""
    turns = models.TextField()
    """Whose steps are ours, as ``records.suspense.Turn``; empty where it has no steps."""
    done = models.TextField()
    """The steps that the records show as done."""
    continues = models.CharField(max_length=60)
    alike = models.TextField()
    """Its title without numbers: those that recur have the same."""
    reasons = models.TextField()
    is_heard = models.BooleanField()
    """Whether a side says what was asked for, or what comes next."""
    used = models.TextField()
    days = models.IntegerField(null=True)
    """How many it took, as ``records.counted`` has it."""
    costs = models.TextField()
    """What parties say that they have borne: a list of report, party, currency, amount."""

    class Meta:
        indexes = [
            models.Index(fields=["cooperation", "name"], name="activities_by_name"),
            models.Index(fields=["cooperation", "year", "plan_code", "usual"], name="activities_by_year"),
            models.Index(
                fields=["reach", "is_vague", "begins", "-ends", "name", "cooperation", "listed"],
                name="activities_on_days",
            ),
            models.Index(fields=["begins", "ends", "cooperation"], name="activities_by_day"),
            models.Index(fields=["year", "cooperation", *_COUNTED], name="activities_in_numbers"),
            models.Index(fields=["said", "year", *_UNSAID], name="activities_unsaid"),
            models.Index(
                fields=["turns", "begins", "name", "ends", *_STEPPED], condition=Q(turns__gt=""), name="steps_before"
            ),
            models.Index(
                fields=["turns", "ends", "name", "begins", *_STEPPED], condition=Q(turns__gt=""), name="steps_after"
            ),
        ]


class ListedNumber(models.Model):
    """Read from the journal: how many activities of a cooperation are alike in a year, as far as no day matters."""

    pk = models.CompositePrimaryKey("year", "cooperation", "what", "of")
    year = models.IntegerField()
    cooperation = models.IntegerField()
    what = models.CharField(max_length=12)
    """As ``listing.numbers`` has it."""
    of = models.CharField(max_length=20)
    """A status, or the party whose places are counted; else empty."""
    number = models.IntegerField()


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
