"""What a test needs from its system: if that is missing, the test is skipped and says why.

Programs that the README's test command installs must be there in CI: without one, the test fails.
"""

from __future__ import annotations

import os
import shutil
import sys

import pytest

_IS_LINUX = sys.platform.startswith("linux")

LINUX = pytest.mark.skipif(not _IS_LINUX, reason="a matter of Linux alone")
LINUX_FONTS = pytest.mark.skipif(not _IS_LINUX, reason="compares pixels of letters, which other systems set otherwise")
POSIX = pytest.mark.skipif(os.name != "posix", reason="a matter of POSIX alone: modes, links, ~, synced folders")
NOT_ROOT = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")


def needs(*programs: str) -> pytest.MarkDecorator:
    """Return the mark of a test that starts these programs of a Linux desktop."""
    is_missing = not all(map(shutil.which, programs)) and not os.environ.get("CI")
    return pytest.mark.skipif(not _IS_LINUX or is_missing, reason=f"needs Linux with {', '.join(programs)}")
