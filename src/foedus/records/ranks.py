"""Knows ranks in Italian, English and Russian, and which words beside them are no names; refuses to know a person."""

RANKS_OF_ONE_MEANING: tuple[str, ...] = (
    # Italian
    r"generale di (?:corpo d['’]armata|divisione|brigata|squadra)(?: aerea)?",
    r"gen\.? ?(?:c\. ?a\.|d\. ?a\.|b\. ?a\.|s\. ?a\.|d\.|b\.|div\.|brig\.|isp\.)",
    r"ammiraglio(?: di squadra| di divisione| ispettore)?",
    r"contrammiraglio",
    r"contramm\.",
    r"amm\.(?: ?(?:sq|div)\.)?",
    r"(?:tenente )?colonnello",
    r"(?:ten\.|t\.) ?col\.?",
    r"magg\.(?: ?gen\.)?",
    r"capitano(?: di (?:vascello|fregata|corvetta))?",
    r"c\. ?[vfc]\.",
    r"cap\.",
    r"(?:sotto)?tenente(?: di vascello)?",
    r"(?:s\. ?)?ten\.",
    r"luogotenente",
    r"(?:primo )?maresciallo(?: capo| ordinario| maggiore)?",
    r"m\.llo",
    r"sergente(?: maggiore)?",
    r"serg\.",
    r"brigadiere(?: capo)?",
    r"caporale(?: maggiore)?",
    # English
    r"(?:lieutenant|brigadier|major)[ -]general",
    r"(?:lt|brig|maj)\.? ?gen\.?",
    r"gen\.",
    r"(?:lieutenant[ -])?colonel",
    r"(?:lt\.?|lieut\.) ?col\.?",
    r"col\.",
    r"maj\.",
    r"capt\.",
    r"captain",
    r"(?:first |second |1st |2nd )?lieutenant",
    r"(?:1st |2nd )?lt\.",
    r"(?:vice[ -]|rear[ -])?admiral",
    r"(?:r|v)?adm\.",
    r"commodore",
    r"(?:lt\.? ?)?c(?:m)?dr\.",
    r"(?:staff |master |first )?sergeant",
    r"sgt\.",
    r"corporal",
    r"brigadier",
    r"(?-i:LTG|LTC|LTCOL|LtCol|COL|MAJ|CPT|CDR|LCDR|VADM|RADM|SGT|SFC|MSG)",
    # Russian, with the endings of the cases
    r"(?:генерал|контр-адмирал|вице-адмирал|адмирал)(?:-майор|-лейтенант|-полковник)?(?:а|у|ом|е)?",
    r"(?:под)?полковник(?:а|у|ом|е)?",
    r"майор(?:а|у|ом|е)?",
    r"капитан(?:а|у|ом|е)?(?: (?:1|2|3|I|II|III)(?:-го)? ранга)?",
    r"(?:старш(?:ий|его) )?лейтенант(?:а|у|ом|е)?",
    r"сержант(?:а|у|ом|е)?",
)
"""Ranks, as patterns in any case, that are hardly anything else before a name."""

RANKS_THAT_ARE_PLAIN_WORDS: tuple[str, ...] = (
    r"generale",
    r"maggiore",
    r"general",
    r"major",
    r"commander",
)
"""Ranks that are plain words too: after some words they are part of a post, before some words they are no rank."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


POSTS_BEFORE: frozenset[str] = _words(
    "stato segretario segretaria segreteria direttore direttrice direzione quartier quartiere comando"
    " comandante console  consolato procuratore procura ispettore ispettorato assemblea avvocato quadro"
    " consigliere governatore lago via  piazza ospedale isola vice sotto in secretary attorney director"
    " directorate inspector consul consulate surgeon  prosecutor adjutant governor auditor solicitor postmaster"
    " quartermaster deputy force component wing brigade  battalion unit base fleet squadron company cadre forza"
    " parte"
)
"""Words after which a plain word is part of a post or a name of a place: Segretario Generale, Stato Maggiore."""

NO_NAMES: frozenset[str] = (
    _words(
        "general generale major staff assembly directorate department headquarters hq command commander commanders"
        " secretary secretariat office officer officers affairs defence defense security policy plans plan planning"
        " purpose provisions provision inspector inspectorate council committee assistance support school academy"
        " college university institute center centre course courses seminar workshop conference exercise exercises"
        " event events programme program programs project projects operation operations force forces army navy"
        " marines air coast guard border police military medical hospital base fleet ship ships battalion brigade"
        " regiment division corps squadron wing unit units of and or the for in on at to with from joint combined"
        " national international regional global european nato un us usa uk english french russian italian turkish"
        " azerbaijani kazakh uzbek german american language training trainer trainers leadership career development"
        " basic advanced senior junior chief deputy head director attorney prosecutor prosecutors equipment system"
        " systems donation weapons arms power powers road city cities threats threat incident incidents disaster"
        " disasters emergency emergencies cooperation agreement agreements information public health law war peace"
        " intelligence communications engineering logistics maintenance orientation visit visits tour tours"
        " exchange talks meeting briefing report review study studies research action actions objective objectives"
        " reform changes change"
    )
    | _words(
        "stato maggiore maggiori comando comandante direzione direttore segretario segretariato segreteria ufficio"
        " capo vice difesa sicurezza politica scuola accademia istituto centro corso corsi seminario conferenza"
        " esercitazione piano programma progetto operazioni forza forze esercito marina aeronautica carabinieri"
        " guardia polizia sanità ospedale reparto reparti brigata reggimento divisione battaglione squadrone nave"
        " navi base di del della dello dei degli e ed per in con da al alla interforze nazionale internazionale"
        " cooperazione addestramento formazione lingua italiano inglese consiglio assemblea procura procuratore"
        " affari logistica visita visite incontro riunione repubblica disposizioni quadro rischio rischi attività"
        " accordo accordi sforzo parte numero porto vascello fregata corvetta"
    )
    | _words(" штаб штаба академия училище курсы курс министерство управление")
)
"""Words that are no names, though they stand with a capital after a rank: General Staff, Generale Difesa."""

NO_NAME_ENDINGS: tuple[str, ...] = (
    "tion",
    "tions",
    "ment",
    "ments",
    "ship",
    "ity",
    "ence",
    "ance",
    "ness",
    "ology",
    "zione",
    "zioni",
    "mento",
    "menti",
    "ità",
)
"""Endings of words that are no names, asked only after a rank that is a plain word too."""
