"""The public sources of the demo's facts, in the order in which it numbers them; it holds no fact itself."""

from typing import Final

from foedus.cli.language import N_

TALKS: Final = (
    "https://www.difesa.it/smd/news-italia/sesto-incontro-bilaterale-di-cooperazione-tra-italia-azerbaijan/27579.html"
)
#: What a source is, and where it is.
SOURCES: Final = (
    (
        N_("Chamber of Deputies, XVII legislature, act C. 3299 on the agreement of Rome"),
        "https://www.camera.it/leg17/995?sezione=documenti&tipoDoc=lavori_testo_pdl&idLegislatura=17&codice=17PDL0047090",
    ),
    (N_("Defence Staff of Italy, on the sixth staff talks"), TALKS),
    (
        N_("brigatafolgore.net on the visit of July 2025, after the Defence Staff of Italy"),
        "https://www.difesa.it/smd/casmd/eventi/visita-capo-di-stato-maggiore-difesa-in-azerbaijan/75779.html",
    ),
    (N_("Italian Army, on a CIMIC Orientation Training"), "KAZCENT, Almaty"),
    (
        N_("Foreign Military Training Report of the United States, fiscal years 2018-2019"),
        "https://github.com/security-force-monitor/fmtrpt_data",
    ),
)
