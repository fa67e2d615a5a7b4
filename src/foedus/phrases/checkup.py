"""Says what a check of an office's copy found, and what to do about it; it checks nothing."""

from typing import Final, NamedTuple

from foedus.phrases.language import N_


class Told(NamedTuple):
    """What was found, and what to do now where something is."""

    happened: str
    now: str = ""


CHECKS: Final = {
    "versions": N_("Versions"),
    "files": N_("Files"),
    "space": N_("Disk"),
    "backup": N_("Backup"),
    "database": N_("Database"),
    "last-signed": N_("Last signed"),
    "waiting": N_("Waiting entries"),
    "conflicts": N_("Registers"),
    "recovery-key": N_("Recovery key"),
    "keys-compared": N_("Keys of others"),
    "exchange": N_("Exchange"),
    "clock": N_("Clock"),
    "workbench": N_("Workbench"),
    "alarms": N_("Alarms"),
    "people": N_("People"),
    "second-factor": N_("Second factor"),
    "sessions": N_("Sessions"),
    "mail": N_("Mail"),
    "surroundings": N_("Surroundings"),
}
"""What each check looks at."""

_TAKE_BACK: Final = N_(
    "Do not sign. Take back your own entries first: foedus peer try {cooperation}, or foedus import of a dispatch "
    "that a partner writes with foedus export --whole. Where nobody has them: foedus keys recover {cooperation}."
)

PHRASES: Final[dict[str, Told]] = {
    "versions": Told(N_("foedus {foedus}, Python {python}, SQLite {sqlite}.")),
    "no-copy": Told(
        N_("there is no office's copy in {home}."),
        N_("Name its folder with --home or FOEDUS_HOME, or put a backup in place: foedus backup restore FILE."),
    ),
    "files": Told(N_("those in {home} are there, for their owner alone.")),
    "open-to-others": Told(
        N_("others may use {file} (mode {mode})."),
        N_("Close it: chmod {wanted} {file}. If others use this machine, change the keys: foedus keys rotate --all."),
    ),
    "key-file-missing": Told(
        N_("{file} is not there: nothing can be signed or opened."),
        N_("Put the folder keys back from a backup; else the recovery sheet helps: foedus keys recover --from-sheet."),
    ),
    "read-only": Told(N_("you may not write in {home}."), N_("Run it as the user whose folder this is.")),
    "keys-unprotected": Told(
        N_("the keys have no passphrase: whoever reads {home} can sign in your name."),
        N_("See that nobody but the administrator can read this disk and its backups."),
    ),
    "space": Told(N_("{free} GiB are free.")),
    "little-space": Told(
        N_("only {free} GiB are free."),
        N_("Make room: move old backups to another machine. Nothing is lost when it is full, but nothing is taken in."),
    ),
    "no-backup": Told(
        N_("none was made from this copy."),
        N_("Make one and check it: foedus backup make FILE, foedus backup verify FILE."),
    ),
    "backup-old": Told(
        N_("the last one is of {at}, older than {days} days."),
        N_("See why the timer makes none; make one now: foedus backup make FILE."),
    ),
    "backup-unverified": Told(N_("{file} of {at} was not checked."), N_("Check it: foedus backup verify {file}")),
    "backup": Told(N_("{file} of {at}, found whole on {verified}.")),
    "database": Told(N_("{version}; its tables are those of this program.")),
    "database-unreadable": Told(
        N_("it cannot be opened ({detail})."),
        N_("If its disk is whole, put a backup in place: foedus backup restore FILE into a new folder."),
    ),
    "database-unreachable": Told(
        N_("its server does not answer ({detail})."),
        N_("See that the server runs and that the file database in the folder names it."),
    ),
    "tables-old": Told(
        N_("its tables are of an older program."),
        N_("They are brought up to date when foedus serve starts: back up first."),
    ),
    "another-mode": Told(
        N_("another program has set its file to another way of writing."),
        N_(
            "It is set back now. If this comes again, the folder lies on a disk that cannot do it, as one shared over "
            "a network: move it to a disk of this machine."
        ),
    ),
    "not-on-disk": Told(
        N_("what it acknowledges may not be on the disk ({detail})."),
        N_("Set it back as it was: after a power cut entries that others hold could be missing here."),
    ),
    "database-damaged": Told(
        N_("it is damaged ({detail})."),
        N_(
            "Stop foedus serve, put the last backup in place in a new folder, and take back your own entries from the "
            "others."
        ),
    ),
    "unfit-server": Told(
        N_("its server keeps texts in a way that does not fit ({detail})."),
        N_("Make the database anew: CREATE DATABASE foedus TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'."),
    ),
    "old-server": Told(
        N_("PostgreSQL {version} is older than {oldest}."), N_("Move to a version that is still looked after.")
    ),
    "last-signed": Told(N_("what this office signed last is in its registers.")),
    "copy-behind": Told(
        N_("{cooperation}: this copy is older than what it last signed (number {last_signed}; here {held})."),
        _TAKE_BACK,
    ),
    "copy-differs": Told(
        N_("{cooperation}: this copy holds another entry than the one last signed (number {last_signed})."), _TAKE_BACK
    ),
    "not-a-party": Told(
        N_("{cooperation}: no key of this office is in it."),
        N_("See with foedus keys list {cooperation} which keys are; the folder may hold the keys of another copy."),
    ),
    "none-waiting": Told(N_("none.")),
    "waiting": Told(
        N_("{cooperation}: {number} wait for what they rest on, the oldest since {since}, brought by {bearers}."),
        N_(
            "Ask {bearers} for all of it: foedus export --whole, or exchange with the others: foedus peer try "
            "{cooperation}."
        ),
    ),
    "waiting-newer": Told(
        N_("{cooperation}: {number} were made by a newer program, which this one does not read."),
        N_("Bring this program up to date; they are kept, and read then."),
    ),
    "no-conflict": Told(N_("no Party has two.")),
    "conflict": Told(
        N_("{cooperation}: {code} has signed two registers that part."),
        N_(
            "Tell {code} by telephone: its keys were stolen, or an old copy of it has signed. It recovers; nothing is "
            "lost."
        ),
    ),
    "own-conflict": Told(
        N_("{cooperation}: this office's registers part; it cannot sign."),
        N_("Find out whether the keys were stolen or an old copy was used; then: foedus keys recover {cooperation}."),
    ),
    "recovery-away": Told(N_("it is not on this machine.")),
    "recovery-here": Told(
        N_("it is still on this machine."),
        N_("Print its sheet (foedus keys sheet), lock it away, then: foedus keys remove-recovery."),
    ),
    "compared": Told(N_("all compared.")),
    "not-compared": Told(
        N_("{cooperation}: the key of {code} is not yet compared."),
        N_("Telephone, and read the words to each other: foedus keys compare {cooperation} {code} --way telephone."),
    ),
    "reached": Told(N_("{cooperation}: {code} was reached on {at}.")),
    "never-reached": Told(
        N_("{cooperation}: {code} has an address and was not called yet."),
        N_("Try: foedus peer try {cooperation} {code}. Else see that foedus serve runs, and without --no-exchange."),
    ),
    "not-reached": Told(
        N_("{cooperation}: {code} was last reached on {at}; tries since then without success: {failures}. {failure}"),
        N_("Try: foedus peer try {cooperation} {code}. Dispatches still go as files."),
    ),
    "not-reached-yet": Told(
        N_("{cooperation}: {code} was never reached; tries without success: {failures}. {failure}"),
        N_("See that the address is right: foedus peer list {cooperation}. Dispatches still go as files."),
    ),
    "left": Told(N_("{cooperation}: a Party has left, and {code} is called by itself no more.")),
    "left-untold": Told(
        N_("{cooperation}: this Party has left, and {code} could not be told so over the line."),
        N_("Write the dispatch as a file, and hand it over another way: foedus export {cooperation} --to {code}."),
    ),
    "no-address": Told(N_("no address is kept; dispatches go as files.")),
    "clock": Told(N_("it says {now} (UTC), and no entry is later.")),
    "clock-back": Told(
        N_("it says {now}, and this office signed at {at} ({cooperation})."),
        N_("Set it by a time server: timedatectl set-ntp true. Entries keep their order, but show a wrong time."),
    ),
    "clock-apart": Told(
        N_("it says {now}, and {code} signed at {at} ({cooperation})."),
        N_("Compare it with a watch: if it is right here, tell {code}."),
    ),
    "keys-damaged": Told(N_("the keys cannot be used ({detail})."), N_("Put the folder keys back from a backup.")),
    "not-checked": Told(
        N_("this could not be checked ({detail})."),
        N_("Make the derived tables anew: foedus rebuild. If that does not help, put the last backup in place."),
    ),
    "workbench": Told(N_("its tables are those of this program.")),
    "workbench-none": Told(N_("it was not served yet."), N_("Serve it: foedus serve. It makes its tables then.")),
    "workbench-old": Told(
        N_("its tables are of an older program."),
        N_("foedus serve makes them when it starts: back up first."),
    ),
    "workbench-broken": Told(
        N_("it does not start ({detail})."), N_("See the variables that begin with FOEDUS_, and the database above.")
    ),
    "workbench-silent": Told(
        N_("it did not answer within {seconds} seconds."), N_("See whether another process keeps the database locked.")
    ),
    "no-alarms": Told(N_("none is unread.")),
    "alarms": Told(
        N_("{cooperation}: {number} are unread."),
        N_("Read them on the page of the partner's dispatches, and answer for them."),
    ),
    "people": Told(N_("{number} can sign in.")),
    "nobody": Told(
        N_("nobody can sign in yet."), N_("Get a link for the administrator: foedus serve --new-administrator.")
    ),
    "no-administrator": Told(
        N_("nobody who can sign in is an administrator."),
        N_("Get a link for one: foedus serve --new-administrator."),
    ),
    "second-factor": Told(N_("all of whom it is asked have one.")),
    "second-factor-unasked": Told(
        N_("it is asked of nobody."),
        N_("Ask it of those that sign and of administrators, in the settings of the workbench."),
    ),
    "second-factor-missing": Told(
        N_("asked of {people}, who have none."), N_("They set one up when they next sign in; remind them.")
    ),
    "sessions": Told(N_("{number} are open.")),
    "sessions-unused": Told(
        N_("{unused} of {number} were not used for {days} days."), N_("End them on the page of the people.")
    ),
    "no-mail": Told(
        N_("none is sent: FOEDUS_SMTP is not set."),
        N_("Set FOEDUS_SMTP, FOEDUS_MAIL_FROM and FOEDUS_URL if people are to be told by mail what waits."),
    ),
    "mail-without-address": Told(
        N_("it cannot lead to the workbench: FOEDUS_URL is not set."), N_("Set FOEDUS_URL to its address, https://...")
    ),
    "mail": Told(N_("it is sent from {sender}.")),
    "surroundings": Told(N_("the time zone is {zone}.")),
    "no-time-zone": Told(
        N_("no time zone is named; days are counted in {zone}."),
        N_("Set FOEDUS_TIME_ZONE, such as Europe/Rome, for foedus serve and for its timers."),
    ),
    "no-hosts": Told(
        N_("FOEDUS_HTTPS is set, and FOEDUS_HOSTS is not: a browser is answered on this machine alone."),
        N_("Set FOEDUS_HOSTS to the names by which the workbench is reached."),
    ),
}
"""The words of each reason."""
