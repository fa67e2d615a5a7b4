"""Keeps the workbench's catalogues: gathers what its pages and modules say, and compiles; it translates nothing.

``python -m foedus.web.translations`` writes ``locale/*/LC_MESSAGES/django.po`` and ``.mo``: new texts come in empty,
texts that are no more go out. English is the source and has no catalogue. Django's own catalogue answers for its words.
Italian says everything; the languages that were drafted by machine say at least what ``COMPLETE_FOR`` names, and the
rest in English.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation.template import templatize

from foedus.phrases.catalogues import Catalogues, MessageId

FOLDER: Final = Path(__file__).parent
_KEYWORDS: Final = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "N_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
COMPLETE_FOR: Final = (
    *(
        f"templates/web/{one}.html"
        for one in (
            "[45]*",
            "base",
            "coming",
            "error",
            "factors/*",
            "forms/*",
            "negotiating/*",
            "outcomes/*",
            "parts/*",
            "people/*",
            "signing/*",
            "stale_form",
            "todo/*",
        )
    ),
    *("mailing.py", "templates/web/mail/*"),
    *("activity_page.py", "adapters.py", "confirming.py", "display.py", "duties.py", "frame.py", "intents.py"),
    *("names.py", "negotiation.py", "passwords.py", "reviewing.py", "rights.py", "settings_tabs.py", "telling.py"),
    *("values.py", "weeks.py"),
    *("forms/days.py", "forms/factors.py", "forms/fields.py", "forms/outcome.py", "forms/people.py"),
    *("views/identities.py", "views/negotiating.py", "views/outcomes.py", "views/people.py", "views/signing.py"),
    *("todo_list.py", "views/todo.py", "working_lists.py"),
)
"""What every language says in full: coming in with its second factor, pages of errors, to do, negotiation, outcome,
the mails, and what stands around each of them."""


@cache
def message_ids(
    sources: tuple[str, ...] = ("**/*.py", "templates/**/*.html", "templates/**/*.txt"),
) -> Sequence[MessageId]:
    """Gather what is to be translated, sorted; from everything, or from the files that some patterns name."""
    from babel.messages.extract import extract

    found: set[MessageId] = set()
    for opened in _opened(sources):
        for _line, id_, _comments, _context in extract("python", opened, keywords=_KEYWORDS):
            if id_:
                found.add(id_ if isinstance(id_, str) else (id_[0], id_[1]))
    return tuple(sorted(found, key=lambda id_: id_ if isinstance(id_, str) else id_[0]))


def _opened(sources: Iterable[str]) -> Iterator[io.BytesIO]:
    """Every module, and every template as the module that Django makes of it for this purpose."""
    for path in sorted(path for pattern in sources for path in FOLDER.glob(pattern)):
        if path.suffix == ".py":
            yield io.BytesIO(path.read_bytes())
        else:
            yield io.BytesIO(templatize(path.read_text(encoding="utf-8"), origin=path.name).encode())


CATALOGUES = Catalogues(FOLDER / "locale", "django", message_ids)


if __name__ == "__main__":
    CATALOGUES.write()
