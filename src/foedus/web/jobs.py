"""The list of what this copy does by itself; to add a job is to add it here."""

from collections.abc import Sequence
from typing import Final

from foedus.web.exchanging.tasks import EXCHANGE
from foedus.web.listing_job import LISTS
from foedus.web.mail_job import MAIL
from foedus.web.timer import Job

JOBS: Final[Sequence[Job]] = (EXCHANGE, LISTS, MAIL)
