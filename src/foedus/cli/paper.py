"""`foedus paper` and `foedus offer`: what a partner not connected agreed to on paper, and what becomes of it."""

import mimetypes
from pathlib import Path

import click

from foedus.cli.commands import Option, command
from foedus.cli.desk import Desk, pass_desk, with_json, with_passphrase
from foedus.cli.language import N_
from foedus.cli.terms import noted, with_checks


@command("paper")
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT...")
@click.option("--parties", required=True, metavar="CODE,...", cls=Option, help=N_("Who agreed on paper."))
@click.option(
    "--scan",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    cls=Option,
    help=N_("The paper itself, as evidence."),
)
@click.option("--note", metavar="TEXT", cls=Option, help=N_("A note to the other Parties."))
@with_checks
@with_passphrase
@with_json
@pass_desk
def paper(
    desk: Desk,
    *,
    cooperation: str,
    drafts: tuple[str, ...],
    parties: str,
    scan: Path,
    note: str | None,
    is_checked: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Record what a partner not connected agreed to on paper, with the scan of it.

    It stands as this Party's word, never as the partner's signature. When the partner connects, foedus offer puts the
    recorded texts to it.
    """
    from foedus.cli import signing
    from foedus.office import paper as office
    from foedus.office import review

    coop = desk.cooperation(cooperation)
    numbers = desk.draft_numbers(coop, drafts)
    codes = tuple(code.strip() for code in parties.split(",") if code.strip())
    media_type = mimetypes.guess_type(scan.name)[0] or "application/octet-stream"
    content = scan.read_bytes()
    signing.confirm_review(lambda: review.review(desk.node, coop, numbers, is_declared=True, note=noted(note)), yes=yes)
    signing.sign(
        lambda checked: office.record_on_paper(
            desk.node,
            coop,
            numbers,
            codes,
            content,
            file_name=scan.name,
            media_type=media_type,
            note=noted(note),
            personal_confirmed=checked,
        ),
        is_checked=is_checked,
        as_json=as_json,
        yes=True,
    )


@command("offer")
@click.argument("cooperation", metavar="COOPERATION")
@click.argument("records", nargs=-1, metavar="[RECORD]...")
@click.option("--note", metavar="TEXT", cls=Option, help=N_("A note to the other Parties."))
@with_checks
@with_passphrase
@with_json
@pass_desk
def offer(
    desk: Desk, cooperation: str, records: tuple[str, ...], note: str | None, is_checked: bool, yes: bool, as_json: bool
) -> None:
    """Offer texts recorded on paper to a partner that has connected; it accepts what it recognises.

    Without RECORD all that are not offered yet.
    """
    from foedus.cli import signing
    from foedus.office import names
    from foedus.office import paper as office

    coop = desk.cooperation(cooperation)
    resolved = [names.resolve_record(desk.node, coop, record) for record in records]
    signing.sign(
        lambda checked: office.offer(desk.node, coop, resolved, note=noted(note), personal_confirmed=checked),
        is_checked=is_checked,
        as_json=as_json,
        yes=yes,
    )
