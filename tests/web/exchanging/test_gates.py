"""Who calls too often or too much at once is held back, and holds back nobody else."""

from foedus.web.exchanging.gates import Doorway, Rate


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_one_may_come_some_times_in_a_row_and_then_so_many_a_second() -> None:
    clock = Seconds()
    rate = Rate(3, 0.5, clock)
    first = [rate.may("one") for _ in range(5)]
    others = [rate.may("other") for _ in range(4)]
    clock.now = 2
    later = [rate.may("one") for _ in range(2)]
    clock.now = 1000
    much_later = [rate.may("one") for _ in range(4)]
    assert first == [True, True, True, False, False]
    assert others == [True, True, True, False]
    assert later == [True, False]
    assert much_later == [True, True, True, False]


def test_those_seen_longest_ago_are_forgotten_first() -> None:
    rate = Rate(1, 0, Seconds())
    assert [rate.may("first"), rate.may("first")] == [True, False]
    for number in range(10_000):
        rate.may(str(number))
    assert rate.may("first")


def test_so_many_are_inside_at_once_and_of_one_fewer() -> None:
    doorway = Doorway(at_once=3, from_one=2)
    with doorway.entered("a") as one, doorway.entered("a") as two, doorway.entered("a") as three:
        with doorway.entered("b") as four, doorway.entered("c") as five:
            pass
        with doorway.entered("c") as six:
            pass
    with doorway.entered("a") as again:
        pass
    assert [one, two, three, four, five, six, again] == [True, True, False, True, False, True, True]
