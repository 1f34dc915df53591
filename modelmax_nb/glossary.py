"""The words of our sentences that a beginner may not know, each in one sentence.

The same terms in every language: names and meanings are translated like any other sentence, and a test
finds words that are neither everyday ones nor explained here.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.columns import LINE, wrap
from modelmax_nb.messages import DEFAULT_LANGUAGE, Text, say

if TYPE_CHECKING:
    from collections.abc import Mapping


class Term(NamedTuple):
    """One word and what it means here.

    Attributes:
        name: As it stands in our sentences.
        meaning: One sentence, in words that need no glossary; tokens stand in backticks.
    """

    name: Text
    meaning: Text


def _terms(rows: Mapping[str, str]) -> Mapping[str, Term]:
    """Return the terms by their ids, which come from their English names."""
    found = {name.lower().replace(" ", "-"): (name, meaning) for name, meaning in rows.items()}
    return MappingProxyType({
        slug: Term(Text(f"term.{slug}", name), Text(f"term.{slug}.meaning", meaning))
        for slug, (name, meaning) in found.items()
    })  # fmt: skip


TERMS: Mapping[str, Term] = _terms({
    "account": "Your place at a service: it holds your keys and your balance.",
    "API": "The part of a service that programs talk to.",
    "attempt": "One try at sending a request; a call may take several.",
    "balance": "The money left in your account; you pay it in before you use it.",
    "base URL": "The first part of every address a program calls, such as `https://api.modelmax.io/v1`.",
    "call": "One question to a service, with all the attempts to get it answered.",
    "card": "The box that says why a call failed and what you can do.",
    "cell": "One box of a notebook that you run on its own.",
    "certificate": "A proof of which server is answering, like a passport.",
    "charge": "What a call costs; it is taken from your balance.",
    "client": "The part of a program that sends requests.",
    "dashboard": "The web page with your account, your keys and your balance.",
    "dict": "A Python value made of pairs: a name, and what belongs to it.",
    "extension": "A part added to a notebook, such as this one for ModelMax.",
    "field": "One named part of a request, such as `model` or `temperature`.",
    "filter": "A check that stops some answers for safety.",
    "firewall": "A guard that lets only some calls into a network or out of it.",
    "http": "The way in which web pages and requests travel; with `https` nobody can read along.",
    "ID": "A name that tells one thing from all others.",
    "JSON": "A simple text form in which programs pass on values.",
    "kernel": "The program behind a notebook that runs its cells.",
    "key": "A secret word that says whose account pays; ModelMax's begin with `sk-`.",
    "message": "One turn of a chat, or the sentence in an error.",
    "model": "A program that has learned to write answers or to make images or videos.",
    "notebook": "A document of cells with text, code and results.",
    "openai library": "A Python package that sends requests to services such as ModelMax.",
    "prompt": "The text that you send to a model.",
    "provider": "The company that runs a model, such as Google or Amazon.",
    "proxy": "A machine in between that passes calls on.",
    "recipe": "A fault on your own side that the simulator can bring about, such as `no-key`.",
    "reply": "All that a server sends back to one request.",
    "request": "What a program sends to a server to ask for something.",
    "scenario": "Something that the simulator can make happen, such as `402`.",
    "server": "A program on the network that waits for requests and sends replies.",
    "session": "The time from the start of a kernel to its end.",
    "simulator": "A small imitation of ModelMax on your computer; it needs no key and costs nothing.",
    "status": "The number in a reply that says how it went, such as 200 for success.",
    "stream": "An answer that arrives piece by piece while the model still writes.",
    "token": "A small piece of text, often a short word; chat is charged by tokens.",
    "top up": "To pay money into your account.",
    "variable": "A name under which a program keeps a value.",
})  # fmt: skip
"""Every term by its id, in the order of the English names."""


def render_glossary(language: str = DEFAULT_LANGUAGE) -> str:
    """Return the glossary as plain text of at most 80 columns, one term after the other."""
    rows = []
    for term in TERMS.values():
        rows.append(say(term.name, language))
        rows.append(wrap(say(term.meaning, language), LINE - 1, "    "))
    return "\n".join(rows)
