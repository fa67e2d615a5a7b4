"""Keys by which another program of this office reads: made once, narrowed, ended; not what they open."""

import secrets
from datetime import date

from django.db.models import Q
from django.utils import timezone

from foedus.office.ports import Cooperation
from foedus.web.doors import digest_of
from foedus.web.models import AccessToken, User

_MARK = "foedus_"
_BYTES = 32


def new_token(user: User, name: str, coop: Cooperation | None, until: date | None) -> str:
    """Make a token.

    :param name: what it is for, in words of its maker.
    :param coop: the one cooperation that it reads; None for all that its person may read.
    :param until: the last day on which it opens anything; None for no end.
    :returns: its secret, which is kept nowhere.
    """
    token = _MARK + secrets.token_urlsafe(_BYTES)
    AccessToken.objects.create(
        digest=digest_of(token),
        user=user,
        name=name,
        partnership=coop.id if coop is not None else "",
        made_at=timezone.now(),
        ends=until,
    )
    return token


def opened(token: str) -> AccessToken | None:
    """The token of this secret, where it opens something today; that it was used is noted."""
    today = timezone.localdate()
    found = (
        AccessToken.objects.select_related("user")
        .filter(Q(ends=None) | Q(ends__gte=today), digest=digest_of(token), user__is_active=True)
        .first()
    )
    if found is not None:
        AccessToken.objects.filter(pk=found.pk).update(used_at=timezone.now())
    return found
