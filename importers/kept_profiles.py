"""Profiles kept for communes: what a person corrected in their files, used at their next import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Engine, select

from importers.profiles import EMPTY, Profile, profile_from_json
from importers.run import ImportPreview
from urbanism.model.memory import ImportProfile
from urbanism.store import Creations, Update
from urbanism.store.apply import next_free_id
from urbanism.store.engine import reading
from urbanism.store.tables import Row


def keeping_profiles(engine: Engine, preview: ImportPreview, profiles: Mapping[int, Profile]) -> ImportPreview:
    """The same import, whose plan also keeps what was corrected for each commune (by its identifier).

    The corrections kept before stay, but where the new ones speak of the same table or name.
    """
    plan = preview.plan
    created: list[Row] = []
    updates: list[Update] = []
    free = next_free_id(plan, plan.base)
    with reading(engine) as connection:
        query = select(ImportProfile.commune_id, ImportProfile.id, ImportProfile.settings)
        kept = {row.commune_id: row for row in connection.execute(query)}
    for commune_id, profile in profiles.items():
        row = kept.get(commune_id)
        settings = (profile_from_json(row.settings) if row else EMPTY).merged_with(profile).to_json()
        if row is None:
            created.append((free + len(created), commune_id, settings))
        elif settings != row.settings:
            updates.append(Update("import_profile", row.id, {"settings": row.settings}, {"settings": settings}))
    creations = [Creations("import_profile", ("id", "commune_id", "settings"), created)] if created else []
    wider = replace(plan, creations=(*plan.creations, *creations), updates=(*plan.updates, *updates))
    return replace(preview, plan=wider)
