"""A relay between a browser and the dashboard: how long each run of a page takes at the server's door, what it sends.

Seen from the browser, a run also lasts what the browser spends drawing. Here the clock starts when the question goes to
the server, and stops when the server's last word of the answer comes out of it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from threading import Event, Thread
from time import perf_counter

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

THROUGH_RELAY = """
window.WebSocket = class extends WebSocket {{
  constructor(address, protocols) {{ super(address.replace(/:\\d+/, ":{port}"), protocols); }}
}};
"""
"""What a page does first, so that its questions go through the relay's port."""


@dataclass
class Runs:
    """What went through: milliseconds of each run that is over, bytes sent by the server."""

    lasted: list[float] = field(default_factory=list)
    sent: int = 0
    asked: float | None = None

    def question(self, message: str | bytes) -> None:
        """A message of the browser."""
        if self.asked is None and BackMsg.FromString(_bytes(message)).HasField("rerun_script"):
            self.asked = perf_counter()

    def answer(self, message: str | bytes) -> None:
        """A message of the server."""
        content = _bytes(message)
        self.sent += len(content)
        said = ForwardMsg.FromString(content)
        over = said.HasField("script_finished") and said.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if over and self.asked is not None:
            self.lasted.append(1000 * (perf_counter() - self.asked))
            self.asked = None

    def forget(self) -> None:
        """Begin again at nothing."""
        self.lasted, self.sent, self.asked = [], 0, None


class Relay:
    """A relay to the dashboard of a port, on a port of its own, in a thread of its own."""

    def __init__(self, dashboard: int) -> None:
        self.runs = Runs()
        self.port = 0
        self._dashboard = dashboard
        self._loop = asyncio.new_event_loop()
        self._listening = Event()
        Thread(target=self._listen, daemon=True).start()
        self._listening.wait()

    @property
    def script(self) -> str:
        """The script that sends a page's questions here."""
        return THROUGH_RELAY.format(port=self.port)

    def _listen(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(self._open())
        self.port = next(iter(server.sockets)).getsockname()[1]
        self._listening.set()
        self._loop.run_forever()

    async def _open(self) -> Server:
        return await serve(
            self._pass_on, "localhost", 0, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None
        )

    async def _pass_on(self, browser: ServerConnection) -> None:
        assert browser.request is not None
        wanted = browser.request.headers.get("Sec-WebSocket-Protocol", "streamlit").split(",")
        address = f"ws://localhost:{self._dashboard}{browser.request.path}"
        protocols = [Subprotocol(one.strip()) for one in wanted]
        async with connect(address, subprotocols=protocols, max_size=None, compression=None) as dashboard:
            await asyncio.gather(self._questions(browser, dashboard), self._answers(browser, dashboard))

    async def _questions(self, browser: ServerConnection, dashboard: ClientConnection) -> None:
        try:
            async for message in browser:
                self.runs.question(message)
                await dashboard.send(message)
        except ConnectionClosed:
            pass
        await dashboard.close()

    async def _answers(self, browser: ServerConnection, dashboard: ClientConnection) -> None:
        try:
            async for message in dashboard:
                self.runs.answer(message)
                await browser.send(message)
        except ConnectionClosed:
            pass
        await browser.close()


def _bytes(message: str | bytes) -> bytes:
    return message.encode() if isinstance(message, str) else message
