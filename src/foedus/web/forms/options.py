"""Writes a list to choose from without a template for each of its options: a form may hold hundreds of countries."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Options(forms.Select):
    """As Django's own, and quicker; its options stand in no groups."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: Mapping[str, Any] | None = None,
        renderer: BaseRenderer | None = None,  # noqa: ARG002 - no template is needed
    ) -> SafeString:
        """Write the list with what is chosen."""
        chosen = set(self.format_value(value))
        attributes = flatatt({"name": name, **self.build_attrs(self.attrs, dict(attrs or {}))})
        return format_html("<select{}>{}</select>", attributes, format_html_join("", "{}", self._written(chosen)))

    def _written(self, chosen: set[str]) -> Iterator[tuple[SafeString]]:
        for value, label in self.choices:
            words = (
                '<option value="{}" selected>{}</option>' if str(value) in chosen else '<option value="{}">{}</option>'
            )
            yield (format_html(words, value, label),)
