"""How a broken rule of the house is told: every complaint on a line of its own; it judges none."""


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Show every complaint where none was expected; pytest alone would show the first."""
    if op == "==" and right == [] and isinstance(left, list):
        return [f"{len(left)} to mend", *(str(complaint) for complaint in left)]
    return None
