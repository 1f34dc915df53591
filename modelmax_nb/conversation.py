"""Conversations that are kept on purpose: nothing is remembered unless it was given a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from modelmax_nb.request import Message


class Conversation:
    """The messages of one named conversation, oldest first."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.messages: list[Message] = []

    def with_turn(self, said: tuple[Message, ...]) -> tuple[Message, ...]:
        """Return what to send: all that was said, then *said*; a new system message replaces the old one."""
        if any(message["role"] == "system" for message in said):
            kept = [message for message in self.messages if message["role"] != "system"]
            system = [message for message in said if message["role"] == "system"]
            return (*system, *kept, *(message for message in said if message["role"] != "system"))
        return (*self.messages, *said)

    def keep(self, turn: tuple[Message, ...], answer: str) -> None:
        """Keep a turn that was answered, after what was said meanwhile; one that failed leaves no trace.

        Args:
            turn: The messages that were new: the prompt, and a system message when there was one.
            answer: What the model said.
        """
        self.messages = [*self.with_turn(turn), {"role": "assistant", "content": str(answer)}]
