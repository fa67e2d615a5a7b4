"""The command `foedus demo`: where the demo is played, in which order, and how it ends; each part plays itself."""

import shlex
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import click

from foedus.cli import page
from foedus.cli.commands import Option, command
from foedus.cli.demo.stage import program
from foedus.cli.demo.story import Story, UnexpectedError
from foedus.cli.language import LANGUAGES, N_, _, choose

EXPLORE: Final = ("--home ITA standing AZE --year 2024", "--home AZE todo", "--home KAZ records ITA")


def _choose_language(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        choose(value)


@command("demo")
@click.option(
    "--home-dir",
    "--keep",
    "keep",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    cls=Option,
    help=N_("Play it in this folder, which must be empty or new; else in a temporary one."),
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=_choose_language,
    cls=Option,
    help=N_("The language of the story; else the one of the answers."),
)
@click.option(
    "--serve/--no-serve",
    "serves",
    default=None,
    cls=Option,
    help=N_("Open the offices in the browser at its end, or not; else it does so where it speaks to a terminal."),
)
@click.pass_context
def demo(ctx: click.Context, keep: Path | None, serves: bool | None) -> None:
    """Play the whole of it through with sample Parties, in a temporary folder, and open them in the browser.

    Every step is a command of its own, in a process of its own, and every step between two Parties goes through a
    dispatch file. Nobody has signed any of it: the keys are samples. At its end each office is served on this
    computer, on a port of its own from 8201 on, with sample people to sign in as, until Ctrl-C. The folder stays.
    """
    folder = _folder(keep)
    story = Story()
    began = time.monotonic()
    try:
        _play(folder, story)
        _tell_end(story, folder, program(), time.monotonic() - began)
        if serves if serves is not None else sys.stdout.isatty():
            from foedus.cli.demo.serving import serve

            serve(folder, story)
    except UnexpectedError as error:
        _tell_unexpected(error, folder)
        ctx.exit(1)


def _folder(keep: Path | None) -> Path:
    if keep is None:
        return Path(tempfile.mkdtemp(prefix="foedus-demo-"))
    if keep.exists() and any(keep.iterdir()):
        raise click.BadParameter(_("{folder} is not empty").format(folder=keep), param_hint="--keep")
    keep.mkdir(parents=True, exist_ok=True)
    return keep.resolve()


def _play(folder: Path, story: Story) -> None:
    from foedus.cli.demo import agreeing, one_byte, paper_partner, public_table, year
    from foedus.cli.demo.stage import Aside, Stage, side_by_side

    stage = Stage(folder)
    story.says(
        _(
            'Sample offices, a folder each, that share nothing: {folder}. "ITA $ foedus" is the office of Italy: '
            "foedus --home ITA, in that folder. Every command is a process of its own; what different offices do at "
            "the same time is told one after the other."
        ).format(folder=folder)
    )
    paper = Aside(lambda own: paper_partner.prepare(stage, own))
    table = Aside(lambda own: public_table.prepare(stage, own))
    agreeing.begin(stage, story)
    table.start()
    held = agreeing.play(stage, story, paper)
    year.play(stage, story, held["lines"], held["talks"])
    side_by_side(
        story,
        lambda own: paper_partner.play(stage, own, paper),
        lambda own: public_table.play(stage, own, table),
    )
    one_byte.play(stage, story)


def _tell_unexpected(error: UnexpectedError, folder: Path) -> None:
    click.echo(err=True)
    for label, text in (
        (_("Not as told:"), error.what),
        (_("Foretold:"), str(error.foretold)),
        (_("Found:"), str(error.found)),
        (_("Kept:"), _("everything up to here, in {folder}").format(folder=folder)),
    ):
        click.echo(f"{label} {text}", err=True)


def _tell_end(story: Story, folder: Path, program: Path, seconds: float) -> None:
    story.part(_("Played to the end in {seconds} seconds, and everything was as told.").format(seconds=round(seconds)))
    story.says(_("The offices ITA, AZE, KAZ and USA stay in {folder}. To go on exploring:").format(folder=folder))
    page.line(f"    cd {shlex.quote(str(folder))}")
    for typed in EXPLORE:
        page.line(f"    {shlex.quote(str(program))} {typed}")
