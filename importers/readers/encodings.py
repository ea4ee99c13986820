"""How the bytes of a text file stand for letters."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import NamedTuple

_BLOCK = 1 << 20
_SAMPLE = 1 << 18
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_HIGH_WORD = re.compile(rb"[\x80-\xff]{3,}")
_WESTERN = ("cp1252", "mac_roman", "cp850")
_FRENCH = frozenset("éèêëàâäùûüçîïôöœæÉÈÊÀÂÇÎÔŒ«»’‘“”–—…€°²³· \u202f")
MENDED = "octets_isoles_en_cp1252"
"""Name of the error handler that reads as cp1252 the few bytes that are not UTF-8."""


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error(MENDED, _as_cp1252)


class Encoding(NamedTuple):
    """An encoding, how to treat bytes it does not know, and whether it was guessed."""

    name: str
    errors: str = "strict"
    guessed: bool = False


def detect(path: Path) -> Encoding:
    """The encoding of a text: said by its first bytes, proven (UTF-8), or guessed from its letters."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return Encoding(name, "replace")
    if b"\0" in sample[:4096]:
        zeros_first = sample[0:4096:2].count(0) > sample[1:4096:2].count(0)
        return Encoding("utf-16-be" if zeros_first else "utf-16-le", "replace", guessed=True)
    wrong = _first_wrong_block(path)
    if wrong is None:
        return Encoding("utf-8")
    letters = len(_UTF8_LETTER.findall(wrong))
    alone = len(_HIGH_BYTE.findall(_UTF8_LETTER.sub(b"", wrong)))
    if letters > alone:
        return Encoding("utf-8", MENDED, guessed=True)
    return Encoding(_guess(wrong), "replace", guessed=True)


def _first_wrong_block(path: Path) -> bytes | None:
    """The first block of the file that is not UTF-8; None when all is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return block
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return block or b"\xff"
    return None


def _guess(block: bytes) -> str:
    """The western encoding that gives the most French letters.

    A text whose words are made of such bytes is in another alphabet, left to charset-normalizer.
    """
    high = b"".join(_HIGH_BYTE.findall(block))[:20_000]
    if len(b"".join(_HIGH_WORD.findall(block))[:20_000]) > len(high) / 2:
        from charset_normalizer import from_bytes  # slow to load: only where it is needed

        found = from_bytes(b"\n".join(line for line in block.splitlines() if _HIGH_WORD.search(line))[:20_000])
        best = found.best()
        return best.encoding if best else "cp1252"
    return max(_WESTERN, key=lambda name: sum(c in _FRENCH for c in high.decode(name, "replace")))
