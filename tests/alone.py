"""Runs tests in parallel, then those marked ``alone`` one at a time, when the machine has no other work.

A plugin of pytest's, on top of pytest-xdist and by what both document. A run of folders, as the README's command is,
has a worker for each processor; a run of single files has none, so that one sees what they print. The workers leave
out the tests marked ``alone``, and name them as they end; when all workers have ended, the process that led them runs
these itself. So one summary counts every test, and nothing of ours runs beside a test that measures time.

``-n 0`` and ``-p no:xdist`` run everything in one process, those marked last; ``-n 3`` in three.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

# Each worker collects all tests, so more workers would cost more time than they save.
MOST_WORKERS = 4

_LEFT_OUT = pytest.StashKey[list[str]]()


@pytest.hookimpl(tryfirst=True)  # before xdist reads the options
def pytest_cmdline_main(config: pytest.Config) -> None:
    option = config.option
    has_choice = getattr(option, "numprocesses", 0) is None and option.dist == "no" and not option.tx
    if has_choice and not _is_worker(config) and all(Path(one).is_dir() for one in config.args):
        option.numprocesses, option.dist = "auto", "worksteal"
        option.maxprocesses = option.maxprocesses or MOST_WORKERS


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "alone: runs after all other tests, with the machine to itself")
    config.stash[_LEFT_OUT] = []


@pytest.hookimpl(trylast=True)  # after -k, -m and the like
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    marked = [item for item in items if item.get_closest_marker("alone")]
    others = [item for item in items if not item.get_closest_marker("alone")]
    if _is_worker(config):
        items[:] = others
        config.stash[_LEFT_OUT] = [item.nodeid for item in marked]
    else:
        items[:] = others + marked


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _is_worker(session.config):
        output: dict[str, Any] = session.config.workeroutput  # type: ignore[attr-defined]
        output["left_out"] = session.config.stash[_LEFT_OUT]


@pytest.hookimpl(optionalhook=True)  # there is none without xdist
def pytest_testnodedown(node: Any) -> None:
    left_out = getattr(node, "workeroutput", {}).get("left_out")  # a worker that crashed says nothing
    if left_out:
        node.config.stash[_LEFT_OUT] = left_out


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> object:
    done = yield  # raises where -x has ended the run
    left_out = session.config.stash[_LEFT_OUT]
    if left_out and not _is_worker(session.config):
        _run_here(session, left_out)
    return done


def _run_here(session: pytest.Session, ids: list[str]) -> None:
    """Collect the tests of these ids and run them in this process, as pytest's own loop does."""
    collected = session.testscollected
    session.perform_collect([str(session.config.rootpath / one) for one in ids])
    session.testscollected += collected
    for item, following in zip(session.items, [*session.items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")
