"""The pages of the communes: a campaign is opened and followed, a map reviewed and signed, proposals settled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from mini_estate import Open
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest
from test_pages import shown

from urbanism.governance.campaigns import WantedCampaign, open_campaign
from urbanism.governance.editing import Edit, edit
from urbanism.governance.proposals import propose_correction
from urbanism.store import load_snapshot
from urbanism.vocabulary import LifecycleStatus, PoolingStance, ProposalStatus, ReviewVerdict

TODAY = date.today()


@pytest.fixture
def campaign(estate: Engine) -> Engine:
    communes = [one.id for one in load_snapshot(estate).communes]
    wanted = WantedCampaign("Printemps", communes, TODAY, TODAY + timedelta(30), questions=["Qui part ?"])
    open_campaign(estate, wanted, "Ursule")
    return estate


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


@pytest.mark.parametrize("page", ["campaigns", "review", "proposals", "pooling"])
def test_an_empty_estate_says_what_to_do(page: str, nothing: Engine, open_page: Open) -> None:
    app = open_page(page)
    assert not app.exception
    assert not app.error


def test_a_campaign_is_opened_then_followed(estate: Engine, open_page: Open) -> None:
    app = open_page("campaigns")
    next(one for one in app.text_input if one.label == "Nom").set_value("Printemps")
    press(app, "Ouvrir")
    snapshot = load_snapshot(estate)
    assert [one.name for one in snapshot.campaigns] == ["Printemps"]
    assert len(app.dataframe[0].value) == len(snapshot.communes)
    assert "Bonjour," in app.code[0].value
    assert "None" not in app.code[0].value


def test_a_commune_confirms_says_gone_comments_and_signs(campaign: Engine, open_page: Open) -> None:
    snapshot = load_snapshot(campaign)
    commune = snapshot.communes[0]
    app = open_page("review", de=commune.name)
    assert "La question la plus utile" in shown(app)
    press(app, "Tout est juste")
    press(app, "N’existe plus")
    after = load_snapshot(campaign)
    assert [one.verdict for one in after.review_marks] == [ReviewVerdict.CONFIRMED, ReviewVerdict.GONE]
    gone = after.by_id[after.review_marks[1].object_id]
    assert gone.status is LifecycleStatus.STOPPED
    next(one for one in app.text_input if one.label == "Commentaire").set_value("À revoir")
    press(app, "Dire")
    assert "À revoir" in shown(app)
    app = open_page("review", de=commune.name, voir="Signer")
    app.checkbox[0].check().run()
    press(app, "Signer la carte")
    (signed,) = load_snapshot(campaign).attestations
    assert signed.commune_id == commune.id
    own = next(a for a in load_snapshot(campaign).applications if a.commune_id == commune.id)
    edit(campaign, load_snapshot(campaign), "applications", [Edit(own, {"version": "2"})], "Quelqu’un")
    assert "La signature est tombée" in "".join(one.value for one in open_page("review", de=commune.name).warning)


@pytest.mark.parametrize("view", ["Valeurs douteuses", "Ce qui a changé", "Questions", "Par classeur"])
def test_each_view_of_a_review_stands(view: str, campaign: Engine, open_page: Open) -> None:
    app = open_page("review", de=load_snapshot(campaign).communes[0].name, voir=view)
    assert not app.exception
    assert not app.error


def test_a_question_is_answered_in_place(campaign: Engine, open_page: Open) -> None:
    app = open_page("review", de=load_snapshot(campaign).communes[0].name)
    block = load_snapshot(campaign).blocks[2].id
    next(one for one in app.selectbox if one.label == "Bloc fonctionnel").set_value(block)
    before = load_snapshot(campaign)
    press(app, "Répondre")
    changed = [one for one in load_snapshot(campaign).applications if one not in before.applications]
    assert [one.block_id for one in changed] == [block]


def test_a_proposal_is_accepted_and_another_refused_with_a_reason(estate: Engine, open_page: Open) -> None:
    snapshot = load_snapshot(estate)
    commune = snapshot.communes[0].id
    for block in snapshot.blocks[:2]:
        wanted = Edit(block, {"name": f"{block.name} <b>autre</b>"})
        propose_correction(estate, load_snapshot(estate), commune, "blocks", wanted, "Plus clair", "Camille")
    app = open_page("proposals")
    press(app, "Accepter")
    press(app, "Refuser")
    assert "Un refus a besoin d’un motif" in app.error[0].value
    next(one for one in app.text_input if one.label == "Motif d’un refus").set_value("Non").run()
    press(app, "Refuser")
    after = load_snapshot(estate)
    assert [one.status for one in after.proposals] == [ProposalStatus.ACCEPTED, ProposalStatus.REFUSED]
    assert after.blocks[0].name.endswith("autre</b>")
    assert "Non" in shown(open_page("proposals", etat="Refusée"))


def test_a_commune_says_what_it_pools(estate: Engine, open_page: Open) -> None:
    snapshot = load_snapshot(estate)
    commune = sorted(snapshot.communes, key=lambda one: one.name)[0]
    app = open_page("pooling")
    key = f"mutualisation-{commune.id}-{snapshot.revision}"
    app.session_state[key] = {"edited_rows": {0: {str(TODAY.year + 1): "donnée"}}}
    app.run()
    press(app, "Enregistrer (1\u00a0mot)")
    (word,) = load_snapshot(estate).poolings
    assert (word.commune_id, word.year, word.stance) == (commune.id, TODAY.year + 1, PoolingStance.GIVEN)
