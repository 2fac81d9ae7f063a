"""A query for sessions: all of them at first, and it knows whether it leaves any out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from psoas_timer.core.history.session_query import SessionQuery, SortKey

ALL = SessionQuery()


def test_at_first_it_asks_for_all_sessions_newest_first() -> None:
    assert (ALL.routine_id, ALL.text, ALL.first, ALL.last) == ("", "", None, None)
    assert (ALL.sort, ALL.is_descending) == (SortKey.START, True)
    assert not ALL.is_filtered


@pytest.mark.parametrize(
    "query",
    [
        SessionQuery(routine_id="bridge"),
        SessionQuery(text="soft"),
        SessionQuery(first=date(2026, 11, 9)),
        SessionQuery(last=date(2026, 11, 9)),
    ],
    ids=repr,
)
@pytest.mark.parametrize("sort", SortKey)
def test_each_filter_may_leave_sessions_out_and_no_order_does(query: SessionQuery, sort: SortKey) -> None:
    assert replace(query, sort=sort).is_filtered
    assert not replace(ALL, sort=sort, is_descending=False).is_filtered


def test_equal_queries_are_one() -> None:
    assert len({ALL, SessionQuery(), replace(ALL, text="soft"), replace(ALL, text="soft")}) == 2
