"""What the framework lets only the mouse do: given to the keyboard too.

A click on the title of a section folds the navigation, and only a click. What a button opens over the page stands at
the very end of it: on a map, a thousand stops after the button.
"""

from __future__ import annotations

SCRIPT = """<script>
const sections = () => document.querySelectorAll("[data-testid=stNavSectionHeader]").forEach((title) => {
  title.tabIndex = 0;
  title.role = "button";
  title.ariaExpanded = String(title.nextElementSibling !== null);
});
const press = (event) => {
  const on = document.activeElement;
  const opened = event.key === "Tab" && !event.shiftKey
    && on.matches("[data-testid=stPopoverButton][aria-expanded=true]")
    && document.querySelector("[data-testid=stPopoverBody] :is(a[href], button, input, textarea)");
  const title = ["Enter", " "].includes(event.key) && on.matches("[data-testid=stNavSectionHeader]");
  if (opened) opened.focus();
  if (title) on.click();
  if (opened || title) event.preventDefault();
};
window.urbanismKeys ??= document.addEventListener("keydown", press, true)
  ?? new MutationObserver(sections).observe(document.body, { childList: true, subtree: true }) ?? true;
sections();
</script>"""
"""Titles of sections are buttons; Tab goes from a button into what it has opened, whence Escape comes back."""
