"""Passwords that would be guessed or have leaked are refused; nothing is asked on a network."""

import hashlib
import random
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from foedus.web.models import User
from foedus.web.passwords import GuessablePasswordValidator, LeakedPasswordValidator
from tests.web.conftest import PASSWORD, SignIn

GUESSABLE = GuessablePasswordValidator()


def refused(
    judge: GuessablePasswordValidator | LeakedPasswordValidator, password: str, user: User | None = None
) -> str:
    """By what a password is refused, as its code."""
    try:
        judge.validate(password, user)
    except ValidationError as error:
        return str(error.code)
    return ""


def test_most_leaked_passwords_that_are_long_enough_are_refused() -> None:
    long = [one for one in CommonPasswordValidator().passwords if len(one) >= 12]
    by_how_they_are_made = [one for one in long if refused(GUESSABLE, one)]
    taken = [one for one in long if is_taken(one)]
    assert (len(long), len(by_how_they_are_made), taken) == (190, 134, [])


def is_taken(password: str) -> bool:
    """Say whether the door takes a new password."""
    try:
        validate_password(password)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "password",
    ["passwordpassword", "Password1234", "qwertyuiop12", "1q2w3e4r5t6y", "aaaaaaaaaaaaaaaa", "12/12/19901212"],
)
def test_what_a_guesser_tries_first_is_refused(password: str) -> None:
    assert refused(GUESSABLE, password) == "password_guessable"


@pytest.mark.parametrize("password", [PASSWORD, "gondola e pinoli sul molo", "ilıq çay, köhnə qatar", "x7#Kp2!vQ9m$"])
def test_few_words_of_ones_own_pass_whatever_signs_they_have(password: str) -> None:
    assert refused(GUESSABLE, password) == ""


def test_own_name_is_guessed_first() -> None:
    user = User(username="zyxomandril", name="Sample")
    assert (refused(GUESSABLE, "zyxomandril9"), refused(GUESSABLE, "zyxomandril9", user)) == ("", "password_guessable")


@pytest.fixture
def leaked(tmp_path: Path) -> LeakedPasswordValidator:
    """A list of 2,000 leaked passwords, as such lists are handed out."""
    digests = sorted(
        hashlib.sha1(f"leaked {number}".encode(), usedforsecurity=False).hexdigest() for number in range(2000)
    )
    file = tmp_path / "leaked.txt"
    file.write_text("".join(f"{one.upper()}:{random.Random(one).randrange(1, 10**7)}\r\n" for one in digests))
    return LeakedPasswordValidator(str(file))


def test_password_of_the_list_is_refused_and_no_other(leaked: LeakedPasswordValidator) -> None:
    found = {refused(leaked, f"leaked {number}") for number in range(2000)}
    assert (found, {refused(leaked, f"other {number}") for number in range(2000)}) == ({"password_leaked"}, {""})


def test_without_a_list_nothing_is_refused_by_it() -> None:
    assert refused(LeakedPasswordValidator(), "leaked 1") == ""


def test_page_says_why_a_password_is_not_taken(sign_in: SignIn) -> None:
    client: Client = sign_in("reader")
    said = {"new-old": PASSWORD, "new-password": "Password123456", "new-again": "Password123456"}
    page = client.post("/settings/account/password/", said).content.decode()
    assert "is among the first to be tried" in page
