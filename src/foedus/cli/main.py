"""The `foedus` command: which commands there are, and what becomes of an error; it decides nothing else."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import click

from foedus.cli import language, telling
from foedus.cli.commands import Group, Option, Place
from foedus.cli.desk import Desk
from foedus.cli.language import N_

DONE, REFUSED = 0, 1
DEBUG = "FOEDUS_DEBUG"
_BEFORE_CLEARING_UP = 200_000
"""So many objects are made before Python looks for unused ones: more than a short command loads."""

CHAPTERS = {
    N_("To begin"): {
        "init": Place(
            "foedus.cli.beginning:init",
            N_("Begin this office's copy: its folder, its database, its keys and its card."),
        ),
        "card": Place(
            "foedus.cli.beginning:card", N_("Show this Party's card, write it to a file, or read another Party's.")
        ),
        "partnership": Place(
            "foedus.cli.partnership:partnership", N_("Found, join and list cooperations, and admit Parties.")
        ),
        "serve": Place("foedus.cli.serve:serve", N_("Serve the workbench of this home to the browser.")),
        "demo": Place(
            "foedus.cli.demo:demo",
            N_(
                "Play the whole of it through with sample Parties, in a temporary folder, and open them in the browser."
            ),
        ),
    },
    N_("To prepare"): {
        "file": Place("foedus.cli.attaching:file", N_("Attach files to texts, open them, or have them erased.")),
        "sheet": Place(
            "foedus.cli.sheet:sheet", N_("Bring a plan's lines in from a spreadsheet, and write them out to one.")
        ),
        "print": Place(
            "foedus.cli.printing:print_", N_("Write a plan as a PDF to be printed and signed, in one or two languages.")
        ),
        "draft": Place("foedus.cli.draft:draft", N_("Make, change, show and drop drafts.")),
        "review": Place(
            "foedus.cli.review:review",
            N_("Show word for word what will be signed, and mark what looks like personal data."),
        ),
        "note": Place(
            "foedus.cli.declaring:note",
            N_("Keep a note on a record in this office, or read those that are there; notes never leave."),
        ),
    },
    N_("To agree and to declare"): {
        "propose": Place("foedus.cli.proposing:propose", N_("Sign drafts, and offer them to the other Parties.")),
        "accept": Place("foedus.cli.answering:accept", N_("Accept texts that other Parties offer.")),
        "decline": Place("foedus.cli.answering:decline", N_("Do not accept texts, and say why.")),
        "withdraw": Place("foedus.cli.answering:withdraw", N_("Withdraw texts that this Party offered, for good.")),
        "answer": Place(
            "foedus.cli.answering:answer",
            N_("Answer several texts at once: accept some, do not accept others, offer counter-texts."),
        ),
        "declare": Place("foedus.cli.declaring:declare", N_("Sign drafts as declarations of this Party alone.")),
        "report": Place(
            "foedus.cli.declaring:report", N_("Say what came of an activity: the outcome, in one command.")
        ),
        "acknowledge": Place(
            "foedus.cli.answering:acknowledge",
            N_("Say that declarations of other Parties were read; it agrees to nothing."),
        ),
        "paper": Place(
            "foedus.cli.paper:paper", N_("Record what a partner not connected agreed to on paper, with the scan of it.")
        ),
        "offer": Place(
            "foedus.cli.paper:offer",
            N_("Offer texts recorded on paper to a partner that has connected; it accepts what it recognises."),
        ),
    },
    N_("Dispatches in and out"): {
        "export": Place(
            "foedus.cli.dispatches:export",
            N_("Write a dispatch for the other Parties: everything that they lack, encrypted to them."),
        ),
        "import": Place(
            "foedus.cli.dispatches:import_",
            N_("Take in a dispatch, and say in plain words what changed and who has to answer."),
        ),
        "peer": Place(
            "foedus.cli.peers:peer",
            N_("Keep the addresses of other offices, and exchange with them directly."),
        ),
    },
    N_("To look up"): {
        "todo": Place(
            "foedus.cli.looking:todo",
            N_("Say what is ours to answer and what is theirs, in one cooperation or in all."),
        ),
        "records": Place(
            "foedus.cli.looking:records", N_("List the records of a cooperation, with where each stands.")
        ),
        "show": Place(
            "foedus.cli.looking:show",
            N_("Show one record: the agreed text, what is offered beside it and by whom, and this office's notes."),
        ),
        "history": Place(
            "foedus.cli.looking:history",
            N_("Tell a record's history: every text with what it changed, who accepted it and when."),
        ),
        "standing": Place(
            "foedus.cli.standing:standing",
            N_("Draw the state of play of a cooperation: what was planned and held, by whom, what is open."),
        ),
    },
    N_("To check"): {
        "check": Place(
            "foedus.cli.checking:check", N_("Show the check code and words of a cooperation or of one agreed record.")
        ),
        "state": Place(
            "foedus.cli.checking:state",
            N_("Show the state of a cooperation in figures, by which others check this copy."),
        ),
        "keys": Place(
            "foedus.cli.keys:keys",
            N_("Show and compare keys, change this Party's, print the recovery sheet, or recover with it."),
        ),
        "verify": Place(
            "foedus.cli.verify:verify", N_("Check dispatches and registers, on any machine, without an office's copy.")
        ),
        "backup": Place(
            "foedus.cli.backing_up:backup", N_("Make, check and restore a backup of this office's copy and its keys.")
        ),
        "move-database": Place(
            "foedus.cli.moving:move_database",
            N_("Move this office's copy to another database: one of a PostgreSQL server, or back into a file."),
        ),
        "doctor": Place("foedus.cli.doctor:doctor", N_("Say what is wrong with this office's copy, and what to do.")),
        "rebuild": Place(
            "foedus.cli.checking:rebuild", N_("Make everything derived again from the registers, with the same result.")
        ),
    },
}


class Program(Group):
    """The whole program: errors are worded, and none of them ends in a traceback."""

    def __call__(self, *args: Any, **attributes: Any) -> Any:
        """Run as a process of its own: what it loads is in use to its end, and the system takes it back at once."""
        gc.set_threshold(_BEFORE_CLEARING_UP)
        try:
            return super().__call__(*args, **attributes)
        finally:
            gc.freeze()  # else Python looks through all of it once more at its end, which takes a third of the time

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command, word what goes wrong, and end with 0, 1 or 2."""
        language.choose()
        prog_name = prog_name or "foedus"
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        ending = _Ending()
        with ending:
            told = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
            ending.status = told if isinstance(told, int) else DONE
        sys.exit(ending.status)


class _Ending:
    """How a command ends: whatever goes wrong in it is worded here, and nowhere else."""

    status = DONE

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Word an error; say whether it is dealt with."""
        del kind, trace
        if error is None:
            return True
        self.status = REFUSED
        if isinstance(error, click.ClickException):
            error.show()
            self.status = error.exit_code
        elif isinstance(error, BrokenPipeError):
            # Whoever read the output has gone; Python would complain once more when it closes it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        elif isinstance(error, click.Abort | KeyboardInterrupt):
            telling.tell_interruption()
        elif isinstance(error, Exception) and os.environ.get(DEBUG) != "1":
            telling.tell(error)
        else:
            return False
        return True


def _choose_language(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    language.choose(value)


@click.group(cls=Program, chapters=CHAPTERS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    cls=Option,
    envvar="FOEDUS_HOME",
    type=click.Path(file_okay=False, path_type=Path),
    default=lambda: Path.home() / "foedus",
    help=N_("The folder of this office's copy (else FOEDUS_HOME, else the folder foedus in your own)."),
)
@click.option(
    "--lang",
    cls=Option,
    type=click.Choice(language.LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=_choose_language,
    help=N_("The language of the answers (else FOEDUS_LANG, else the system's)."),
)
@click.version_option(None, "-V", "--version", package_name="foedus", cls=Option, help=N_("Show the version and exit."))
@click.pass_context
def main(ctx: click.Context, home: Path) -> None:
    """The cooperation plan that both sides hold.

    Each Party keeps its own copy of a cooperation, and the copies exchange signed entries by file. A text
    counts as agreed only when every Party concerned has accepted that very text, and anyone can check it.

    For unclassified work only.
    """
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)  # of somebody else's program: the commands name their own
    ctx.obj = Desk(home)
