"""Knows the words for what parties do together (types, areas, outcomes, places, money); refuses to know any activity.

Source: the lists of terms that plans and activity sheets of this field use, in both languages.
"""

from foedus.records.terms import TermList, term_list

ACTIVITY_TYPES = term_list(
    "activity_types",
    {
        "staff_talks": ("Staff Talks", "Staff talks"),
        "expert_exchange": ("Scambio di esperti (SMEE)", "Expert exchange (SMEE)"),
        "mobile_training_team": ("Squadra mobile di addestramento (MTT)", "Mobile training team (MTT)"),
        "train_the_trainers": ("Formazione dei formatori", "Train-the-trainers"),
        "course": ("Corso", "Course"),
        "on_the_job_training": ("Addestramento in affiancamento (OJT)", "On-the-job training"),
        "seminar": ("Seminario o conferenza", "Seminar or conference"),
        "study_visit": ("Visita di studio", "Study visit"),
        "staff_visit": ("Visita di staff", "Staff visit"),
        "high_level_visit": ("Visita di alto livello", "High-level visit"),
        "exercise_taking_part": ("Esercitazione (partecipazione)", "Exercise (taking part)"),
        "exercise_observing": ("Esercitazione (osservatori)", "Exercise (observing)"),
        "port_visit": ("Sosta in porto", "Port visit"),
        "unit_twinning": ("Gemellaggio tra reparti", "Unit twinning"),
        "language_course": ("Corso di lingua", "Language course"),
        "liaison_post": ("Posto di collegamento o di scambio", "Liaison or exchange post"),
        "equipment": ("Materiali o donazione", "Equipment or donation"),
        "joint_study": ("Studio congiunto", "Joint study"),
    },
)

AREAS = term_list(
    "areas",
    {
        "staff_policy": ("Stato Maggiore e politica di difesa", "Staff and policy"),
        "training_education": ("Formazione e addestramento", "Training and education"),
        "cimic": ("Cooperazione civile-militare (CIMIC)", "Civil-military cooperation (CIMIC)"),
        "peace_operations": ("Operazioni di pace", "Peace operations"),
        "cbrn": ("Difesa CBRN", "CBRN defence"),
        "demining_eod": ("Sminamento ed EOD", "Demining and EOD"),
        "cyber": ("Cibernetica", "Cyber"),
        "medical": ("Sanità", "Medical"),
        "logistics": ("Logistica", "Logistics"),
        "military_police": ("Polizia militare", "Military police"),
        "law": ("Diritto e diritto umanitario", "Law and humanitarian law"),
        "search_rescue": ("Ricerca e soccorso", "Search and rescue"),
        "maritime_underwater": (
            "Sorveglianza marittima e subacquea",
            "Maritime surveillance and underwater",
        ),
        "space": ("Spazio e satelliti", "Space and satellites"),
        "flight_safety": ("Sicurezza del volo", "Flight safety"),
        "mountain": ("Montagna", "Mountain"),
        "research_industry": ("Ricerca e industria", "Research and industry"),
        "counter_terrorism": ("Contrasto al terrorismo", "Counter-terrorism"),
        "border_security": ("Sicurezza delle frontiere", "Border security"),
        "rehabilitation": ("Riabilitazione e reinserimento", "Rehabilitation and reintegration"),
        "lessons_learned": ("Lezioni apprese", "Lessons learned"),
        "other": ("Altro", "Other"),
    },
)

DOMAINS = term_list(
    "domains",
    {
        "land": ("Terrestre", "Land"),
        "sea": ("Marittimo", "Sea"),
        "air": ("Aereo", "Air"),
        "space": ("Spaziale", "Space"),
        "cyber": ("Cibernetico", "Cyber"),
    },
)

BRANCHES = term_list(
    "branches",
    {
        "joint": ("Interforze", "Joint"),
        "army": ("Esercito", "Army"),
        "navy": ("Marina", "Navy"),
        "air_force": ("Aeronautica", "Air force"),
        "gendarmerie": ("Gendarmeria (Carabinieri)", "Gendarmerie"),
        "coast_guard": ("Guardia costiera", "Coast guard"),
        "border_guard": ("Guardia di frontiera", "Border guard"),
        "national_guard": ("Guardia nazionale", "National guard"),
        "police": ("Polizia", "Police"),
        "ministry": ("Ministero", "Ministry"),
        "other": ("Altro", "Other"),
    },
)

ORIGINS = term_list(
    "origins",
    {
        "plan": ("Da piano", "Plan"),
        "out_of_plan": ("Fuori piano", "Out of plan"),
        "carried_over": ("Riportata dal piano precedente", "Carried over"),
        "recurrent": ("Ricorrente", "Recurrent"),
    },
)

OUTCOMES = term_list(
    "outcomes",
    {
        "held": ("Effettuata", "Held"),
        "partly_held": ("Effettuata in parte", "Partly held"),
        "not_held": ("Non effettuata", "Not held"),
        "postponed": ("Rinviata", "Postponed"),
        "carried_over": ("Riportata al piano successivo", "Carried over"),
        "cancelled": ("Annullata", "Cancelled"),
        "dates_confirmed": ("Date confermate", "Dates confirmed"),
    },
)

STATUSES = term_list(
    "statuses",
    {
        "proposed": ("Proposta", "Proposed"),
        "agreed": ("Concordata", "Agreed"),
        "dates_confirmed": ("Confermata", "Dates confirmed"),
        "under_way": ("In corso", "Under way"),
        "held": ("Effettuata", "Held"),
        "partly_held": ("Effettuata in parte", "Partly held"),
        "not_held": ("Non effettuata", "Not held"),
        "postponed": ("Rinviata", "Postponed"),
        "carried_over": ("Riportata al piano successivo", "Carried over"),
        "cancelled": ("Annullata da", "Cancelled by"),
        "lapsed": ("Decaduta", "Lapsed"),
        "accounts_differ": ("Versioni discordanti", "Accounts differ"),
    },
)

REASONS = term_list(
    "reasons",
    {
        "host_not_available": ("Indisponibilità della Parte ospitante", "Host Party not available"),
        "visitor_not_available": ("Indisponibilità della Parte inviante", "Sending Party not available"),
        "operational": ("Esigenze operative", "Operational needs"),
        "funds": ("Mancanza di fondi", "Lack of funds"),
        "no_candidates": ("Mancanza di candidati idonei", "No suitable candidates"),
        "visa_clearance": ("Visti o autorizzazioni non ottenuti", "Visa or clearance not obtained"),
        "administrative": ("Motivi amministrativi o tempi", "Administrative reasons or lead times"),
        "transport": ("Trasporto non disponibile", "Transport not available"),
        "health": ("Motivi sanitari", "Health reasons"),
        "security": ("Motivi di sicurezza", "Security situation"),
        "political": ("Decisione politica", "Political decision"),
        "merged": ("Accorpata ad altra attività", "Merged with another activity"),
        "other": ("Altro", "Other"),
    },
)

PLACE_KINDS = term_list(
    "place_kinds",
    {
        "country": ("Nel Paese di una Parte", "In the country of a Party"),
        "third_country": ("In un Paese terzo", "In a third country"),
        "online": ("A distanza", "Online"),
        "aboard": ("A bordo", "Aboard"),
    },
)

PRECISIONS = term_list(
    "precisions",
    {
        "day": ("Giorno", "Day"),
        "week": ("Settimana", "Week"),
        "month": ("Mese", "Month"),
        "quarter": ("Trimestre", "Quarter"),
        "half": ("Semestre", "Half-year"),
        "year": ("Anno", "Year"),
        "none": ("Da definire", "To be defined"),
    },
)

MONEY_ITEMS = term_list(
    "money_items",
    {
        "travel": ("Viaggio", "Travel"),
        "per_diem": ("Diaria", "Per diem"),
        "board": ("Vitto", "Board"),
        "lodging": ("Alloggio", "Lodging"),
        "local_transport": ("Trasporto locale", "Local transport"),
        "fees": ("Quote di iscrizione", "Fees"),
        "interpreter": ("Interprete", "Interpreter"),
        "insurance": ("Assicurazione", "Insurance"),
        "medical": ("Spese mediche", "Medical"),
        "other": ("Altro", "Other"),
    },
)

PAYERS = term_list(
    "payers",
    {
        "host": ("Parte ospitante", "Host Party"),
        "sender": ("Parte inviante", "Sending Party"),
        "each_own": ("Ciascuna Parte per sé", "Each Party its own"),
        "outside": ("Altri", "Others"),
    },
)

RANK_GROUPS = term_list(
    "rank_groups",
    {
        "general_officers": ("Ufficiali generali e ammiragli", "General and flag officers"),
        "senior_officers": ("Ufficiali superiori", "Senior officers"),
        "junior_officers": ("Ufficiali inferiori", "Junior officers"),
        "ncos": ("Sottufficiali", "Non-commissioned officers"),
        "troops": ("Graduati e truppa", "Other ranks"),
        "cadets": ("Allievi", "Cadets"),
        "civilians": ("Civili", "Civilians"),
    },
)

ENTITY_ROLES = term_list(
    "entity_roles",
    {
        "lead": ("Ente capofila", "Lead agency"),
        "supporting": ("Ente concorrente", "Supporting entity"),
        "executing": ("Ente esecutore", "Executing entity"),
    },
)

STEPS = term_list(
    "steps",
    {
        "dates_confirmed": ("Conferma delle date", "Dates confirmed"),
        "invitation": ("Invito o nota di convocazione", "Invitation or calling notice"),
        "programme": ("Programma", "Programme"),
        "administrative_instruction": ("Istruzione amministrativa", "Administrative instruction"),
        "names": ("Nominativi", "Names"),
        "request_for_visit": ("Richiesta di visita (RFV)", "Request for visit"),
        "visa_letter": ("Lettera per i visti", "Visa letter"),
        "diplomatic_clearance": (
            "Autorizzazione diplomatica per aeromobile o nave",
            "Diplomatic clearance for aircraft or ship",
        ),
        "interpreter": ("Interprete", "Interpreter"),
        "report": ("Consuntivo", "Report"),
        "thanks": ("Ringraziamenti", "Thanks"),
        "costs_settled": ("Regolazione delle spese", "Costs settled"),
    },
)

LISTS: tuple[TermList, ...] = (
    ACTIVITY_TYPES,
    AREAS,
    DOMAINS,
    BRANCHES,
    ORIGINS,
    OUTCOMES,
    STATUSES,
    REASONS,
    PLACE_KINDS,
    PRECISIONS,
    MONEY_ITEMS,
    PAYERS,
    RANK_GROUPS,
    ENTITY_ROLES,
    STEPS,
)
