"""A network drawn on a page: a click on a node tells the server which, and nothing else."""

from __future__ import annotations

from typing import Any

import streamlit as st

from urbanism.analyses.explorer import Exploration
from urbanism.exports.network_page import Heading, network_page

HEIGHT = 840
_LISTEN = """
export default function (component) {
  const listen = (event) => {
    const node = event.origin === window.location.origin && event.data && event.data.urbanismNode;
    if (Number.isInteger(node)) component.setTriggerValue("node", node);
  };
  window.addEventListener("message", listen);
  return () => window.removeEventListener("message", listen);
}
"""


def network(found: Exploration, title: str, alternative: str, key: str) -> int | None:
    """Draw a network; gives the identifier of the node that was just clicked.

    The drawing lives in a frame of its own, whose page is ours and asks nothing of the network; what it says is an
    integer, which the caller looks up among the drawn nodes.
    """
    st.iframe(network_page(found, Heading(title, ""), framed=True), height=HEIGHT, alt=alternative)
    said: Any = st.components.v2.component("urbanism_network", js=_LISTEN)(key=key, on_node_change=_nothing)
    return said.node if isinstance(said.node, int) else None


def _nothing() -> None:
    """The framework wants a callback to send a click; the caller reads it instead."""
