"""One step of the browser's history for each gesture of the reader.

To open a page from a table or a map the framework first writes the new parameters on the address of the page being
left, then the new address; a page may then write what it remembers. « Back » would come to addresses that nobody saw:
what is written without a gesture in between takes the place of what was written before. A click in the drawing of a
network, which is a page of its own, comes as a message.
"""

from __future__ import annotations

SCRIPT = """<script>
window.urbanismSteps ??= (() => {
  const push = history.pushState.bind(history);
  let written = true;
  history.pushState = (...address) => {
    if (written) history.replaceState(...address);
    else push(...address);
    written = true;
  };
  const gesture = (event) => { if (event.source !== window) written = false; };  // the framework writes to itself
  for (const one of ["pointerdown", "click", "keydown", "input", "message"]) addEventListener(one, gesture, true);
  addEventListener("popstate", () => { written = true; });
  return true;
})();
</script>"""
