"""What to do about a call to another service: nothing that only ModelMax has."""

from __future__ import annotations

from modelmax_nb.catalog.entry import Applicability, Fix
from modelmax_nb.catalog.fixes import advice

ASK_THEM = "Ask that service."
NOTHING_ARRIVED = "It did not get there."
CHANGE_FIRST = "It gets the same reply."
MAY_COST_TWICE = "It may work, and it may cost twice."
PASSES = "Such faults often pass."

THEIR_KEY = advice("their-key", "Check the client's key")
THEIR_URL = advice("their-url", "Check the client's base URL")
THEIR_ACCOUNT = advice("their-account", "Look at your account there")
THEIR_DOCUMENTS = advice("their-documents", "Read that service's documents")
THEIR_MODELS = Fix(
    slug="their-models",
    label="List the models it has, if `client` is your client",
    applicability=Applicability.CHECK_FIRST,
    command="[model.id for model in client.models.list()]",
)
THEIR_CALL = advice("their-call", "Change what the reply names")
THEIR_PROMPT = advice("their-prompt", "Reword the prompt")
SEND_LESS = advice("send-less", "Send less text")
ASK_WHOLE = advice("ask-whole", "Leave out `stream=True`")
WAIT_LONGER = advice("wait-longer", "Allow more time: `timeout=` in the call")
ONLINE = advice("online", "Check that this computer is online")
GIVE_KEY = advice("give-key", "Give `api_key=` where the client is made")
OURS_INSTEAD = advice("ours-instead", "For ModelMax, make it with `modelmax_nb.openai_client()`")
