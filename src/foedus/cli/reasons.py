"""What is wrong with a line, a dispatch or an act, in people's words, by its stable reason; it judges nothing.

The facts of an error are poured into the braces; one that is missing shows as a dash.
"""

from collections.abc import Mapping
from typing import Any, Final

from foedus.cli.language import N_, _

LINES: Final = {
    "not-a-line": N_("it has not the form of an entry"),
    "header": N_("its header is not exactly the one that is prescribed"),
    "base64url": N_("its header or signature is not canonical base64url"),
    "signature-length": N_("its signature has {characters} characters, not 86"),
    "signature": N_("its signature is not of the key that it names: something in it was changed, or it is forged"),
    "too-long": N_("it is longer than is allowed"),
    "no-line-feed": N_("it breaks off: the file ends in the middle of it"),
    "not-an-object": N_("what it says is not one JSON object"),
    "control-byte": N_("it holds a control character"),
    "not-utf8": N_("it is not UTF-8 (byte {byte})"),
    "not-json": N_("it is not JSON (character {at})"),
    "number": N_("it holds a number that is not allowed: {value}"),
    "duplicate-name": N_("a name stands twice in it: {name}"),
    "too-deep": N_("it is nested deeper than {limit} levels"),
    "nul": N_("a text in it holds the character zero"),
    "surrogate": N_("a text in it holds half a character"),
    "form": N_("it has not the form that is prescribed: {detail}"),
    "time": N_("its time is no time: {value}"),
    "note": N_("a note in it is neither a text per language nor a file"),
    "not-alone": N_("it holds something that must stand alone, beside something else"),
    "opening": N_("a register begins with its founding or joining, and has neither later"),
    "prev": N_("it does not say which entry it follows, or says so where there is none"),
    "founding-fields": N_("a founding entry names nothing before it, and this one does"),
    "founder-not-party": N_("its author {code} is not among the Parties that it names"),
    "no-partnership": N_("it does not say to which cooperation it belongs"),
    "code-twice": N_("it names one code twice"),
    "key-twice": N_("it names one key twice"),
    "empty-rotation": N_("it changes keys and names none"),
    "key-type": N_("a key in it is not an Ed25519 key"),
    "key-base64url": N_("a key in it is not canonical base64url"),
    "key-length": N_("a key in it has {bytes} bytes, not 32"),
    "key-not-canonical": N_("a key in it is not written canonically"),
    "key-not-on-curve": N_("a key in it is no point of the curve"),
    "key-small-order": N_("a key in it is of small order, and would sign anything"),
    "another-partnership": N_("it belongs to another cooperation"),
    "another-journal": N_("it is an entry of {code}, in a register that is not its own"),
    "unknown-key": N_("it names a key that no Party is known to have"),
    "not-the-key-in-force": N_("it is signed with {kid}, and the key in force was {expected}"),
    "too-many-waiting": N_("more than {limit} entries of this Party wait already"),
    "join-version": N_("it joins by Parties and rules of exchange that it cannot know"),
    "join-not-named": N_("{code} joins, and is not named under this key"),
    "prev-of-another": N_("it follows an entry of {code}, not one of its own"),
    "seq": N_("it is numbered {seq}, and {expected} was due"),
    "seen-missing": N_("it has seen an entry that is not here"),
    "seen-own": N_("it names an entry of its own as seen"),
    "seen-twice": N_("it names as seen what it had seen already"),
    "needs-newer-program": N_("it needs a newer version of foedus"),
    "missing": N_("entries that it follows are not here"),
    "prev-missing": N_("the entry before it is not among these files, or does not verify"),
    "past-missing": N_("an entry of another Party that it has seen is not among these files, or does not verify"),
    "founding-missing": N_("the founding entry, which holds the keys, is not among these files"),
    "founding-changed": N_("it is not the founding entry that the other lines name: something in it was changed"),
    "left": N_("its author had left the cooperation"),
}

DISPATCHES: Final = {
    "not-a-bundle": N_("it is no dispatch, or it is damaged"),
    "encrypted": N_("it is encrypted: only its receivers can open it, with foedus import"),
    "no-lines": N_("it holds no entry that can be read"),
    "file-twice": N_("it holds {file} twice"),
    "path": N_("it holds a file that has no place in a dispatch: {file}"),
    "not-a-file": N_("it holds something that is no plain file: {file}"),
    "packing": N_("{file} is packed in a way that is not allowed"),
    "file-missing": N_("{file} is missing in it"),
    "not-listed": N_("its list of contents does not name {file}"),
    "listed-and-missing": N_("its list of contents names {file}, which is not in it"),
    "digest": N_("{file} is not the one that its list of contents names: it was changed after it was packed"),
    "blob-name": N_("{file} does not bear the name of its contents"),
    "blob-too-short": N_("{file} is too short"),
    "too-large": N_("it is larger than is allowed ({limit} bytes)"),
    "too-many-entries": N_("it holds more than {limit} entries"),
    "signature-form": N_("its signature has not the form that is prescribed"),
    "manifest-signature": N_("its list of contents is not signed by a key of its sender"),
    "sender-unknown": N_("its sender is no Party to this cooperation"),
    "not-for-us": N_("it is addressed to others"),
}

PINS: Final = {
    "pin-of-no-party": N_("{code}: no Party to this cooperation has this code"),
    "pin-differs": N_("{code}: the key that was compared is {thumbprint}, the one found here {found}"),
}

ACTS: Final = {
    "left": N_("its author had left the cooperation"),
    "conflicting-registers": N_("its author keeps conflicting registers"),
    "not-admitted": N_("its author was not admitted yet"),
    "unknown-version": N_("it names a text that its author had not seen"),
    "not-a-party": N_("it names someone who is no Party"),
    "base-missing": N_("it does not say which agreed text it amends"),
    "base-of-another-record": N_("it amends a text of something else"),
    "base-not-sealed": N_("it amends a text that is not agreed"),
    "kind-changed": N_("it turns one kind of record into another"),
    "no-other-charter": N_("there is one set of Parties and rules of exchange, and this is another"),
    "not-the-founder": N_("only the founding Party proposes changes to the Parties and rules of exchange"),
    "charter-without-base": N_("it does not say which Parties and rules of exchange it amends"),
    "not-a-charter": N_("it has not the form of Parties and rules of exchange"),
    "party-dropped": N_("it drops a Party that has not left"),
    "key-changed": N_("it changes a Party's key, which the Party alone can do"),
    "code-used-before": N_("it gives a code that was another's before"),
    "key-used-before": N_("it gives a key that was used before"),
    "not-concerned": N_("its author's consent is not asked for this text"),
    "not-the-author": N_("only the author can withdraw a text"),
    "others-record": N_("it declares something in another Party's name"),
    "not-the-last": N_("it replaces a text that is not the author's last"),
    "own-record": N_("nobody acknowledges what they declared themselves"),
    "no-reference": N_("it erases a file to which its author does not refer"),
    "others-reference": N_("it erases a file to which another Party refers"),
    "record-twice": N_("it registers two texts of one record as agreed"),
    "not-the-keeper": N_("its author is not the depositary"),
    "in-dispute": N_("the record is in dispute: two texts of it are registered as agreed"),
    "base-not-last": N_("another text was agreed meanwhile"),
    "with-not-sealed": N_("texts that belong with it are not agreed"),
    "withdrawn": N_("the text had been withdrawn"),
    "fewer-than-two": N_("fewer than two Parties are concerned"),
    "no-consent": N_("not every Party concerned has accepted the text"),
    "not-in-full-capacity": N_("a Party has accepted the text ad referendum only"),
    "consent-expired": N_("a Party's consent had run out"),
}

_ALL: Final = {**DISPATCHES, **ACTS, **LINES, **PINS}


class _Facts(dict[str, Any]):
    """Facts to be poured in; one that is missing shows as a dash."""

    def __missing__(self, key: str) -> str:
        return "-"


def pour(text: str, facts: Mapping[str, Any]) -> str:
    """Translate a text, and pour facts into it."""
    return _(text).format_map(_Facts(facts))


def reason_text(reason: str, facts: Mapping[str, Any] | None = None, texts: Mapping[str, str] = _ALL) -> str:
    """Say a reason in the language chosen; one that has no words is shown as it is.

    :param texts: where the same word means different things, the table to look in.
    """
    text = texts.get(reason)
    return pour(text, facts or {}) if text is not None else reason
