"""Sessions that tests listen to, recorded in real time: all that a run asks for at the same time.

A plugin of pytest's. A test module that has a function ``record``, of a new folder, gets what that returns from the
fixture ``recorded``. A recording takes a minute and hardly any computing time, so those of several modules are made
side by side, once, when the first is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest


@pytest.fixture(scope="session")
def _recordings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    modules = {item.module for item in request.session.items if hasattr(item, "module")}
    with ThreadPoolExecutor(max(len(modules), 1)) as pool:
        yield {
            module.__name__: pool.submit(module.record, tmp_path_factory.mktemp("recorded"))
            for module in modules
            if hasattr(module, "record")
        }


@pytest.fixture(scope="module")
def recorded(request: pytest.FixtureRequest, _recordings: dict[str, Future[Any]]) -> Any:
    """What the module's function ``record`` has returned; raises what it raised."""
    return _recordings[request.module.__name__].result()
