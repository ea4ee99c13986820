"""The sample métropole: an invented estate, written as fifteen communes would write it ("jeu fictif").

`generate` invents it, a pure function of a seed; `write` writes one workbook a holder and `truth.json`; `write_demo`
does both. Only benchmarks and tests read `truth.json`.
"""

from urbanism.demo.world import ImpossibleSample, generate
from urbanism.demo.writing import Summary, write, write_demo

__all__ = ["ImpossibleSample", "Summary", "generate", "write", "write_demo"]
