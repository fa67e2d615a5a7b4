"""Keys for programs: what is kept of them, and when they open something."""

from datetime import timedelta

from django.utils import timezone

from foedus.web.models import AccessToken, User
from foedus.web.tokens import new_token, opened
from tests.web.conftest import SignIn


def test_secret_is_kept_nowhere(sign_in: SignIn) -> None:
    assert sign_in() is not None
    token = new_token(User.objects.create(username="sample"), "Sample", None, None)
    kept = AccessToken.objects.get()
    assert token.startswith("foedus_")
    assert token not in {str(getattr(kept, field.attname)) for field in kept._meta.fields}


def test_token_opens_until_its_last_day_and_says_when_it_did(sign_in: SignIn) -> None:
    assert sign_in() is not None
    user, today = User.objects.create(username="sample"), timezone.localdate()
    for_today, over = new_token(user, "a", None, today), new_token(user, "b", None, today - timedelta(days=1))
    found = opened(for_today)
    assert found is not None
    assert (found.user, opened(over), opened("foedus_other")) == (user, None, None)
    assert AccessToken.objects.get(pk=found.pk).used_at is not None


def test_token_of_somebody_who_is_no_longer_active_opens_nothing(sign_in: SignIn) -> None:
    assert sign_in() is not None
    user = User.objects.create(username="sample", is_active=False)
    assert opened(new_token(user, "a", None, None)) is None
