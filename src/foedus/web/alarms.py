"""What stands on every page until someone with the right has read it: registers in conflict, forged lines."""

from typing import Any

from foedus.web.desk import Desk


def alarms(desk: Desk) -> list[dict[str, Any]]:
    """The alarms that nobody with the right has read: ``[{text, url}]``."""
    del desk
    return []
