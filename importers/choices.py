"""What a person said of one import, besides the profiles: names to show, whose file it is, who is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from importers.sources import Source
from importers.typed import Side
from urbanism.errors import UnusableFile

Disputed = tuple[str, int, str]
"""A value of the estate: its entity, object and field."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Answers that hold for one import only.

    Attributes:
        shown: for a path given, the name to show instead (an uploaded file lies in a folder nobody knows).
        communes: for a file as it is shown, whose estate it describes.
        settled: who is right, where a file and the estate disagree.
    """

    shown: Mapping[str, str] = field(default_factory=dict)
    communes: Mapping[str, str] = field(default_factory=dict)
    settled: Mapping[Disputed, Side] = field(default_factory=dict)

    def named(self, sources: Iterable[Source]) -> Iterator[Source]:
        """The sources under the names to show, files of a zip too."""
        for source in sources:
            given = next((path for path in self.shown if f"{source.shown}/".startswith(f"{path}/")), None)
            if given is None:
                yield source
                continue
            shown = self.shown[given] + source.shown[len(given) :]
            why = source.refusal
            refusal = why and UnusableFile(why.what, where=shown, remedy=why.remedy, code=why.code)
            yield replace(source, shown=shown, refusal=refusal)


NO_CHOICE = Choices()
