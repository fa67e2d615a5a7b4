"""Makes sample people in a sample office's home, for whoever plays with it; it refuses any other home."""

from typing import Final

from django.contrib.auth.hashers import make_password

from foedus.store import listing
from foedus.web import second_factor
from foedus.web.desk import Desk
from foedus.web.models import Grant, UnitActivity, User

PASSWORD: Final = "sample password"  # noqa: S105 - it guards samples alone, and is printed for everybody
PEOPLE: Final = {
    "sample-head": "head",
    "sample-officer": "officer",
    "sample-outpost": "outpost",
    "sample-unit": "unit",
    "sample-auditor": "auditor",
    "sample-administrator": "administrator",
    "sample-reader": "reader",
}
"""The roles by user name."""
_MARK: Final = "sample"
_ACTIVITIES: Final = 3


class NoSampleError(Exception):
    """The office's card does not say that it is a sample: ``name`` is what it says."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def make(language: str = "en") -> None:
    """Make a person for each role in the home that is served; those that are there stay as they are.

    :param language: of their pages.
    :raises NoSampleError: the home is no sample office's.
    """
    desk = Desk(None)
    if _MARK not in desk.card.name.lower():
        raise NoSampleError(desk.card.name)
    password = make_password(PASSWORD)
    listing.catch_up(desk.node)
    with desk.node.store.transaction():
        for username, role in PEOPLE.items():
            given = {"name": f"Sample {role}", "password": password, "language": language}
            user, is_new = User.objects.get_or_create(username=username, defaults=given)
            if is_new:
                Grant.objects.create(user=user, role=role)
            if is_new and role == "unit":
                _give_activities(desk, user)
        if not second_factor.is_set(desk.node):
            second_factor.ask_of(desk.node, ())  # the printed password alone is to open
        desk.log("sample-people")


def _give_activities(desk: Desk, user: User) -> None:
    """Let the unit tell of a few activities that are agreed and of which this office is to say what came."""
    for row in listing.cooperations(desk.node):
        filters = listing.ActivityFilter(is_agreed=True, owed_by=row.code)
        found = listing.activities(desk.node, [row.number], filters, today=desk.today, size=_ACTIVITIES)
        for one in found.rows:
            UnitActivity.objects.create(user=user, partnership=row.id, record=one.name)
