"""The fixed words of a plan on paper, in the languages that it has them in; it refuses to know any plan.

They stand in ``paper_words.tsv``. All but Italian and English were drafted by machine; `foedus.records.labels.DRAFTED`
says which of them nobody has read yet.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

Both = tuple[str, ...]
"""One text for each language of a paper, in their order."""


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Give every fixed word in each language, by its name."""
    text = files("foedus.publishing").joinpath("paper_words.tsv").read_text(encoding="utf-8")
    read = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row.pop("word"): row for row in read}


def word(name: str, language: str, /, **facts: object) -> str:
    """Give one fixed word in a language; in English where the paper has it in no other.

    Raises:
        KeyError: there is no such word.
    """
    text = words()[name].get(language, words()[name]["en"])
    return text.format(**facts) if facts else text


def both(name: str, languages: Sequence[str], /, **facts: object) -> Both:
    """Give one fixed word in each language of a paper."""
    return tuple(word(name, language, **facts) for language in languages)
