"""Writes the plain boxes of forms without a template for each: a page that narrows a list has a hundred options."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, SafeString, mark_safe

_FOLDER: Final = "django/forms/widgets/"
_INPUTS: Final = frozenset(
    f"{_FOLDER}{name}.html"
    for name in ("text", "number", "email", "url", "search", "tel", "password", "hidden", "date", "time", "checkbox")
)
_OPTIONS: Final = frozenset(f"{_FOLDER}{name}_option.html" for name in ("checkbox", "radio"))
_SELECT: Final = f"{_FOLDER}select.html"
_ONE_OF_IT: Final = f"{_FOLDER}select_option.html"


class Renderer(DjangoTemplates):
    """As Django's own: what it writes is the same to the letter."""

    def render(self, template_name: str, context: Mapping[str, Any], request: HttpRequest | None = None) -> str:
        """Write one box."""
        if template_name in _INPUTS:
            return _input(context["widget"])
        if template_name in _OPTIONS:
            return _option(context["widget"])
        if template_name == _SELECT and _is_plain(context["widget"]):
            return _select(context["widget"])
        return super().render(template_name, dict(context), request)


def _is_plain(widget: Mapping[str, Any]) -> bool:
    return all(one["template_name"] == _ONE_OF_IT for _, group, _ in widget["optgroups"] for one in group)


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    of_value = f' value="{_written(value)}"' if value is not None else ""
    return f'<input type="{_shown(widget["type"])}" name="{_shown(widget["name"])}"{of_value}{_attributes(widget)}>'


def _option(widget: Mapping[str, Any]) -> str:
    box = _input(widget)
    if not widget.get("wrap_label"):
        return box
    its_id = widget["attrs"].get("id")
    of_id = f' for="{_shown(its_id)}"' if its_id else ""
    return f"<label{of_id}>{box}\n {_shown(widget['label'])}</label>"


def _select(widget: Mapping[str, Any]) -> str:
    return "".join(_parts_of_select(widget))


def _parts_of_select(widget: Mapping[str, Any]) -> Iterator[str]:
    yield f'<select name="{_shown(widget["name"])}"{_attributes(widget)}>'
    for name, group, _ in widget["optgroups"]:
        if name:
            yield f'\n  <optgroup label="{_shown(name)}">'
        for one in group:
            value, label = _written(one["value"]), _shown(one["label"])
            yield f'\n  <option value="{value}"{_attributes(one)}>{label}</option>\n'
        if name:
            yield "\n  </optgroup>"
    yield "\n</select>"


def _attributes(widget: Mapping[str, Any]) -> str:
    return "".join(
        f" {_shown(name)}" if value is True else f' {_shown(name)}="{_written(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _shown(value: Any) -> SafeString:
    return conditional_escape(value)


def _written(value: Any) -> SafeString:
    """As ``stringformat:"s"`` has it."""
    return mark_safe(str(value)) if isinstance(value, SafeData) else conditional_escape(str(value))  # noqa: S308 - it was marked so before
