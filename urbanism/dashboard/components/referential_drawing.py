"""Who feeds and reads the members of a group of referentials, drawn: the master framed, scripts dashed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from urbanism.analyses.referentials import ReferentialGroup
from urbanism.analyses.referentials.evidence import SCRIPTED
from urbanism.analyses.referentials.target import links_of, members_by_node
from urbanism.graph import EstateGraph, Flow
from urbanism.palette import ACCENT, FRAME, INK, MUTED, PAPER, SEVERITY_COLOURS
from urbanism.vocabulary import Severity

MOST = 5
"""Outside ends drawn on each side of a member; the others are counted in one node."""


def drawing(graph: EstateGraph, group: ReferentialGroup, master: int) -> str:
    """The group as a Graphviz document, from producers on the left to readers on the right."""
    member_of = members_by_node(graph, group.referentials)
    lines = [_node(graph, member, member == master, copy=not own) for member, own in _members(group)]
    outside: Mapping[tuple[int, bool], list[Flow]] = defaultdict(list)
    for flow in links_of(graph, group):
        source, reader = member_of.get(flow.source_id), member_of.get(flow.target_id)
        if source is not None and reader is not None:
            if source != reader:
                lines.append(_edge(source, reader, flow))
        elif reader is not None:
            outside[reader, True].append(flow)
        elif source is not None:
            outside[source, False].append(flow)
    for (member, feeds), links in outside.items():
        lines += _ends(graph, member, links, feeds)
    body = "\n".join(dict.fromkeys(lines))
    return (
        f'digraph {{ rankdir=LR; bgcolor="transparent"; nodesep=0.2; ranksep=1.1;\n'
        f'node [shape=box, style="rounded,filled", fontname="sans-serif", fontsize=11, color="{MUTED}",'
        f' fillcolor="{PAPER}", fontcolor="{INK}"];\nedge [color="{MUTED}", arrowsize=0.7];\n{body}\n}}'
    )


def in_words(graph: EstateGraph, group: ReferentialGroup) -> str:
    """What the drawing shows, for those who do not see it."""
    told = (f"{graph.label(flow.source_id)} → {graph.label(flow.target_id)}" for flow in links_of(graph, group))
    return f"Qui alimente et qui lit. {' ; '.join(dict.fromkeys(told))}."


def _members(group: ReferentialGroup) -> Iterable[tuple[int, bool]]:
    return ((member.referential, member.own) for member in group.members)


def _node(graph: EstateGraph, member: int, is_master: bool, *, copy: bool) -> str:
    mark = "référence proposée" if is_master else "copie" if copy else graph.subject(member).commune
    style = f'color="{ACCENT}", penwidth=3' if is_master else f'fillcolor="{FRAME}"'
    return f"{member} [label={_text(_short(graph.label(member)), mark)}, {style}];"


def _ends(graph: EstateGraph, member: int, links: Sequence[Flow], feeds: bool) -> list[str]:
    """The outside ends of a member, the first ones by name and the others as a count."""
    lines = []
    for flow in links[:MOST]:
        party = flow.source_id if feeds else flow.target_id
        ends = (party, member) if feeds else (member, party)
        lines += [f"{party} [label={_text(_short(graph.label(party)))}];", _edge(*ends, flow)]
    if len(links) > MOST:
        rest = f"reste_{member}_{int(feeds)}"
        lines.append(f"{rest} [label={_text(f'et {len(links) - MOST} de plus')}, shape=plaintext];")
        lines.append(f"{rest} -> {member};" if feeds else f"{member} -> {rest};")
    return lines


def _edge(source: int, target: int, flow: Flow) -> str:
    red = SEVERITY_COLOURS[Severity.ALERT]
    style = f' [style=dashed, color="{red}", label={_text(flow.means.value)}, fontsize=9]'
    return f"{source} -> {target}{style if flow.means in SCRIPTED else ''};"


def _short(text: str) -> str:
    return text if len(text) <= 34 else f"{text[:33]}…"


def _text(*lines: str) -> str:
    """A label of several lines, quoted: what people wrote stays a text."""
    safe = "\\n".join(" ".join(line.replace("\\", "/").replace('"', "”").split()) for line in lines)
    return f'"{safe}"'
