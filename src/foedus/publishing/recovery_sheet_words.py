"""The fixed words of a recovery sheet, in Italian and English; it refuses to know any key."""

from typing import Final

LANGUAGES: Final = ("it", "en")

WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Foglio di recupero", "Recovery sheet"),
    "secret": ("SEGRETO: DA CUSTODIRE IN CASSAFORTE", "SECRET: KEEP IT IN A SAFE"),
    "warning": (
        (
            "Chi ha questo foglio può sostituire le chiavi di questa Parte e leggere ciò che le è inviato. Non "
            "fotografarlo, non inviarlo, non lasciarne copia su un computer o su una stampante di rete."
        ),
        (
            "Whoever has this sheet can replace the keys of this Party, and read what is sent to it. Do not "
            "photograph it, do not send it, leave no copy on a computer or on a shared printer."
        ),
    ),
    "party": ("Parte", "Party"),
    "date": ("Data", "Date"),
    "recovery": ("Chiave di recupero", "Recovery key"),
    "words": (
        "Ventiquattro parole, da digitare in quest'ordine",
        "Twenty-four words, to be typed in this order",
    ),
    "square": ("Lo stesso, da leggere con una fotocamera", "The same, to be read with a camera"),
    "fingerprint": (
        "Impronta della chiave di recupero (non è segreta)",
        "Fingerprint of the recovery key (it is no secret)",
    ),
    "cooperations": ("In vigore nelle cooperazioni", "In force in the cooperations"),
    "none": ("ancora nessuna", "none yet"),
    "opener": ("Chiave che apre i plichi", "Key that opens dispatches"),
    "opener_how": (
        "Digitare la riga per intero; gli spazi non contano. Serve per leggere ciò che le altre Parti rinviano.",
        "Type the whole line; blanks do not count. It is needed to read what the other Parties send again.",
    ),
    "for": ("Vi è cifrato ciò che è inviato a", "What is encrypted to this goes to"),
    "steps": ("Che cosa farne", "What to do with it"),
    "standards": (
        (
            "Parole: BIP-39, elenco inglese; l'entropia è il seme Ed25519 della chiave, gli ultimi 8 bit sono di "
            "controllo. Riga: age, Bech32 con il suo controllo. Quadrato: codice QR con lo stesso testo."
        ),
        (
            "Words: BIP-39, English list; the entropy is the key's Ed25519 seed, the last 8 bits are a check. Line: "
            "age, Bech32 with its own check. Square: QR code of the same text."
        ),
    ),
}

STEPS: Final[tuple[tuple[tuple[str, str], ...], ...]] = (
    (
        (
            "Subito",
            (
                "Verificare che si legga, poi chiuderlo in cassaforte, lontano dal computer. La chiave si può "
                "allora togliere dal computer:"
            ),
        ),
        ("", "foedus keys remove-recovery"),
        ("Computer perso", "In una cartella nuova, poi con ciò che un'altra Parte rinvia per intero:"),
        ("", "foedus init {code} NOME --from-sheet\nfoedus partnership take-back PLICO\nfoedus keys recover --all"),
        ("Chiave rubata, o registri discordanti", "Sul computer che resta:"),
        ("", "foedus keys recover --all --from-sheet"),
        (
            "Dopo",
            (
                "Far confrontare la chiave nuova alle altre Parti, copiare la cartella delle chiavi, stampare un "
                "foglio nuovo e distruggere questo."
            ),
        ),
    ),
    (
        (
            "At once",
            (
                "Check that it can be read, then lock it in a safe, away from the computer. The key can then be "
                "removed from the computer:"
            ),
        ),
        ("", "foedus keys remove-recovery"),
        ("Computer lost", "In a new folder, then with what another Party sends again as a whole:"),
        ("", "foedus init {code} NAME --from-sheet\nfoedus partnership take-back DISPATCH\nfoedus keys recover --all"),
        ("Key stolen, or conflicting registers", "On the computer that is left:"),
        ("", "foedus keys recover --all --from-sheet"),
        (
            "Afterwards",
            (
                "Have the other Parties compare the new key, copy the folder of the keys, print a new sheet and "
                "destroy this one."
            ),
        ),
    ),
)
"""What to do, in each language: a heading and a sentence; a command where there is no heading."""
