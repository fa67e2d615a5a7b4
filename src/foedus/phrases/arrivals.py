"""What a dispatch changed, act by act, in people's words; it knows neither page nor command.

The facts of a change are poured into the braces; ``because`` is its reason, in words.
"""

from typing import Final

from foedus.phrases.language import N_

DONE: Final = {
    "proposed": N_("{party} offers"),
    "countered": N_("{party} offers another text instead of {answers_shown}"),
    "accepted": N_("{party} accepts"),
    "accepted-ad-referendum": N_("{party} accepts ad referendum"),
    "accepted-initialled": N_("{party} initials"),
    "declined": N_("{party} does not accept"),
    "withdrawn": N_("{party} withdraws"),
    "agreed": N_("agreed, as registered by {party}"),
    "declared": N_("{party} declares"),
    "declared-on-paper": N_("agreed on paper, as recorded by {party}"),
    "replaced": N_("{party} declares anew"),
    "acknowledged": N_("{party} has received"),
    "founded": N_("{party} founds the cooperation"),
    "joined": N_("{party} joins"),
    "left": N_("{party} leaves the cooperation"),
    "keys-changed": N_("{party} changes its keys: compare the new ones by another way"),
    "recovered": N_("{party} has recovered with new keys: compare them by another way"),
    "erased": N_("{party} has a file erased"),
    "returned": N_("entries of this office came back: {entries}"),
    "without-effect": N_("{party}: an act without effect ({because})"),
}
