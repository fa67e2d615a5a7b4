"""Knows what terms and fields are called beyond Italian and English; refuses to know any list and any field.

The words stand in ``labels.tsv``, a row for each English label; a row ``LIST: LABEL`` holds for that list alone. They
were drafted by machine, and are marked so wherever they are shown until somebody who speaks the language has read them:
then the language is taken out of ``DRAFTED``.
"""

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

DRAFTED: Final = ("az", "fr", "kk", "ru", "uz")
"""The languages whose words nobody has read yet."""

_DOTTED: Final = str.maketrans({"İ": "i", "I": "ı"})


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """Give every row: the label in each language, by the English one."""
    read = csv.DictReader(
        io.StringIO(files("foedus.records").joinpath("labels.tsv").read_text(encoding="utf-8")),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
    return {row.pop("en"): row for row in read}


def label(english: str, language: str, *, within: str = "") -> str:
    """Give a label for a reader of `language`; the English one where there is no other.

    Parameters: the English label; the reader's language; the list of terms in which it stands, if any.
    """
    for name in (f"{within}: {english}", english):
        if name in labels():
            return labels()[name].get(language, english)
    return english


def lowered(text: str, language: str) -> str:
    """Write a label in small letters, as its language does: in Azerbaijani `İ` becomes `i` and `I` becomes `ı`."""
    return (text.translate(_DOTTED) if language == "az" else text).lower()
