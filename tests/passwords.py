"""Passwords of sample people: kept as everybody's are, but worked over once and not a million times."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """Makes what the real one reads, in no time."""

    iterations = 1
