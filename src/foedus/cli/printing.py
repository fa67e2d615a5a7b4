"""`foedus print`: a plan on paper, as a PDF; what stands on it is gathered and set elsewhere."""

from pathlib import Path
from typing import Final

import click

from foedus.cli import page
from foedus.cli.commands import Option, command
from foedus.cli.desk import Desk, pass_desk, with_json
from foedus.cli.language import N_, _, ngettext

_DONE: Final = {
    "agreed": N_("It bears the check code of the agreed text on every page."),
    "on-paper": N_("It says on every page that it was agreed on paper."),
    "draft": N_("It is marked as a draft on every page, and ends with what is not agreed yet."),
}


@command("print")
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("plan", metavar="RECORD")
@click.option(
    "-o", "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.pdf", cls=Option,
    help=N_("Where to write the paper."),
)  # fmt: skip
@click.option(
    "--languages", default="", metavar="CODE,CODE", cls=Option,
    help=N_("One or two, side by side; else those of the cooperation."),
)  # fmt: skip
@with_json
@pass_desk
def print_(desk: Desk, cooperation: str, plan: str, out: Path, languages: str, as_json: bool) -> None:
    """Write a plan as a PDF to be printed and signed, in one or two languages.

    An agreed plan bears its check code; one that is not agreed yet is marked as a draft, and shows what differs.
    """
    from foedus.office.plan_paper import paper_of
    from foedus.publishing.plan_paper import pdf

    coop = desk.cooperation(cooperation)
    wanted = tuple(part.strip() for part in languages.split(",") if part.strip())
    paper = paper_of(desk.node, coop, plan, wanted)
    out.write_bytes(pdf(paper))
    if as_json:
        page.print_json({"file": str(out), "lines": len(paper.lines), "standing": paper.standing})
        return
    text = ngettext("One line written to {file}.", "{number} lines written to {file}.", len(paper.lines))
    page.line(text.format(number=len(paper.lines), file=out))
    page.line(_(_DONE[paper.standing]))
