"""Makes sample people in the home of a sample office, and says who they are as JSON; it refuses any other home."""

import json
import os
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from foedus.web import samples


class Command(BaseCommand):
    """``python -m django sample_people`` with ``FOEDUS_HOME`` and the workbench's settings."""

    help = "Make sample people in the home of a sample office."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it.

        :raises CommandError: the home is no sample office's.
        """
        call_command("migrate", verbosity=0, interactive=False)
        try:
            samples.make(os.environ.get("FOEDUS_LANG", "en")[:2])
        except samples.NoSampleError as error:
            told = f"{error.name}: not a sample office; nobody was made"
            raise CommandError(told) from None
        self.stdout.write(json.dumps({"password": samples.PASSWORD, "people": samples.PEOPLE}))
