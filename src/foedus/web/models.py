"""The office's own tables: its people, what each may do where, the log of this copy; nothing in them ever leaves."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from foedus.store.fields import WrittenJson


class User(AbstractUser):
    """Who signs in: a name to sign in with, a name to show, a language, and light or dark."""

    first_name = last_name = None  # type: ignore[assignment]  # one name to show is enough, and is nobody's business
    name = models.CharField(_("name to show"), max_length=150)
    language = models.CharField(max_length=2, default="en")
    scheme = models.CharField(max_length=5, default="auto")
    signed_out_at = models.DateTimeField(null=True, blank=True)
    """Sessions begun before this have ended."""
    mail_rhythm = models.CharField(max_length=10, default="none")
    mailed_at = models.DateTimeField(null=True, blank=True)
    mailed_digest = models.CharField(max_length=64, blank=True, default="")
    """Of what was mailed last, so that the same is not mailed again at once."""

    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def get_full_name(self) -> str:
        """The name to show."""
        return self.name or self.username

    def get_short_name(self) -> str:
        """The name to show."""
        return self.get_full_name()


class Grant(models.Model):
    """A role that a person has: with one partner or with all, from a day, to a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20)
    partnership = models.CharField(max_length=64, blank=True, default="")
    """The cooperation's id; empty stands for all of them."""
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user"], name="grants_of")]

    def counts_on(self, day: date) -> bool:
        """Say whether the person has the role on a day: from its first to its last, these too."""
        return (self.begins or day) <= day <= (self.ends or day)


class UnitActivity(models.Model):
    """An activity that a unit, or whoever holds a one-time link, sees and tells the outcome of."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="unit_activities")
    partnership = models.CharField(max_length=64)
    record = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "partnership", "record"], name="one_unit_activity")]


class OneTimeLink(models.Model):
    """A link that opens once, for an invitation or a unit's outcome; its secret is not kept."""

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=20)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True)
    partnership = models.CharField(max_length=64, blank=True, default="")
    record = models.CharField(max_length=60, blank=True, default="")
    unit = models.CharField(max_length=200, blank=True, default="")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class Feed(models.Model):
    """A private address at which a person's calendar program reads what takes place; its secret is not kept."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="feeds")
    partnership = models.CharField(max_length=64, blank=True, default="")
    """The cooperation's id; empty stands for all that the person may read."""
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)


class AccessToken(models.Model):
    """A key by which another program reads what a person may read; its secret is not kept."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    partnership = models.CharField(max_length=64, blank=True, default="")
    """The cooperation's id; empty stands for all that the person may read."""
    made_at = models.DateTimeField()
    ends = models.DateField(null=True, blank=True)
    """The last day on which it opens anything."""
    used_at = models.DateTimeField(null=True, blank=True)


class LogLine(models.Model):
    """Who did what on this copy, and when: written with what it tells of, or not at all."""

    at = models.DateTimeField(db_index=True)
    who = models.CharField(max_length=150)
    verb = models.CharField(max_length=40)
    partnership = models.CharField(max_length=64, blank=True, default="")
    record = models.CharField(max_length=60, blank=True, default="")
    detail = WrittenJson(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["partnership", "record"], name="log_of_record")]


class OpenSession(models.Model):
    """Where somebody is signed in: kept as long as the session, and no longer."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="open_sessions")
    key = models.CharField(max_length=40, unique=True)
    """Of Django's session."""
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.CharField(max_length=64, blank=True, default="")
    device = models.CharField(max_length=60, blank=True, default="")
    """The browser and the system in two words."""


class SignInFailure(models.Model):
    """A wrong password, by a digest of the name, of where from, or of both."""

    digest = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(db_index=True)


class CacheEntry(models.Model):
    """What Django's cache keeps for all processes together: codes that were used, tries that were counted."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)


class DraftStep(models.Model):
    """What passed between officer and head on a draft: sent, sent back, a comment, taken back."""

    draft = models.IntegerField(db_index=True)
    partnership = models.CharField(max_length=64)
    who = models.CharField(max_length=150)
    at = models.DateTimeField()
    step = models.CharField(max_length=20)
    text = models.TextField(blank=True, default="")


class StandingAlarm(models.Model):
    """What stands on every page until someone with the right has read it; nothing is ever taken out."""

    partnership = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    """SHA-256 of its facts: the same alarm is kept once."""
    what = models.CharField(max_length=10)
    code = models.CharField(max_length=16)
    """Whose register it is about, or who brought it."""
    facts = WrittenJson()
    at = models.DateTimeField()
    read_by = models.CharField(max_length=150, blank=True, default="")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "key"], name="one_alarm")]
        indexes = [models.Index(fields=["read_at"], name="unread_alarms")]


class DoneOnce(models.Model):
    """A form that was taken once: sending it again answers with what was done."""

    token = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    told = WrittenJson(default=dict)


class TakenIn(models.Model):
    """A dispatch that was taken in through a page, and what it brought; nothing yet while it is being taken in."""

    partnership = models.CharField(max_length=64)
    dispatch = models.IntegerField(default=0)
    """Its number among those that went and came; 0 while it is being taken in."""
    file = models.CharField(max_length=200)
    who = models.CharField(max_length=150)
    at = models.DateTimeField()
    told = WrittenJson(default=dict)
    """What it brought, as plain facts; where it was refused whole, ``refused`` in words."""

    class Meta:
        indexes = [models.Index(fields=["partnership", "dispatch"], name="taken_in_of")]


class SentAnswers(models.Model):
    """Answers that an officer chose and sent to the head: as a form carries them, and where they lie."""

    partnership = models.CharField(max_length=64)
    who = models.CharField(max_length=150)
    at = models.DateTimeField()
    state = models.CharField(max_length=10)
    """``sent``, ``back``, or ``done``."""
    intent = models.TextField()
    text = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["state", "partnership"], name="answers_lying")]
