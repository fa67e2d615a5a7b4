"""Asks which activities a table shows; it finds none."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foedus.records.agreement_terms import all_lists
from foedus.web.activity_query import COLUMNS, GROUPS, LISTS, SORTS, VENUES, ActivityQuery, value_words
from foedus.web.names import party_name

_TERMS = {terms.name: terms for terms in all_lists()}
_MONTH = forms.TextInput(attrs={"type": "month", "pattern": r"\d{4}-\d{2}"})
_ANY = ("", gettext_lazy("any"))


class FewChoices(forms.Form):
    """What is asked most: words, status, host, year or month, type, and the groups."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    host = forms.ChoiceField(label=gettext_lazy("Host"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    type = forms.ChoiceField(label=gettext_lazy("Type"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("Group by"), required=False)


class MoreChoices(forms.Form):
    """What is asked now and then, the order, and the columns."""

    plan = forms.ChoiceField(label=gettext_lazy("Plan"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area of cooperation"), required=False)
    branch = forms.ChoiceField(label=gettext_lazy("Branch of service"), required=False)
    venue = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    month = forms.CharField(label=gettext_lazy("Month"), required=False, widget=_MONTH)
    is_planned = forms.ChoiceField(label=gettext_lazy("In an agreed plan"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Order"), required=False)
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"), required=False, widget=forms.CheckboxSelectMultiple
    )


def choices_of(
    query: ActivityQuery,
    language: str,
    *,
    parties: Sequence[str],
    years: Sequence[int],
    plans: Mapping[str, str] | None,
) -> tuple[FewChoices, MoreChoices]:
    """The two forms, with what is chosen now.

    :param plans: titles of plans by record; None on a plan's own page.
    """
    one = dict(query.kept)
    told = {**one, "columns": list(query.columns)}
    if len(query.filters.status) > 1:
        told.pop("status", None)
    few = FewChoices(initial=told, prefix=None)
    more = MoreChoices(initial=told)
    _fill(few, "status", [_several(query), *_terms("status", language)])
    _fill(few, "host", [_ANY, *((code, party_name(code, language)) for code in parties)])
    _fill(few, "year", [_ANY, *((str(year), str(year)) for year in sorted({*years, *_chosen_year(query)}))])
    _fill(few, "type", [_ANY, *_terms("type", language)])
    _fill(few, "group", [("", _("nothing")), *GROUPS.items()])
    for name in ("area", "branch"):
        _fill(more, name, [_ANY, *_terms(name, language)])
    _fill(more, "venue", [_ANY, *VENUES.items()])
    _fill(more, "is_planned", [_ANY, ("1", _("yes")), ("0", _("no"))])
    _fill(more, "sort", list(SORTS.items()))
    _fill(more, "columns", list(COLUMNS.items()))
    if plans is None:
        del more.fields["plan"]
    else:
        _fill(more, "plan", [_ANY, ("-", _("in no plan")), *plans.items()])
    for form in (few, more):
        form.auto_id = f"{'few' if form is few else 'more'}_%s"
    return few, more


def _several(query: ActivityQuery) -> tuple[str, Any]:
    return ("", _("several")) if len(query.filters.status) > 1 else _ANY


def _chosen_year(query: ActivityQuery) -> tuple[int, ...]:
    return (query.filters.year,) if query.filters.year is not None else ()


def _terms(name: str, language: str) -> list[tuple[str, str]]:
    terms = _TERMS[LISTS[name]]
    return [(term.id, value_words(name, term.id, language, {})) for term in terms]


def _fill(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def kept_by(form: forms.Form, query: ActivityQuery) -> list[tuple[str, str]]:
    """What an address says beside a form: it stays when the form is sent."""
    several = len(query.filters.status) > 1
    return [pair for pair in query.kept if pair[0] not in form.fields or (pair[0] == "status" and several)]
