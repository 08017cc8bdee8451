"""Records made by hand, in the form in which pyperf keeps what it has timed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyperf
import pytest

Made = Callable[..., pyperf.Benchmark]


@pytest.fixture
def bench() -> Made:
    def made(name: str, values: Sequence[float], first: Sequence[float] = (), **facts: int) -> pyperf.Benchmark:
        return pyperf.Benchmark(
            [
                pyperf.Run(
                    [value],
                    warmups=[(1, first[k])] if first else None,
                    metadata={"name": name, **facts},
                    collect_metadata=False,
                )
                for k, value in enumerate(values)
            ]
        )

    return made
