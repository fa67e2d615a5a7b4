"""`foedus doctor`: says what is wrong with this office's copy and what to do; it mends nothing."""

import os
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import click
import msgspec

from foedus.cli import page
from foedus.cli.commands import Option, command
from foedus.cli.desk import Desk, pass_desk, with_json
from foedus.cli.language import N_, _, ngettext
from foedus.cli.reasons import pour
from foedus.cli.telling import told_of

if TYPE_CHECKING:
    from foedus.office.checkup import Finding

_DJANGO: Final = [sys.executable, "-m", "django"]
_PATIENCE_SECONDS: Final = 120
_MARKS: Final = {"ok": N_("well"), "look": N_("LOOK"), "wrong": N_("WRONG")}


@command("doctor")
@click.option(
    "--failed",
    metavar="UNIT",
    cls=Option,
    help=N_("What failed on this machine: administrators are mailed."),
)
@click.option(
    "--log",
    type=click.File(errors="replace"),
    metavar="FILE",
    cls=Option,
    help=N_("The last lines that what failed has written: they go into that mail. - reads what is handed over."),
)
@with_json
@pass_desk
@click.pass_context
def doctor(ctx: click.Context, desk: Desk, *, failed: str | None, log: IO[str] | None, as_json: bool) -> None:
    """Say what is wrong with this office's copy, and what to do.

    It looks at the files, the database, the disk, the backups, the registers, the keys, the exchange, the clock, the
    people and the mail, and mends nothing. Give it the variables with which foedus serve runs. It ends with 0 where
    nothing is wrong, though a person should look at something, and with 1 where something is.
    """
    from foedus.store.setup import start

    start()
    from foedus.store.checkup import checkup
    from foedus.store.home import is_home

    found = checkup(desk.home)
    if is_home(desk.home):
        found += _workbench(desk.home)
    if as_json:
        page.print_json([_facts(one) for one in found])
    else:
        _tell(found)
    if failed is not None:
        lines = log.read() if log is not None else ""
        click.echo(_mailed(desk.home, failed, found, lines), err=True)
    ctx.exit(1 if any(one.how == "wrong" for one in found) else 0)


def _workbench(home: Path) -> "list[Finding]":
    """What the workbench finds, asked in a process of its own: its settings may be what is broken."""
    from foedus.office.checkup import Finding

    try:
        told = _asked(home, "check_up")
    except subprocess.TimeoutExpired:
        return [Finding("workbench", "wrong", "workbench-silent", {"seconds": _PATIENCE_SECONDS})]
    if told.returncode == 0:
        return msgspec.json.decode(told.stdout, type=list[Finding])
    last = told.stderr.strip().splitlines()[-1:] or [""]
    return [Finding("workbench", "wrong", "workbench-broken", {"detail": last[0][:200]})]


def _mailed(home: Path, unit: str, found: "list[Finding]", lines: str) -> str:
    """Mail the administrators that something failed; says how many have a mail now."""
    wrong = sum(1 for one in found if one.how == "wrong")
    try:
        told = _asked(home, "mail_trouble", unit, str(wrong), handed=lines)
    except subprocess.TimeoutExpired:
        return _("No administrator was mailed: the mail server does not answer.")
    sent = msgspec.json.decode(told.stdout)["sent"] if told.returncode == 0 else 0
    if not sent:
        return _("No administrator was mailed: mail is not set up, none has an address, or none could be reached.")
    return ngettext("{number} administrator was mailed.", "{number} administrators were mailed.", sent).format(
        number=sent
    )


def _asked(home: Path, *task: str, handed: str = "") -> "subprocess.CompletedProcess[str]":
    """What a task of the workbench says.

    :raises subprocess.TimeoutExpired: it says nothing.
    """
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "foedus.web.settings", "FOEDUS_HOME": str(home.resolve())}
    return subprocess.run(  # noqa: S603 - our own program, with no word of anybody outside
        [*_DJANGO, *task],
        env=surroundings,
        input=handed,
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE_SECONDS,
    )


def _facts(one: "Finding") -> dict[str, Any]:
    what, now = _words(one)
    return {**msgspec.to_builtins(one), "what": what, "now": now}


def _tell(found: "list[Finding]") -> None:
    from foedus.phrases.checkup import CHECKS

    width = max(len(_(mark)) for mark in _MARKS.values())
    for one in found:
        what, now = _words(one)
        mark = _(_MARKS[one.how]).ljust(width)
        page.paragraph(f"{mark}  {_(CHECKS[one.check])}: {what}")
        if one.how != "ok" and now:
            page.paragraph(now, indent=3)
    page.line()
    page.line(_summary(found))


def _summary(found: "list[Finding]") -> str:
    wrong = sum(1 for one in found if one.how == "wrong")
    look = sum(1 for one in found if one.how == "look")
    if not wrong and not look:
        return _("All is well.")
    return _("Wrong: {wrong}. To look at: {look}.").format(wrong=wrong, look=look)


def _words(one: "Finding") -> tuple[str, str]:
    from foedus.phrases.checkup import PHRASES

    facts = dict(one.facts)
    for key, value in facts.items():
        if isinstance(value, list):
            facts[key] = ", ".join(map(str, value))
    failure = one.facts.get("failure")
    if failure is not None:
        from foedus.office.peers import Failure
        from foedus.phrases.failures import error_of

        facts["failure"] = told_of(error_of(msgspec.convert(failure, Failure)))[0]
    phrase = PHRASES[one.reason]
    return pour(phrase.happened, facts), pour(phrase.now, facts)
