"""What the framework says in English only, to those who listen to a page: said in French, as the page is."""

from __future__ import annotations

import json
from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "Sidebar": "Navigation",
    "Collapse sidebar": "Replier la navigation",
    "Expand sidebar": "Déplier la navigation",
    "Navigate to home page": "Revenir à l’accueil",
    "Open": "Ouvrir",
    "Search": "Rechercher",
    "Show/hide columns": "Choisir les colonnes",
    "Download as CSV": "Enregistrer en CSV",
    "Clear entry": "Effacer",
    "Clear all": "Tout effacer",
    "Copy to clipboard": "Copier",
    "Fullscreen": "Agrandir",
    "Close fullscreen": "Réduire",
    "Choose an option": "Choisir",
    "Choose date": "Choisir une date",
    "Selected values": "Valeurs choisies",
    "Decrement": "Moins",
    "Increment": "Plus",
    "Pagination": "Pages",
    "Previous page": "Page précédente",
    "Next page": "Page suivante",
    "help icon": "Aide",
}
"""Whole names of parts of a page."""

BEGINNINGS: Mapping[str, str] = {
    "Remove ": "Retirer ",
    "Help for ": "Aide : ",
    "Show data: ": "Voir les données : ",
    "Copy Vega-Lite spec: ": "Copier la description du dessin : ",
    "day, ": "jour, ",
    "month, ": "mois, ",
    "year, ": "année, ",
}
"""Beginnings of names that end with ours."""

SCRIPT = f"""<script>
document.documentElement.lang = "fr";
const sides = ["aria-label", "title", "placeholder"];
const words = {json.dumps(WORDS)}, beginnings = Object.entries({json.dumps(BEGINNINGS)});
const said = (name) => words[name]
  ?? beginnings.filter(([english]) => name.startsWith(english))
    .map(([english, french]) => name.replace(english, french))[0];
const translate = () => {{
  for (const side of sides)
    for (const part of document.querySelectorAll(`[${{side}}]`)) {{
      const french = said(part.getAttribute(side));
      if (french) part.setAttribute(side, french);
    }}
  const skip = document.querySelector("[data-testid=stSkipToContent]");
  if (skip && skip.textContent !== "Aller au contenu") skip.textContent = "Aller au contenu";
  document.querySelectorAll("[data-testid=stFileUploaderDropzone] button:not([aria-label])")
    .forEach((button) => button.setAttribute("aria-label", "Choisir des fichiers"));
}};
const soon = () => {{
  window.urbanismSoon ??= setTimeout(() => {{ window.urbanismSoon = null; translate(); }}, 100);
}};
window.urbanismNamed ??= new MutationObserver(soon).observe(document.body,
  {{ childList: true, subtree: true, attributes: true, attributeFilter: sides }}) ?? true;
translate();
</script>"""
"""Names each part again whenever the page changes, a tenth of a second later at most."""
