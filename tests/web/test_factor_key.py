"""What codes are made from stands encrypted in the database, and opens with the key beside it alone."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.management import call_command
from django.test import Client

from foedus.web import factor_key
from foedus.web.factor_key import FactorKeyError, decrypt, encrypt, encrypt_what_is_not, key_file
from foedus.web.models import User
from tests.web.codes import next_code, set_up_app
from tests.web.conftest import PASSWORD, SignIn

pytestmark = pytest.mark.usefixtures("web")


def kept() -> str:
    return json.dumps(list(Authenticator.objects.values_list("data", flat=True)))


def test_secret_is_read_again_and_stands_nowhere_in_the_clear() -> None:
    one, other = encrypt("a sample secret"), encrypt("a sample secret")
    assert (decrypt(one), one == other, "sample" in one) == ("a sample secret", False, False)
    assert key_file().stat().st_mode & 0o777 == 0o600


def test_key_is_made_once() -> None:
    encrypt("a sample secret")
    made = key_file().read_bytes()
    factor_key._make(key_file())
    assert (key_file().read_bytes(), list(key_file().parent.glob("second-factors-*"))) == (made, [])


def test_nothing_opens_without_the_key_or_with_another_or_changed() -> None:
    text = encrypt("a sample secret")
    for broken in (text[:-8] + "AAAAAAA=", "x1:", "x1:not base64 at all"):
        with pytest.raises(FactorKeyError):
            decrypt(broken)
    key_file().unlink()
    with pytest.raises(FactorKeyError):
        decrypt(text)
    encrypt("another sample secret")
    with pytest.raises(FactorKeyError):
        decrypt(text)


def test_database_alone_opens_no_second_factor(sign_in: SignIn) -> None:
    client = sign_in("head")
    secret, codes = set_up_app(client)
    held = kept()
    assert [one for one in (secret.replace(" ", ""), *codes) if one in held] == []
    key_file().rename(key_file().with_name("elsewhere"))
    assert "0 codes are left" in client.get("/settings/account/second-factor/").content.decode()
    newcomer = come_to_the_code(sign_in())
    told = newcomer.post("/login/code/", {"code": next_code(secret)})
    assert (told.status_code, "This machine has not the key" in told.content.decode()) == (409, True)
    key_file().with_name("elsewhere").rename(key_file())
    assert newcomer.post("/login/code/", {"code": next_code(secret)}).headers["Location"] == "/"


def come_to_the_code(client: Client) -> Client:
    client.post("/login/", {"username": "sample-head", "password": PASSWORD})
    return client


def test_what_was_written_before_there_was_a_key_opens_and_is_encrypted_when_it_is_served() -> None:
    user = User.objects.create(username="sample", name="Sample")
    Authenticator.objects.create(user=user, type="totp", data={"secret": "SAMPLESECRET"})
    codes = Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "sample seed", "used_mask": 5})
    before = RecoveryCodes(codes).get_unused_codes()
    call_command("catch_up")
    assert ("sample seed" in kept(), "SAMPLESECRET" in kept()) == (False, False)
    codes.refresh_from_db()
    assert (len(before), RecoveryCodes(codes).get_unused_codes()) == (8, before)
    assert encrypt_what_is_not() == 0
