"""Keeps the workbench's catalogues: gathers what its pages and modules say, and compiles; it translates nothing.

``python -m foedus.web.translations`` writes ``locale/*/LC_MESSAGES/django.po`` and ``.mo``: new texts come in empty,
texts that are no more go out. English is the source and has no catalogue. Django's own catalogue answers for its words.
"""

import io
from collections.abc import Iterator
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


def message_ids() -> list[MessageId]:
    """Everything that is to be translated, sorted: texts in the modules and in the templates."""
    from babel.messages.extract import extract

    found: set[MessageId] = set()
    for opened in _sources():
        for _line, id_, _comments, _context in extract("python", opened, keywords=_KEYWORDS):
            if id_:
                found.add(id_ if isinstance(id_, str) else (id_[0], id_[1]))
    return sorted(found, key=lambda id_: id_ if isinstance(id_, str) else id_[0])


def _sources() -> Iterator[io.BytesIO]:
    """Every module, and every template as the module that Django makes of it for this purpose."""
    for path in sorted(FOLDER.rglob("*.py")):
        yield io.BytesIO(path.read_bytes())
    templates = (path for path in (FOLDER / "templates").rglob("*") if path.suffix in {".html", ".txt"})
    for path in sorted(templates):
        yield io.BytesIO(templatize(path.read_text(encoding="utf-8"), origin=path.name).encode())


CATALOGUES = Catalogues(FOLDER / "locale", "django", message_ids)


if __name__ == "__main__":
    CATALOGUES.write()
