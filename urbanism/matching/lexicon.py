"""Words whose role in a name is known beforehand: French and English vocabulary of software and of town halls.

They are no list of products: only words that many names bear, sorted by what they tell.
"""

from __future__ import annotations

LEGAL_FORMS = frozenset(
    """
    sa sas sasu sarl eurl snc scop scic sci gie se spa gmbh ag bv nv inc incorporated corp corporation co
    company llc ltd limited plc llp srl oy ab kg groupe group holding com technologies technology technologie
    informatique associates consulting conseil international france ste societe
    systemes numerique
    """.split()
)
STOP_WORDS = frozenset(
    """
    a an and the of for to with in on by at from or as is your le la les l un une des du de d et ou en au aux
    pour par sur avec sans dans son sa ses x
    """.split()
)
GENERIC = frozenset(
    """
    logiciel logiciels application applications applicatif appli progiciel progiciels software outil outils
    tool tools solution solutions systeme system systems plateforme platform programme program programs
    module gestion suivi service services product products produit produits serveur server version edition
    editions editeur ed new nouveau nouvelle package pack complete full retail box jewel case cd dvd rom
    license licence licenses lic user users standard
    """.split()
)
EDITIONS = frozenset(
    """
    pro professional professionnel premium deluxe dlx std basic home personal business enterprise entreprise
    ultimate platinum gold silver plus lite light express community communautaire academic student education
    upgrade update upsell evolution opus next ng web online desktop client esr lts cloud saas expert classic
    classique mobile small
    """.split()
)
PLATFORMS = frozenset(
    """
    mac macintosh osx windows win linux unix pc android ios palm xp vista nt me
    """.split()
)
TRADES = frozenset(
    """
    rh grh paie carriere carrieres formation finances finance financier financiere gf comptabilite compta
    budget recettes achats marches elections electoral etat civil cimetiere cimetieres enfance petite
    jeunesse scolaire periscolaire creche creches cantine restauration social sociale sociales ccas aide
    urbanisme foncier ads cadastre sig voirie eclairage eau assainissement dechets proprete stationnement
    police courrier deliberations actes archives mediatheque bibliotheque musee culture culturel billetterie
    sport sports piscine patrimoine parc flotte vehicules maintenance gmao espaces verts interventions stock
    stocks dette immobilisations temps conges portail familles citoyen demarches sante medecine logement
    habitat funeraire recensement population associations salles reservation
    """.split()
)
PHRASES = {
    phrase: word
    for word, phrases in {
        "maison": (
            "developpement interne",
            "developpement maison",
            "developpe en interne",
            "fait maison",
            "developed in house",
            "developed inhouse",
            "built in house",
            "home grown",
            "homegrown",
            "in house",
        ),
        "online": ("en ligne",),
        "opensource": ("open source", "logiciel libre", "libre"),
    }.items()
    for phrase in sorted(phrases, key=len, reverse=True)
}
"""Phrases that mean one word, without accents: home-made software, above all, has as many names as authors."""
