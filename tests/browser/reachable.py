"""Whether the keyboard alone goes everywhere on a page: what Tab stops on, what it misses, and whether one sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageChops
from playwright.sync_api import FloatRect, Locator, Page
from playwright.sync_api import TimeoutError as TooLong

WIDGETS = ("stTextInput", "stSelectbox", "stMultiSelect", "stNumberInput", "stDateInput")
"""The fields that are one stop each: typing and arrows do there what the mouse presses at the end of the field."""

SKIP = "stSkipToContent"
"""The first stop of a page: past the navigation, to what it shows."""

MOST_STOPS = 4_000
AGAIN = 40
"""Presses of Tab after which what still has the focus is a trap: a table takes as many as it has columns."""

MARGIN = 6
"""Pixels around a control where its focus may be drawn."""

LEAST_CHANGE, NOTICED = 60, 32
"""Pixels that must change for the focus to be seen (a line under the smallest button), and by how much of 255."""

OPENING_MS = 8_000
"""How long what is opened may take to be there, on a busy machine."""

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")

Look = tuple[str, str]
"""A kind of control and its colour."""


class Stop(NamedTuple):
    """What Tab stopped on: which one, of what kind, its name and colour, whether it goes back up the page."""

    number: int
    kind: str
    name: str
    look: str
    back: bool

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


class Walk(NamedTuple):
    """What the keyboard met on a page: how many stops, and what is at fault."""

    stops: int
    traps: Sequence[str]
    missed: Sequence[str]
    unseen: Sequence[str]
    backwards: Sequence[str]
    closed: Sequence[str]

    @property
    def faults(self) -> Mapping[str, Sequence[str]]:
        """What is wrong, and with what."""
        told = self._asdict()
        del told["stops"]
        return {fault: list(dict.fromkeys(places)) for fault, places in told.items() if places}


def walk(page: Page, seen: dict[Look, bool], navigation: bool = False) -> Walk:
    """Open every fold of a page, press Tab from its top until the focus leaves it, then open what opens.

    `seen` keeps, from one page to the next, whether the focus is seen on each kind and colour of control. With the
    `navigation` the page must have just been opened; without it, the link to the content skips it.
    """
    page.evaluate(_SCRIPT)
    skip = page.get_by_test_id(SKIP)
    page.keyboard.press("Tab")
    is_first = skip.evaluate("link => link === document.activeElement")
    closed = _unfold(page) + (["no way past the navigation"] if navigation and not is_first else [])
    skip.focus()
    if not navigation:
        page.keyboard.press("Enter")
    stops, traps = _tab(page)
    missed = _missed(page, "html" if navigation else "[data-testid=stMain]")
    for stop in stops:
        if (stop.kind, stop.look) not in seen:
            seen[stop.kind, stop.look] = _changes(page, stop.number) >= LEAST_CHANGE
    closed += _popovers(page)
    return Walk(
        len({stop.number for stop in stops}),
        traps,
        _beyond_arrows(page, missed),
        [str(stop) for stop in stops if not seen[stop.kind, stop.look]],
        [f"{one}, then {other}" for one, other in pairwise(stops) if other.back],
        closed,
    )


def _unfold(page: Page) -> list[str]:
    """Open each fold by the keyboard, the first ones first as they may hold others; those that stay closed."""
    folds = page.locator("[data-testid=stMain] details:not([open]) > summary").filter(visible=True)
    for _ in range(folds.count()):
        fold = folds.first.element_handle()
        fold.focus()
        page.keyboard.press("Enter")
        try:
            page.wait_for_function("fold => !fold.isConnected || fold.parentElement.open", arg=fold, timeout=OPENING_MS)
        except TooLong:
            break
    return [f"fold: {fold}" for fold in folds.all_inner_texts()]


def _tab(page: Page) -> tuple[list[Stop], list[str]]:
    """The stops in order, and what never lets the focus go or gives it back to what had it already."""
    stops: list[Stop] = []
    visited: set[int] = set()
    traps: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        told: dict[str, Any] | None = page.evaluate("urbanismKeyboard.stop()")
        if told is None or told["kind"].endswith(SKIP):
            return stops, traps
        stop = Stop(**told)
        if len(stops) >= AGAIN and {one.number for one in stops[-AGAIN:]} == {stop.number}:
            return stops, [*traps, str(stop)]
        if stop.number in visited and stops[-1].number != stop.number:
            traps.append(f"again {stop}")
        visited.add(stop.number)
        stops.append(stop)
    return stops, [*traps, f"no end after {MOST_STOPS} stops"]


def _missed(page: Page, place: str = "html") -> list[Mapping[str, Any]]:
    """What the mouse presses within `place` and Tab did not stop on, the parts of fields left aside."""
    found: list[Mapping[str, Any]] = page.evaluate("place => urbanismKeyboard.missed(place)", place)
    return [one for one in found if not any(part.startswith(WIDGETS) for part in one["widgets"])]


def _beyond_arrows(page: Page, missed: Sequence[Mapping[str, Any]]) -> list[str]:
    """What is still missed once the arrows have gone through the choices and tabs that are one stop each."""
    for one in missed:
        page.evaluate("number => urbanismKeyboard.enter(number)", one["number"])
        for _ in missed:
            if _is_reached(page, one):
                break
            page.keyboard.press("ArrowRight")
            page.evaluate("urbanismKeyboard.stop()")
    return [f"{one['kind']}: {one['name']}" for one in missed if not _is_reached(page, one)]


def _is_reached(page: Page, one: Mapping[str, Any]) -> bool:
    return bool(page.evaluate("number => urbanismKeyboard.reached(number)", one["number"]))


def _popovers(page: Page) -> list[str]:
    """Open by Enter each button that opens a panel, go through it by Tab, come back by Escape; what does not follow."""
    return [
        f"panel of {button.get_by_test_id('stMarkdownContainer').inner_text()}: {fault}"
        for button in page.get_by_test_id("stPopoverButton").filter(visible=True).all()
        for fault in _popover(page, button)
    ]


def _popover(page: Page, button: Locator) -> list[str]:
    panel = page.get_by_test_id("stPopoverBody")
    button.focus()
    page.keyboard.press("Enter")
    panel.get_by_role("button").first.wait_for()
    page.wait_for_timeout(300)  # it moves into its place
    page.keyboard.press("Tab")
    for _ in range(AGAIN):
        if not panel.evaluate("panel => panel.contains(document.activeElement)"):
            break
        page.evaluate("urbanismKeyboard.stop()")
        page.keyboard.press("Tab")
    faults = _beyond_arrows(page, _missed(page, "[data-testid=stPopoverBody]"))
    button.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    try:
        panel.wait_for(state="hidden", timeout=OPENING_MS)
        page.wait_for_function("button => button === document.activeElement", arg=button.element_handle())
    except TooLong:
        on = page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
        faults.append(f"the focus does not come back: {on}")
    return faults


def _changes(page: Page, number: int) -> int:
    """How many pixels change, on a control and around it, when the keyboard comes to it."""
    page.evaluate("number => urbanismKeyboard.focus(number)", number)
    part, window = (
        page.evaluate_handle("number => urbanismKeyboard.part(number)", number).as_element(),
        page.viewport_size,
    )
    box = part.bounding_box() if part else None
    if box is None or window is None:
        return 0
    left, top = max(box["x"] - MARGIN, 0), max(box["y"] - MARGIN, 0)
    width = min(box["x"] + box["width"] + MARGIN, window["width"]) - left
    height = min(box["y"] + box["height"] + MARGIN, window["height"]) - top
    if min(width, height) <= 0:
        return 0
    clip: FloatRect = {"x": left, "y": top, "width": width, "height": height}
    on = _picture(page, clip)
    page.evaluate("document.activeElement.blur()")
    return sum(ImageChops.difference(on, _picture(page, clip)).histogram()[NOTICED:])


def _picture(page: Page, clip: FloatRect) -> Image.Image:
    page.wait_for_timeout(60)
    return Image.open(BytesIO(page.screenshot(clip=clip, animations="disabled"))).convert("L")
