"""What was measured → tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peers.measuring import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peers.measuring import Measured, Taken


def found_table(measured: Sequence[Measured]) -> str:
    """Return what each toolkit found in each setting: hit@1 / hit@5 by question set."""
    sets = list(measured[0].asked)
    sets.sort(key=("all", "in English").__contains__)  # the sums last, the rest as they came
    asked = [f"{name} ({measured[0].asked[name]})" for name in sets]
    head = ["search", "setting", "passages", "characters each", *asked]
    return _table(head, [_found(made, sets) for made in measured])


def cost_table(measured: Sequence[Measured], many: bool) -> str:
    """Return what each toolkit takes, as it ships."""
    head = ["", *(made.toolkit.title for made in measured if made.setting == SHIPPED)]
    columns = [dict(_costs(made, many)) for made in measured if made.setting == SHIPPED]
    return _table(head, [[name, *(column[name] for column in columns)] for name in columns[0]])


def missing_table(missing: Mapping[str, str]) -> str:
    """Return which toolkits could not be measured here, and why; nothing where all could."""
    if not missing:
        return ""
    return _table(["not measured", "what it said"], [[name, f"`{said}`"] for name, said in missing.items()])


def _found(made: Measured, sets: Sequence[str]) -> list[str]:
    taken = made.taken
    length = f"{taken.characters / taken.passages:.0f}"
    return [made.toolkit.title, made.setting, str(taken.passages), length, *(_share(made, name) for name in sets)]


def _costs(made: Measured, many: bool) -> Iterator[tuple[str, str]]:
    there, taken = made.environment, made.taken
    yield "wheels downloaded, MB", f"{there.downloaded_mb:.0f}"
    yield "installing them, s (of the processor)", f"{there.install_s:.0f} ({there.install_processor_s:.0f})"
    yield "on disk, MB", f"{there.disk_mb:.0f}"
    started = made.started
    yield "import, s (of the processor)", f"{started['import_s']:.1f} ({started['import_processor_s']:.1f})"
    yield "memory after import, MB", f"{started['import_mb']:.0f}"
    yield "passages", f"{taken.passages:,}"
    yield from _times(taken)
    if many and made.many:
        yield "many reports: passages", f"{made.many.passages:,}"
        for name, value in _times(made.many):
            yield f"many reports: {name}", value


def _times(taken: Taken) -> Iterator[tuple[str, str]]:
    times = sorted(taken.milliseconds)
    yield "index, s (of the processor)", f"{taken.seconds:.1f} ({taken.processor_s:.1f})"
    yield "first question, ms", f"{taken.first_ms:.0f}"
    yield "a question, ms: median", f"{times[len(times) // 2]:.1f}"
    yield "a question, ms: 95 %", f"{times[int(0.95 * len(times))]:.1f}"
    yield "a question, ms of the processor: mean", f"{taken.processor_ms / len(times):.1f}"
    yield "most memory, MB", f"{taken.peak_mb:.0f}"


def _share(made: Measured, name: str) -> str:
    return f"{made.first[name] / made.asked[name]:.3f} / {made.among[name] / made.asked[name]:.3f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
