"""What an office refuses to do, as a reason and its facts; it refuses to know how people are told."""

from foedus.ledger.errors import LedgerError, ReasonedError


class OfficeError(ReasonedError):
    """A verb was refused, and nothing was changed."""


class NotFoundError(OfficeError):
    """Nothing here is called so. ``name`` is what was asked for."""


class AmbiguousError(OfficeError):
    """Several things are called so: ``name`` was asked for, ``candidates`` are meant."""


class DraftError(OfficeError):
    """A draft cannot be signed, or not be changed like that: ``draft`` its number, ``problems`` what is wrong."""


class UnkeptDraftError(DraftError):
    """What a verb drafted for itself cannot be signed, and no draft of it is kept: ``kind``, ``problems``."""


class PersonalDataError(OfficeError):
    """What was about to be signed looks as if it held personal data: ``suspects``."""


class ConsentError(OfficeError):
    """This party cannot say that of this text: ``version`` names it."""


class DispatchError(OfficeError):
    """A bundle was refused whole, or cannot be made."""


class CallerError(OfficeError):
    """Whoever calls gets no answer: ``partnership`` and ``code`` in whose name it was, where that much is known."""


class GuardError(OfficeError):
    """This copy must not sign: it is older than what it last signed, or its register is not its own alone."""


class KeyringError(LedgerError):
    """A secret key is not here, or the passphrase does not open it."""


class CardError(OfficeError):
    """A file is no party's card."""
