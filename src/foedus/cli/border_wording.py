"""What to do now about what crosses the border and the system below; it loads no Django, as verify must not."""

from typing import Final

from foedus.cli.language import N_
from foedus.cli.reasons import Wording
from foedus.exchange.envelope import EnvelopeError
from foedus.exchange.errors import AddressError, ExchangeError
from foedus.ledger.errors import BundleError, KeyFormError, LineError, SigningError
from foedus.phrases.border import PHRASES

BORDER: Final[dict[type[Exception], Wording]] = {
    LineError: Wording(
        PHRASES[LineError],
        now=N_("Ask whoever sent it for a new dispatch. If it is your own, run foedus rebuild and report it."),
    ),
    KeyFormError: Wording(PHRASES[KeyFormError], now=N_("Ask the Party for its card again.")),
    BundleError: Wording(
        PHRASES[BundleError],
        now=N_("Ask its sender for a new one. To see how far it can be trusted: foedus verify FILE."),
    ),
    SigningError: Wording(
        PHRASES[SigningError],
        now=N_("Take in what the other Parties have sent, then look at foedus todo."),
        nows={
            "conflicting-registers": N_("Show both to the other Parties; only the recovery key can mend this."),
        },
    ),
    EnvelopeError: Wording(
        PHRASES[EnvelopeError], now=N_("Ask its sender whether it is addressed to this office, and to send it again.")
    ),
    AddressError: Wording(
        PHRASES[AddressError], now=N_("Ask the other office for the address of its workbench, with https.")
    ),
    ExchangeError: Wording(
        PHRASES[ExchangeError],
        now=N_("It is tried again by itself where foedus serve runs; or try it now: foedus peer try COOPERATION."),
        nows={
            "ca-file": N_("See to the file that FOEDUS_CA_FILE names."),
            "name-unknown": N_("See that the address is right, and that this computer is connected."),
            "certificate-issuer": N_("Name a file with the issuer's certificate in FOEDUS_CA_FILE."),
            "certificate-expired": N_("See to the clock of this computer; else tell the other office."),
            "certificate-not-yet": N_("See to the clock of this computer; else tell the other office."),
            "redirect": N_("Ask the other office which address is right, and set that one."),
            "another-office": N_("See to the address: foedus peer set COOPERATION CODE ADDRESS."),
        },
    ),
    OSError: Wording(
        PHRASES[OSError], now=N_("Make room, or see to the file and its permissions; then give the same command again.")
    ),
}
