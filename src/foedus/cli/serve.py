"""`foedus serve`: the workbench of this home in the browser, with no other service; it knows no page."""

import errno
import os
import signal
import socket
import sys
from contextlib import nullcontext
from pathlib import Path

import click

from foedus.cli import page
from foedus.cli.beside import Beside
from foedus.cli.commands import Option, command
from foedus.cli.desk import PASSPHRASE, Desk, pass_desk, reached_at, with_passphrase
from foedus.cli.language import N_, _

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, cls=Option, help=N_("The address to listen on."))
@click.option("--port", default=8100, show_default=True, cls=Option, help=N_("The port to listen on."))
@click.option(
    "--threads", default=4, show_default=True, cls=Option, help=N_("How many requests are answered at the same time.")
)
@click.option("--workers", default=1, show_default=True, cls=Option, help=N_("How many processes answer."))
@click.option(
    "--new-administrator", is_flag=True, cls=Option, help=N_("Print a new one-time link for an administrator, and end.")
)
@click.option(
    "--no-exchange",
    is_flag=True,
    cls=Option,
    help=N_("Do nothing by itself: no exchange with other offices; when they call, they are answered."),
)
@with_passphrase
@pass_desk
def serve(
    desk: Desk, *, host: str, port: int, threads: int, workers: int, new_administrator: bool, no_exchange: bool
) -> None:
    """Serve the workbench of this home to the browser.

    It listens on this computer alone unless another address is named; then put a proxy with TLS before it and set
    FOEDUS_HTTPS=1 and FOEDUS_HOSTS. Everything runs in this one command, the exchange with other offices too; Ctrl-C
    ends it. Several homes can be served at once, each on a port of its own.
    """
    _prepare(desk, port)
    if new_administrator:
        _tell_link(desk, host, port, beside=False)
        return
    _see_that_it_is_free(host, port)
    _catch_up()
    if host not in _LOOPBACK and os.environ.get("FOEDUS_HTTPS") != "1":
        page.paragraph(
            _("Others can reach this address and nothing encrypts the line: put a proxy with TLS before it.")
        )
    if _has_nobody():
        page.paragraph(_("Nobody can sign in yet."))
        _tell_link(desk, host, port, beside=True)
    page.paragraph(_("The workbench is at {address} (Ctrl-C ends it).").format(address=_address(host, port)))
    sys.stdout.flush()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from foedus.exchange.addresses import AT_ONCE
    from foedus.store.database import let_go

    let_go()

    server = Granian(
        "foedus.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads + AT_ONCE,
        log_level=LogLevels.error,
    )
    os.register_at_fork(before=_hold_back, after_in_parent=_let_through, after_in_child=_hear_the_end)
    with nullcontext() if no_exchange else Beside():
        server.serve()


def _hear_the_end() -> None:
    """In a process that will answer: end at once where the server is ended while this one still loads the workbench.

    Until then it has the handlers of its parent, which only note that there was a signal: nobody would ever look.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to everybody at the terminal: the parent ends the rest
    _let_through()


def _hold_back() -> None:
    """Keep the word to end until the new process hears it: it may come before that has done anything at all."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})


def _let_through() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def _prepare(desk: Desk, port: int) -> None:
    """Let Django find this home, its passphrase and its tables."""
    # Before anything of the store is imported, which would start Django without the workbench.
    os.environ["DJANGO_SETTINGS_MODULE"] = "foedus.web.settings"
    os.environ["FOEDUS_HOME"] = str(Path(desk.home).resolve())
    os.environ["FOEDUS_PORT"] = str(port)
    import django

    django.setup()
    from django.db import connections

    from foedus.store.database import bring_up

    desk.open()  # which says that there is none, or that its database does not answer, without waiting
    given = _passphrase(desk)
    if given is not None:
        os.environ[PASSPHRASE] = given
    bring_up(connections["default"])


def _passphrase(desk: Desk) -> str | None:
    """The passphrase of protected keys, asked for at a terminal where none is given, and tried at once.

    :raises KeyringError: it does not open them.
    """
    from foedus.store.keyring import FileKeyring

    given = desk.given_passphrase()
    keys = FileKeyring(desk.home / "keys", lambda: given)
    if not keys.is_protected:
        return given
    given = given if given is not None else desk.passphrase()
    if given is not None:
        keys.identities()
    return given


def _see_that_it_is_free(host: str, port: int) -> None:
    """Say at once where nothing can listen, in words.

    :raises click.ClickException: the port is taken, or not ours to take.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
    except OSError as error:
        told = {
            errno.EADDRINUSE: _("Something listens on port {port} already: name another one with --port."),
            errno.EACCES: _("Port {port} needs more rights than yours: name one above 1023 with --port."),
        }.get(error.errno or 0, _("This computer cannot listen on {host}: name another address with --host."))
        raise click.ClickException(told.format(host=host, port=port)) from None
    except OverflowError:
        raise click.BadParameter(_("a port is a number up to 65535"), param_hint="--port") from None


def _catch_up() -> None:
    """List what came by command since the last time, so that the first page does not have to."""
    from django.core.management import call_command

    with page.progress(_("Listing entries")) as step:
        call_command("catch_up", progress=step)


def _has_nobody() -> bool:
    from django.contrib.auth import get_user_model

    return not get_user_model().objects.exists()


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _tell_link(desk: Desk, host: str, port: int, *, beside: bool) -> None:
    """Print a link that opens once.

    :param beside: those made before stay open too.
    """
    from foedus.office import first_link

    page.paragraph(_("This link opens once, for an administrator of this copy:"))
    page.line(f"{reached_at(_address(host, port))}welcome/{first_link.make(desk.node, beside=beside)}/")
