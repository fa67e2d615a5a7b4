"""Passwords are kept by Argon2id, and those that were kept otherwise still open."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, identify_hasher, make_password
from django.test import override_settings

AS_SET = ["foedus.web.hashing.PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
PASSWORD = "a sample password"


@override_settings(PASSWORD_HASHERS=AS_SET)
def test_password_is_kept_by_argon2id_with_its_measure() -> None:
    kept = make_password(PASSWORD)
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert (check_password(PASSWORD, kept), check_password("another", kept)) == (True, False)


@override_settings(PASSWORD_HASHERS=AS_SET)
def test_password_that_was_kept_otherwise_opens_and_is_kept_anew() -> None:
    hasher = PBKDF2PasswordHasher()
    kept = hasher.encode(PASSWORD, hasher.salt(), iterations=1)
    anew: list[str] = []
    assert check_password(PASSWORD, kept, setter=anew.append)
    assert anew == [PASSWORD]
    assert identify_hasher(make_password(anew[0])).algorithm == "argon2"
