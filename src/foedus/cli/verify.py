"""`foedus verify`: says how far the registers in some files hold; it needs no office's copy and no database."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import click
import msgspec

from foedus.cli import page
from foedus.cli.commands import Option, command
from foedus.cli.desk import with_json
from foedus.cli.language import N_, _, ngettext
from foedus.cli.reasons import reason_text
from foedus.exchange.evidence import Problem
from foedus.exchange.verify import FileReport, JournalReport, KeyReport, PartnershipReport, Report, verify_files
from foedus.ledger.limits import CODE_FORM, THUMBPRINT_FORM
from foedus.phrases.reasons import ACTS, DISPATCHES, LINES, PINS

_USES = {"signing": N_("signs"), "recovery": N_("recovers")}
_MANY = 10


def _pins(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pins = {}
    for value in values:
        code, _sign, thumbprint = value.partition("=")
        if not re.match(CODE_FORM, code) or not re.match(THUMBPRINT_FORM, thumbprint):
            raise click.BadParameter(_("{value} is not CODE=THUMBPRINT, such as ITA=43 characters").format(value=value))
        pins[code] = thumbprint
    return pins


@command("verify")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--pin",
    "pins",
    multiple=True,
    metavar="CODE=THUMBPRINT",
    callback=_pins,
    cls=Option,
    help=N_("A Party's key that you have compared by another way; may be given several times."),
)
@with_json
@click.pass_context
def verify(ctx: click.Context, files: tuple[Path, ...], pins: Mapping[str, str], as_json: bool) -> None:
    """Check dispatches and registers, on any machine, without an office's copy.

    For each register it says how far it verifies and, where it does not, the file and the very line. It shows every
    Party's keys with the entry that brought them, and the check code of all that is agreed. Give files that
    belong together at once. Encrypted dispatches (.age) can be opened by their receivers alone: write one for an
    auditor with foedus export --plain.
    """
    with page.progress(_("Verifying")) as step:
        report = verify_files(files, pins, step)
    if as_json:
        page.print_json({"verifies": report.is_whole, **msgspec.to_builtins(report)})
    else:
        _tell(report)
    ctx.exit(0 if report.is_whole else 1)


def _tell(report: Report) -> None:
    for file in report.files:
        _tell_file(file)
    for partnership in report.partnerships:
        page.line()
        _tell_partnership(partnership)
    page.line()
    if report.is_whole:
        page.heading(_("All of it verifies."))
        if any(key.compared != "pinned" for one in report.partnerships for key in one.keys if key.use == "signing"):
            page.paragraph(
                _(
                    "A signature proves who held the key, not who the Party is: compare the keys by another way, "
                    "and give them with --pin."
                )
            )
    else:
        page.heading(_("Not all of it verifies."))


def _tell_file(file: FileReport) -> None:
    page.heading(file.file)
    if file.sender:
        page.facts(
            [
                (_("dispatch"), _("from {sender} to {receivers}, made {at}").format(
                    sender=file.sender, receivers=", ".join(file.to), at=file.created)),
                (_("signature"), _signature(file)),
                (_("files"), str(file.blobs) if file.blobs else ""),
            ],
            indent=1,
        )  # fmt: skip
    _tell_problems(file.problems, DISPATCHES | LINES)


def _signature(file: FileReport) -> str:
    return {
        "good": _("of {sender}'s key").format(sender=file.sender),
        "bad": _("not of {sender}: the dispatch was changed, or is another's").format(sender=file.sender),
        "unknown": _("cannot be checked: the key is not among these files"),
    }[file.signature]


def _tell_problems(problems: Iterable[Problem], texts: Mapping[str, str], indent: int = 1) -> None:
    for problem in problems:
        reason = reason_text(problem.reason, problem.facts, dict(texts))
        where = _("{file}, line {line}").format(file=problem.file, line=problem.line) if problem.line else ""
        page.bullets([f"{where}: {reason}" if where else reason], indent)


def _tell_partnership(one: PartnershipReport) -> None:
    name = one.name or _("name not known")
    page.heading(_("Cooperation: {name}").format(name=name))
    page.facts([(_("identifier"), one.partnership)], indent=1)
    page.line(_("Registers"), indent=1)
    for journal in one.journals:
        page.line(_journal(journal), indent=2)
        _tell_problems(journal.problems, LINES, 3)
    if one.keys:
        page.line(_("Keys"), indent=1)
        page.table([_key(key) for key in one.keys], indent=2)
    _tell_problems(one.pins, PINS)
    for fork in one.forks:
        text = _("{code} keeps conflicting registers: two different entries bear the number {seq}")
        page.bullets([text.format(code=fork.code, seq=fork.seq)], indent=1)
    _tell_without_effect(one.void)
    _tell_agreed(one)


def _journal(journal: JournalReport) -> str:
    if journal.verified == journal.lines and not journal.problems:
        text = ngettext("{code}: its one entry verifies", "{code}: all {lines} entries verify", journal.lines)
    else:
        text = ngettext(
            "{code}: {verified} of one entry verifies",
            "{code}: {verified} of {lines} entries verify",
            journal.lines,
        )
    told = text.format(code=journal.code, lines=journal.lines, verified=journal.verified)
    ends = ", ".join(f"{journal.code}/{seq}" for seq in journal.heads)
    return told + (_(", up to {ends}").format(ends=ends) if ends else "")


def _key(key: KeyReport) -> tuple[str, ...]:
    use = _(_USES[key.use])
    compared = _("compared, as given") if key.compared == "pinned" else _("not yet compared")
    if key.use == "recovery":
        compared = ""
    state = "" if key.is_in_force else _("replaced since")
    brought = _("brought by {entry}").format(entry=key.shown)
    return key.code, key.name, use, key.thumbprint, brought, ", ".join(part for part in (compared, state) if part)


def _tell_without_effect(void: Mapping[str, str]) -> None:
    if not void:
        return
    text = ngettext("One act is without effect:", "{number} acts are without effect:", len(void))
    page.line(text.format(number=len(void)), indent=1)
    shown = list(void.items())[:_MANY]
    page.bullets([f"{act[:12]}…{act[64:]}: {reason_text(reason, {}, ACTS)}" for act, reason in shown], indent=2)
    if len(void) > _MANY:
        page.line(_("... and {number} more (all with --json)").format(number=len(void) - _MANY), indent=2)


def _tell_agreed(one: PartnershipReport) -> None:
    if one.digest is None:
        return
    page.facts(
        [
            (_("Agreed texts"), str(one.sealed)),
            (_("In dispute"), ", ".join(one.disputed)),
            (_("Check code of all that is agreed"), one.digest.digits),
            (_("Check words"), " ".join(one.digest.words)),
        ],
        indent=1,
    )
