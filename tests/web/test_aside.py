"""How far a long piece of work is, as another process sees it."""

import multiprocessing
from pathlib import Path

from foedus.web.aside import HowFar, Progress, how_far


def _begin_and_end_without_a_word(path: Path) -> None:
    Progress(path, 10).step(3)


def test_others_see_how_far_it_is_and_that_it_is_over(tmp_path: Path) -> None:
    path = tmp_path / "new" / "work"
    assert how_far(path) is None
    progress = Progress(path, 10)
    assert how_far(path) == HowFar(0, 10)
    progress.step(4)
    with multiprocessing.get_context("spawn").Pool(1) as another:
        assert another.apply(how_far, (path,)) == HowFar(4, 10)
    progress.step(9)
    assert how_far(path) == HowFar(10, 10)
    progress.end()
    assert (how_far(path), path.exists()) == (None, False)


def test_work_of_a_process_that_is_gone_is_no_work(tmp_path: Path) -> None:
    worker = multiprocessing.get_context("spawn").Process(target=_begin_and_end_without_a_word, args=(tmp_path / "a",))
    worker.start()
    worker.join()
    assert ((tmp_path / "a").exists(), how_far(tmp_path / "a")) == (True, None)
