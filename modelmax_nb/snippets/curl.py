"""The call as a curl command for a bash shell."""

from __future__ import annotations

import json
from shlex import quote
from typing import TYPE_CHECKING

from modelmax_nb.snippets import words
from modelmax_nb.snippets.blanks import fill_in

if TYPE_CHECKING:
    from modelmax_nb.snippets.plan import Plan
    from modelmax_nb.snippets.words import Say

AS_SENT = """\
curl --silent --show-error @url@ \\
  -H "Authorization: Bearer @key@" \\
  -H "Content-Type: application/json" \\
  --data @- <<'@end@'
@body@
@end@
"""
# Source: measured with curl 7.88 (a 502 is repeated and each reply printed; a call that ended by its own
# limit on silence is not repeated once --retry-max-time has passed).
ROBUST = """\
# @repeats@
# @waits@
# @silence@
@to_file@
curl --silent --show-error --fail-with-body @output@ @url@ \\
  --retry @retries@ --retry-max-time @deadline@ --speed-limit 1 --speed-time @timeout@ \\
  -H "Authorization: Bearer @key@" \\
  -H "Content-Type: application/json" \\
  --data @- <<'@end@'
@body@
@end@
code=$?
@from_file@
case $code in
  0) ;;
  22)
    echo @refused@
    @meanings@
    ;;
  6 | 7) echo @not_reached@ ;;
  *) echo @broken@ ;;
esac >&2
(exit $code)
"""


def as_sent(plan: Plan, say: Say) -> str:  # noqa: ARG001 - the programs of all languages are made alike
    """Return the command that sends the call as it was, with nothing around it."""
    return fill_in(AS_SENT, **_values(plan))


def robust(plan: Plan, say: Say) -> str:
    """Return the command that repeats as well as curl can, and says what it cannot."""
    # curl repeats after a silence too, which may be charged twice, unless its time for repeats is over.
    timeout = max(plan.timeout, plan.deadline + 1)
    meanings = [f"echo {_quoted(f'  {status} {say(text)}')}" for status, text in words.MEANINGS.items()]
    return fill_in(
        ROBUST,
        **_values(plan),
        # A file holds the last reply alone; printed, that of each attempt would stand before it.
        to_file="" if plan.stream else "reply=$(mktemp)",
        output="--no-buffer" if plan.stream else '--output "$reply"',
        from_file="" if plan.stream else 'cat "$reply"',
        repeats=say(words.CURL_REPEATS),
        waits=say(words.CURL_WAITS),
        silence=say(words.CURL_SILENCE, seconds=f"{timeout:g}"),
        retries=str(plan.attempts - 1),
        deadline=f"{plan.deadline:.0f}",
        timeout=f"{timeout:.0f}",
        meanings="\n".join(meanings),
        refused=_quoted(say(words.CURL_REFUSED)),
        not_reached=_quoted(say(words.NOT_REACHED)),
        broken=_quoted(say(words.NO_WHOLE_ANSWER)),
    )


def _quoted(text: str) -> str:
    """Return *text* in double quotes where that reads as it is, else as the shell needs it."""
    return quote(text) if set(text) & set('"$`\\!') else f'"{text}"'


def _values(plan: Plan) -> dict[str, str]:
    body = json.dumps(plan.body, indent=2, ensure_ascii=False)
    end = "JSON"
    while f"\n{end}\n" in f"\n{body}\n":  # a line of the body must not end the text early
        end += "_"
    return {
        "url": quote(f"{plan.base_url}/chat/completions"),
        "key": plan.simulator_key or "$MODELMAX_API_KEY",
        "body": body,
        "end": end,
    }
