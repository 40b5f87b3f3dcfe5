"""What is loaded for good is not looked through by every whole collection."""

from __future__ import annotations

import gc

from web import pauses


def test_what_is_left_after_the_first_collections_is_kept_out_of_later_ones() -> None:
    before, threshold = list(gc.callbacks), gc.get_threshold()
    pauses.shorten()
    try:
        for _ in range(pauses.TIMES):
            gc.collect()
        kept = gc.get_freeze_count()
        assert kept > 1_000
        assert gc.callbacks == before
        gc.collect()
        assert gc.get_freeze_count() <= kept
    finally:
        gc.set_threshold(*threshold)
        gc.unfreeze()
