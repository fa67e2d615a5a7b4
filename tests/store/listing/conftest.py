"""The desks of the office's tests, for what is listed of their nodes."""

from tests.office.conftest import clock, offered, open_desk, pair

__all__ = ["clock", "offered", "open_desk", "pair"]
