"""The wordings themselves: patterns by cause, for ``readings``. Data only; all are matched without case.

Each pattern asks for a phrase, never a bare word: "policy" also stands in "retry policy", "blocked" in
"blocked thread", "429" in an id, and "exhausted" in "connection pool exhausted".
"""

from __future__ import annotations

from typing import Final

from modelmax_nb.wordings.content import CONTENT
from modelmax_nb.wordings.fields import FIELD_WORDINGS, NO_NAMES, STRANGE_FIELD_WORDINGS
from modelmax_nb.wordings.limits import CONTEXT, DENIED_BY_QUOTA, THROTTLED, UNPAID, USED_UP
from modelmax_nb.wordings.models import NO_ROUTE, NOT_ALLOWED, NOT_SERVED, UNKNOWN_MODEL, WRONG_KIND
from modelmax_nb.wordings.providers import ACCESS, OUTAGE, REFUSED

__all__ = ["FIELD_WORDINGS", "NOT_MEANT", "NO_NAMES", "STRANGE_FIELD_WORDINGS", "WORDINGS"]

# Parts of a text that do not say what happened: the quoted prompt, and what is denied.
NOT_MEANT: Final = (
    (
        r"\b(?:prompt|input|question|query|answering|user (?:message|content)|you (?:asked"
        r"|wrote))\s*(?:was|is)?"
        r"\s*[:=]?\s*(?:\"[^\"]{0,2000}\"|“[^”]{0,2000}”|「[^」]{0,2000}」|`[^`]{0,2000}`)"
    ),
    (
        r"(?:提示词?|输入|问题|プロンプト|入力)\s*[:\uff1a]?\s*"
        r"(?:\"[^\"]{0,2000}\"|“[^”]{0,2000}”|「[^」]{0,2000}」)"
    ),
    (
        r"\b(?:not|never|isn't|wasn't|no)\s+(?:an?\s+|the\s+|any\s+|due to\s+|caused by\s+|because of\s+"
        r"|related to\s+|about\s+){0,3}(?:your\s+)?(?:rate[ _-]?limit|throttl|quota"
        r"|content[ _-]?(?:policy|filter)"
        r"|safety|guardrail)\w*"
    ),
)

# What stands for each cause, by its slug, or by the name of a reading that ``causes`` maps to one.
WORDINGS: Final = {
    "content-refused": CONTENT,
    "provider-throttled": THROTTLED,
    "context-too-long": CONTEXT,
    "too-many-images": (
        (
            r"\btoo many images?\b|\b(?:at most|maximum(?: of)?|max(?:imum)?(?: number of)?"
            r"|up to|more than|only)"
            r" \d{0,4} ?images?\b"
        ),
        r"\bimages? (?:per|in one|in a single) message\b|\bnumber of images\b",
        r"图片.{0,8}(?:过多|超|最多|上限)|最多.{0,8}(?:张|个)(?:图|图片|图像)",
        r"画像.{0,14}(?:多すぎ|枚まで|上限|超え)",
    ),
    "unreadable-body": (
        r"\b(?:not|invalid|malformed|(?:cannot|could not|failed to) (?:parse|decode))\b[\w ]{0,12}\bjson\b",
    ),
    "wrong-kind-of-model": WRONG_KIND,
    "unknown-model": UNKNOWN_MODEL,
    "quota-used-up": USED_UP,
    "provider-unpaid": UNPAID,
    "quota-denied": DENIED_BY_QUOTA,
    "model-not-allowed": NOT_ALLOWED,
    "model-without-route": NO_ROUTE,
    "provider-access": ACCESS,
    "model-not-served": NOT_SERVED,
    "provider-refused-request": REFUSED,
    "provider-outage": OUTAGE,
    "missing-key": (
        (
            r"\b(?:missing|no|provide|without|lacks?|empty) (?:an? |the |your |any )?(?:valid )?"
            r"(?:api[ _-]?key|key|authorization|bearer|credentials?|auth)\b"
        ),
        (
            r"\b(?:api[ _-]?key|authorization(?: header)?|credentials?) (?:is |are |was )?"
            r"(?:missing|required|not provided|empty|not found)\b|\b(?:did|do)(?:n['’]t"
            r"| not) provide an api key\b"
        ),
        r"(?:缺少|未提供|没有提供).{0,8}(?:密钥|令牌|api ?key|key|认证|鉴权)",
        r"(?:api ?キー|キー|認証情報).{0,8}(?:指定されて|設定されて|提供されて|ありません|必要)",
    ),
}
