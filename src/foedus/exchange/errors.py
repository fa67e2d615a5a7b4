"""What goes wrong on the line to another office, as a reason and its facts; it refuses to know how people are told."""

from foedus.ledger.errors import LedgerError


class ExchangeError(LedgerError):
    """Another office was not reached, or did not answer as one does. ``facts`` names the ``host``."""


class AddressError(LedgerError):
    """What was given is no address of an office: ``address`` is what was given."""
