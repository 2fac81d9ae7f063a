"""The drawing of imports in figures: ``python -m tests.house.drawing`` prints its boxes, floors and arrows."""

from __future__ import annotations

import grimp

from tests.house.floors import floors

if __name__ == "__main__":
    graph = grimp.build_graph("psoas_timer")
    boxes = sorted(graph.find_children("psoas_timer"))
    arrows = [
        (above, below)
        for above in boxes
        for below in boxes
        if above != below and graph.direct_import_exists(importer=above, imported=below, as_packages=True)
    ]
    print(f"{len(boxes)} boxes, {len(floors())} floors, {len(arrows)} arrows")
    print(*(f"{above.rpartition('.')[2]} -> {below.rpartition('.')[2]}" for above, below in arrows), sep="\n")
