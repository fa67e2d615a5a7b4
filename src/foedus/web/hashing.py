"""How a password is kept: Argon2id, as much of it as withstands guessing and lets an office come in at nine at once."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PasswordHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB and two passes: what OWASP's Password Storage Cheat Sheet asks for at least.

    Django's own measure takes 100 MiB of every sign-in, and PBKDF2 five times the processor's time for less.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
