"""Every fault of ShotTracker's answers, through the whole program: see `suffering`."""

from functools import partial
from pathlib import Path

import pytest

from tests.faults.api_rows import BY_NAME, Row
from tests.faults.desk import at_desk
from tests.faults.origin import open_origin
from tests.faults.suffering import suffer
from tests.virtual import in_virtual_time


@pytest.mark.parametrize("name", BY_NAME)
def test_a_fault_of_the_api(name: str, hls_of_faults: Path, tmp_path: Path):
    in_virtual_time(partial(go_through, BY_NAME[name], hls_of_faults, tmp_path))


async def go_through(row: Row, footage: Path, home: Path) -> None:
    async with open_origin(footage) as (origin, api), at_desk(api.url, home) as desk:
        await suffer(desk, row.told, partial(origin.struck, {row.at: row.script}))
