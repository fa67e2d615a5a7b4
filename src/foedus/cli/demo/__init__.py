"""`foedus demo`: the main job played through on real input; it does nothing that a person could not do by command."""

from foedus.cli.demo.command import demo

__all__ = ["demo"]
