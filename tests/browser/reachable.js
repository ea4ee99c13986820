/* Put in a page by `reachable.py`: what the keyboard is on, and what only the mouse can press. */
window.urbanismKeyboard ??= (() => {
  const ROLES = ["button", "link", "tab", "checkbox", "radio", "switch", "combobox", "slider", "spinbutton", "menuitem"];
  const CONTROLS = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, canvas, "
    + "[tabindex]:not([tabindex='-1']), [contenteditable=true], " + ROLES.map((role) => `[role=${role}]`).join();
  const GROUPS = "[role=radiogroup], [role=tablist], [role=toolbar], [role=group]";
  const SLACK = 4; // pixels by which two things of one line may differ in height
  const known = [], reached = new Map();
  let before = null;
  const above = (part) => part.parentElement ?? part.getRootNode().host ?? part.ownerDocument.defaultView?.frameElement;

  /* Every element, those of components and of frames included. */
  function* parts(root) {
    for (const part of root.querySelectorAll("*")) {
      yield part;
      if (part.shadowRoot) yield* parts(part.shadowRoot);
      if (part.tagName === "IFRAME" && part.contentDocument) yield* parts(part.contentDocument);
    }
  }
  function* upwards(part) {
    for (let one = part; one; one = above(one)) yield one;
  }
  const testid = (part) => part.dataset?.testid ?? "";

  /* What has the focus, within components and frames; null where nothing of the page has it. */
  function active() {
    let on = null, next = document.activeElement;
    while (next) {
      on = next;
      next = on.shadowRoot?.activeElement ?? (on.tagName === "IFRAME" ? on.contentDocument?.activeElement : null);
    }
    return on === document.body ? null : on;
  }

  const told = (part) => ({
    number: known.includes(part) ? known.indexOf(part) : known.push(part) - 1,
    kind: [part.tagName.toLowerCase(), part.role, "in", testid([...upwards(part)].find(testid) ?? part)]
      .filter(Boolean).join(" "),
    name: (part.getAttribute("aria-label") || part.textContent || part.title || "").replace(/\s+/g, " ").trim().slice(0, 50),
  });
  /* What it is drawn as: the focus must be seen on each colour. */
  const look = (part) => part.namespaceURI.endsWith("svg")
    ? part.querySelector("rect")?.getAttribute("fill") ?? part.querySelector(":not(title)")?.tagName ?? ""
    : getComputedStyle(part).backgroundColor;
  /* Whether it stands above the one before and not on its right, as both are on the screen now. */
  const back = (part, before) => {
    if (!before?.isConnected || part === before || part.ownerDocument !== before.ownerDocument) return false;
    const [one, other] = [before, part].map((each) => each.getBoundingClientRect());
    return other.bottom <= one.top + SLACK && other.left <= one.left + SLACK;
  };

  const visible = (part) => {
    const { width, height } = part.getBoundingClientRect();
    return width > 1 && height > 1 && !part.closest("[inert], [aria-disabled=true], :disabled")
      && part.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const pointed = (part) => getComputedStyle(part).cursor === "pointer"
    && getComputedStyle(above(part) ?? part).cursor !== "pointer";

  return {
    /* Note what the keyboard is on; a table of the framework is one thing, whichever of its cells it is. */
    stop() {
      const on = active();
      if (!on) return null;
      const part = on.closest("[data-testid=stDataFrameResizable]") ?? on;
      if (!reached.has(part)) reached.set(part, on);
      const stop = { ...told(part), look: look(part), back: back(part, before) };
      before = part;
      return stop;
    },
    /* What the mouse can press, within `place`, and is not what the keyboard was on, nor around it, nor within it. */
    missed(place = "html") {
      const around = new Set([...reached.keys()].flatMap((part) => [...upwards(part)]));
      const within = (part) => [...upwards(part)].some((one) => one.tagName !== "MAIN" && reached.has(one));
      return [...parts(document.querySelector(place))]
        .filter((part) => (part.matches(CONTROLS) || pointed(part)) && visible(part) && !around.has(part) && !within(part))
        .map((part) => ({ ...told(part), widgets: [...upwards(part)].map(testid) }));
    },
    /* Go to what the keyboard reached in the same group of choices or tabs. */
    enter(number) {
      const group = known[number].closest(GROUPS);
      if (group) [...reached.keys()].find((one) => group.contains(one) && one.isConnected)?.focus();
    },
    /* What shows that it has the focus: a box to tick is drawn by what names it. */
    part: (number) => known[number].closest("label") ?? known[number],
    focus: (number) => (reached.get(known[number]) ?? known[number]).focus(),
    reached: (number) => reached.has(known[number]),
  };
})();
