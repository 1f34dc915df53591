"""How Markdown is made harmless: blocks first, then code and formulas in a paragraph, then the text.

Front ends run raw HTML in trusted Markdown, load its images, and take formulas out before parsing, each
with a parser of its own. So nothing here depends on a parser agreeing with ours on where code begins:

- ``<`` stands only in fenced code that every parser must see as code, and in tags written here;
- whatever else could do harm is spelled with character references, inside code as well;
- a link leads to ``http``, ``https``, ``mailto`` or a place in the answer; an image becomes a link.

A wrong guess of ours about what is code or a formula costs looks, never safety.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.display.markdown import literal

if TYPE_CHECKING:
    from collections.abc import Iterator

BLANK = re.compile(r"(\n[ \t]*\n)")

# Code in blocks.
PREFIX = r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*"  # of quotes and list items
OPENING = re.compile(rf"({PREFIX})(`{{3,}}(?=[^`]*$)|~{{3,}})(.*)")
ANY_FENCE = re.compile(rf"^({PREFIX})(`{{3,}}|~{{3,}})", re.MULTILINE)
MARKS = 3  # in the shortest fence
LANGUAGE = re.compile(r"[A-Za-z][A-Za-z0-9+#._-]{0,30}")
INDENTED = re.compile(r" {4}|\t")
LIST_ITEM = re.compile(r"\s{0,3}(?:[-*+]|\d{1,9}[.)])\s")
# What would do harm if a parser took the code for text.
MACRO = r"\\(?:href|require|class|style|cssId|data|unicode)(?![A-Za-z])"
HARMFUL = re.compile(rf"<|!\[|\][\[(:]|{MACRO}")
# What some parser could take for the end of something begun before the code: a formula, or the label of a
# link's definition, which may go over empty lines.
ENDING = re.compile(r"\$\$|\\\\[\[\]()]|\\(?:begin|end)\{|\A(?:\\.|[^\[\]\\])*\]:", re.DOTALL)

# Code and formulas in a paragraph.
ANY_FORMULA = re.compile(r"\$|\\\\|\\begin")
INLINE = re.compile(
    r"\\[\\`$]"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?P<code>.*?[^`])(?P=ticks)(?!`)"
    r"|(?P<formula>\$\$[^$]+\$\$|\$(?![\s$])(?:[^$\\]|\\.)+?(?<![\s\\])\$(?!\d))",
    re.DOTALL,
)
HARMLESS_CODE = re.compile(r"[\w .,:;=+*/%#@(){}?!'&|~^>-]+")

# Text.
CHARACTERS = r"[^\s<>\"'()\\`\[\]|]"
URL = rf"(?:(?:https?://|mailto:){CHARACTERS}*(?:\({CHARACTERS}*\){CHARACTERS}*)*|#[\w.-]*)"
TITLE = r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*"
LINK = re.compile(rf"(\]\()[ \t]*(<)?({URL})(?(2)>){TITLE}(\))", re.IGNORECASE)
AUTOLINK = re.compile(rf"()(<)(https?://{CHARACTERS}+)>()", re.IGNORECASE)
DANGER = re.compile(rf"\]\(|\]:|\\?!+(?=\[)|\\?<|\\?\"|{MACRO}")
IN_FORMULA = {"<": r"\lt ", '"': "''", "](": "]{}(", "]:": "]{}:"}
PICTURE = "\N{FRAME WITH PICTURE}"


class Block(NamedTuple):
    """Some lines of an answer; ``opening`` is None for text, and ``closing`` is "" for a fence left open."""

    lines: list[str]
    opening: re.Match[str] | None = None
    closing: str = ""
    indented: bool = False


def harmless(text: str) -> str:
    """Return Markdown *text*, with line ends of one kind, as Markdown that can do no harm."""
    formulas = ANY_FORMULA.search(text) is not None
    fence = "`" * max(MARKS, 1 + max(map(len, re.findall("`+", text)), default=0))
    return "\n".join(_safe_block(block, fence, formulas=formulas) for block in _blocks(text.split("\n")))


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Split an answer into text, fenced code and indented code; every line ends up in exactly one block."""
    text: list[str] = []
    in_list = False
    at = 0
    while at < len(lines):
        line, after_blank = lines[at], not text or not text[-1].strip()
        opening = OPENING.fullmatch(line)
        in_list = bool(LIST_ITEM.match(line)) or (
            in_list and not (after_blank and line.strip() and not line[0].isspace())
        )
        if opening:
            end = _end_of_fence(lines, at, opening[2])
            block = Block(lines[at + 1 : end], opening, "".join(lines[end : end + 1]).rstrip())
            at = end + 1
        elif INDENTED.match(line) and line.strip() and after_blank and not in_list:
            end = next((n for n in range(at, len(lines)) if not INDENTED.match(lines[n])), len(lines))
            block = Block(lines[at:end], indented=True)
            at = end
        else:
            text.append(line)
            at += 1
            continue
        if text:
            yield Block(text)
            text = []
        yield block
    if text:
        yield Block(text)


def _end_of_fence(lines: list[str], start: int, fence: str) -> int:
    closing = re.compile(rf"[ \t>]*{re.escape(fence)}{fence[0]}*[ \t]*")
    return next((n for n in range(start + 1, len(lines)) if closing.fullmatch(lines[n])), len(lines))


def _safe_block(block: Block, fence: str, *, formulas: bool) -> str:
    content = "\n".join(block.lines)
    harmful = HARMFUL.search(content) is not None or (formulas and '"' in content)
    if block.indented:
        return _references("", content) if harmful else content
    if block.opening is None:
        return "".join(_paragraph(part, quotes=formulas) for part in BLANK.split(content))
    prefix, mark, info = block.opening.groups()
    # Only a plain word may stand beside the fence: it ends up in an attribute.
    word = LANGUAGE.match(info.strip())
    language = "text" if word and word[0].lower() == "mermaid" else word[0] if word else ""
    if not harmful:
        return "\n".join([f"{prefix}{mark}{language}", *block.lines, *filter(None, [block.closing])])
    if prefix or ANY_FENCE.search(content) or ENDING.search(content):
        return _references(prefix, content)
    # Empty lines end every formula and paragraph, a fence with a word never closes another, and this one
    # is longer than any in the answer: so every parser is in code now, and out of it below.
    return f"\n{fence}{language or 'text'}\n{content}\n{fence}\n"


def _references(prefix: str, content: str) -> str:
    """Return code as HTML in one line, spelled with character references: safe wherever it stands."""
    width = len(prefix.expandtabs(4)) if prefix.strip() == "" else 0
    quoted = ">" in prefix
    lines = [re.sub(r"^[ \t]*>[ ]?", "", line) if quoted else line for line in content.split("\n")]
    code = "\n".join(line[min(width, len(line) - len(line.lstrip())) :] for line in lines)
    return f"{prefix}<pre><code>{literal(code)}</code></pre>"


def _paragraph(text: str, *, quotes: bool) -> str:
    """Return text with its inline code and formulas, none of which can do harm."""
    parts = []
    end = 0
    for match in INLINE.finditer(text):
        parts.append(_prose(text[end : match.start()], quotes=quotes))
        end = match.end()
        if match["code"] is not None:
            plain = HARMLESS_CODE.fullmatch(match["code"]) and len(match["ticks"]) < MARKS
            parts.append(match[0] if plain else f"<code>{literal(_code_text(match['code']))}</code>")
        elif match["formula"] is not None:
            parts.append(DANGER.sub(_in_formula, match[0]))
        else:
            parts.append(match[0])
    parts.append(_prose(text[end:], quotes=quotes))
    # What was no fence before must be none now, because the words beside a fence end up in an attribute.
    return ANY_FENCE.sub(lambda match: match[1] + literal(match[2]), "".join(parts))


def _code_text(code: str) -> str:
    code = code.replace("\n", " ")
    padded = code.startswith(" ") and code.endswith(" ") and code.strip()
    return code[1:-1] if padded else code


def _in_formula(match: re.Match[str]) -> str:
    found = match[0]
    if found[-1].isalpha():
        return rf"\text{{{found[1:]}}}"
    bare = found.removeprefix("\\")
    return f"{bare}{{}}" if bare.endswith("!") else IN_FORMULA[bare]


def _prose(text: str, *, quotes: bool) -> str:
    parts = []
    end = 0
    while match := DANGER.search(text, end):
        start = match.start()
        parts.append(text[end:start])
        target = LINK.match(text, start) or AUTOLINK.match(text, start)
        if target:
            # A formula within an address would be put back into an attribute.
            parts.append(f"{target[1]}{target[3].replace('$', '%24')}{target[4]}")
            end = target.end()
        else:
            parts.append(_spelled(match, quotes=quotes))
            end = match.end()
            if match[0][0] == "!" and text.startswith("[]", end):
                parts.append(f"[{PICTURE}")  # a link without words could not be seen
                end += 1
    parts.append(text[end:])
    return "".join(parts)


def _spelled(match: re.Match[str], *, quotes: bool) -> str:
    """Return something dangerous as the same characters without their power."""
    found = match[0]
    if found.startswith("!"):
        return literal(found[1:])
    if found in ("<", r"\<"):
        return "&lt;"
    if found.endswith('"'):
        return "&quot;" if quotes else found
    if found.startswith("]"):
        return f"]{literal(found[1])}"
    return literal(found[1:]) if found.startswith(r"\!") else f"{literal(found[0])}{found[1:]}"
