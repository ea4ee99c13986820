"""What fields are called in other languages than French, and in the exports of other tools.

English words that everyone uses stand with the French ones; these add what English, Dutch, German, Italian and Spanish
speaking administrations write, and the columns of Mercator, GLPI and LeanIX.
"""

from __future__ import annotations

from dataclasses import replace

from importers.fields.base import Field, SheetKind, words

EVERY_KIND: dict[str, str] = {
    "code": "lfd nr; laufende nummer; kennung; código; codice; codice identificativo; nr; volgnummer",
    "description": "descrizione; descripción; omschrijving; toelichting; beschreibung; brief description; display notes",
    "commune": "gemeente; gemeinde; stadt; kommune; comune; ente; municipio; ayuntamiento; municipality name",
    "department": """ufficio; settore; servizio; dicastère; dienst; dienststelle; amt; fachbereich; fachamt; sachgebiet
        unidad gestora; unidad; área responsable; área; departamento; servicio; directorate; service area; team; entity resp; user group; business group; unit
        primary custodian; responsible department; organizational unit; organisationseinheit""",
    "editor": "empresa; empresa proveedora; società; firma; fornitore; produttore; hersteller; lieferant; proveedor; fabricante; leverancier; contractor; vendor contractor; provider",
    "block": "application block; business capability; capability; capacità; capacidad; taakveld; beleidsdomein; domein; aufgabenbereich",
    "version": "versie; versión; versione; versionsnummer; release nummer",
    "purpose": "finalidad; finalità; zweck; einsatzzweck; doel; uso; verwendungszweck; statement of purpose; objetivo; scopo",
    "personal_data": "personenbezogene daten; persoonsgegevens; datos personales; dati personali; avg; dsgvo; rgpd dcp",
    "url": "indirizzo web; sitio web; webseite; website url",
    "end_of_support": "support ends; échéance du support; end of support; supportende; fin de soporte; einde ondersteuning; fine supporto; end of support life",
    "licence": "lizenz; licentie; licenza; licencia",
    "applications": "logiciels concernés; applications concernées; systems; software; anwendungen; applicaties; aplicaciones",
}
"""For any kind of sheet that has the field."""

OF_A_KIND: dict[str, dict[str, str]] = {
    "applications": {
        "name": """software title; fachverfahren; verfahren; anwendung; anwendungsname; software name; applicatienaam; naam applicatie; applicatie
            sistema de información; nombre de la aplicación; aplicación; nombre aplicación; programa; denominazione applicativo; applicativo
            denominazione software; denominazione; nome applicazione; denominación; enterprise system of record
            nom de la solution; nom du système; nom de l'outil; business application; bezeichnung; benennung; system title""",
        "code": "n° inv; n° inventaire; numéro d'inventaire; inventory no; asset number; external id; system acronym; acronym; ref no",
        "product": "pakket; softwareprodukt; current system product; produktname",
        "description": "display description",
        "purpose": "what it does; what it is used for; tâches couvertes; tâches; taken; aufgaben; besoins couverts; funktion",
        "status": "stato; estado; fase; betriebsstatus; lifecycle stage",
        "started_on": """mise en exploitation; live date; live since; mise en prod; déploiement; date de déploiement; in production since; puesta en marcha; puesta en servicio; date de mise en prod; data attivazione; fecha de implantación
            fecha de alta; einführungsdatum; einführung; in betrieb seit; startdatum; ingangsdatum; install date
            lifecycle active; date de mise en exploitation; launch date; date in service; attivazione""",
        "ends_on": """planned retirement; retire by; retirement; lifecycle end of life; fecha de baja; ablösung; einddatum; uitfasering
            data dismissione; planned end date; date de décommissionnement""",
        "hosting": "betriebsart; betriebsform; alojamiento; hosted on prem; hosted or on premise; ubicación; hostingvorm; modalità di erogazione",
        "technologies": "technologie; plattform; tecnología; tecnologia; technische omgeving",
        "users": """anzahl nutzer; anzahl benutzer; nutzer; benutzer; aantal gebruikers; gebruikers; usuarios; número de usuarios
            numero utenti; utenti; nombre de licences; comptes actifs; comptes; no of users; concurrent users""",
        "criticality": "mission critical; criticidad; criticità; kritikalität; kriticiteit; bedrijfskritisch; business critical; schutzbedarf",
        "confidentiality": "security need c; vertraulichkeit; vertrouwelijkheid; confidencialidad; riservatezza",
        "integrity": "security need i; integrität; integriteit; integridad; integrità",
        "availability": "security need a; verfügbarkeit; beschikbaarheid; disponibilidad; disponibilità",
        "traceability": "security need t; nachvollziehbarkeit; trazabilidad; tracciabilità",
        "business_value": "functional suitability; business fit; fachlicher wert",
        "technical_value": "technical suitability; technical fit; technischer wert",
        "cost_maintenance": "annual maintenance cost; wartungskosten; onderhoudskosten; annual o m cost; manutenzione; mantenimiento; coste de mantenimiento; costo di manutenzione; annual support cost",
        "cost_licence": "lizenzkosten; licentiekosten; coste de licencia; canone licenza",
        "cost_total": """kosten pro jahr; jährliche kosten; jahreskosten; kosten; jaarlijkse kosten; coste anual; coste; costo annuo
            costo; canone annuo; coûts récurrents; montant annuel htva; annual cost; yearly cost; cost per annum; cost pa""",
        "contract": "vertrag; vertragsnummer; contractnummer; contrato; contratto; numero contratto; cig",
        "contract_end": """contract expiry; contract expiry date; expiry date; contract end date; vertragsende; laufzeit bis
            einddatum contract; fin de contrato; vencimiento; scadenza contratto; scadenza; fin de marché; date de fin de marché""",
        "correspondent": """system owner; ansprechpartner; verantwortlich; fachadministrator; functioneel beheerder; beheerder
            contactpersoon; responsable; responsabile; referente; personne de contact; contact person; propriétaire métier
            subscriptions responsible; functional referent; responsible; référent dsi""",
    },
    "interfaces": {
        "source": "émission; application émission; productrice; application productrice; émettrice; fournisseuse; source application; quelle; quellsystem; origen; sistema origen; bron; bronsysteem; sorgente",
        "target": "réception; application réception; consommatrice; application consommatrice; réceptrice; bénéficiaire; target application; ziel; zielsystem; destino; sistema destino; doel; doelsysteem; destinazione",
        "objects": "datenobjekte; daten; datos; gegevens; dati; information exchanged; data flow",
        "rhythm": "häufigkeit; frecuencia; frequentie; frequenza; update frequency",
        "means": "übertragungsart; schnittstellentyp; tipo; koppelvlak; protocollo",
    },
    "processings": {
        "name": "activité de traitement; nom de l'activité; processing activity; verarbeitungstätigkeit; actividad de tratamiento; verwerking",
        "code": "n° fiche; numéro de fiche; n° du traitement",
        "purpose": "objectifs poursuivis; zweck der verarbeitung; fines del tratamiento",
        "legal_basis": "fondement juridique; rechtsgrundlage; base jurídica; grondslag; base giuridica",
        "recipients": "catégories de destinataires; empfänger; destinatarios; ontvangers",
        "retention": "durées de conservation; löschfrist; plazo de conservación; bewaartermijn",
        "applications": "logiciels ou applications utilisés; outils utilisés",
    },
    "contracts": {
        "editor": "attributaire; cocontractant; auftragnehmer; adjudicatario; aggiudicatario",
        "end_date": "date de fin de marché; contract end; vertragsende; fin de contrato; scadenza",
    },
}  # fmt: skip


def with_other_languages(kind: SheetKind) -> SheetKind:
    """The same kind of sheet, its fields also known under these names."""
    own = OF_A_KIND.get(kind.name, {})
    fields = tuple(_renamed(field, EVERY_KIND.get(field.name, ""), own.get(field.name, "")) for field in kind.fields)
    return replace(kind, fields=fields)


def _renamed(field: Field, *more: str) -> Field:
    return replace(field, synonyms=(*field.synonyms, *(name for text in more for name in words(text))))
