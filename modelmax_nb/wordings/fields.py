"""Wordings that name a field of the request."""

from __future__ import annotations

from typing import Final

_NAME: Final = r"(?<![\w-])[`'\"“「]?(?P<field>[A-Za-z_][A-Za-z0-9_.\[\]]{0,60})[`'\"”」]?"

_NOUN: Final = r"(?:field|parameter|property|argument|param|key|name|input)s?"

# Wordings that name a field of the request; a match counts only if the name is one.
FIELD_WORDINGS: Final = {
    "unsupported-field": (
        rf"{_NAME}:? (?:is|are) not (?:supported|permitted|allowed|recogni[sz]ed|accepted|available)\b",
        rf"{_NAME}:? extra (?:inputs|fields) (?:are )?not permitted",
        rf"\bdoes not (?:support|accept|take) (?:the )?(?:{_NOUN} )?{_NAME}",
        rf"{_NAME}\s*は(?:サポートされてい?ません|使用できません|未対応)",
    ),
    "missing-field": (
        # the validators of Go, Python and JavaScript services
        rf"\bfield validation for {_NAME} failed on the '?required",
        rf"\bno {_NAME} (?:was |were )?(?:specified|provided|given|set)\b",
        rf"\bmissing (?:a )?(?:required )?(?:{_NOUN})?[\s:]*{_NAME}",
        (
            rf"{_NAME}(?: {_NOUN}| array| list| string)?:? (?:is|are) (?:a )?(?:required|missing|mandatory"
            rf"|empty|blank)\b(?! to be)"
        ),
        rf"{_NAME}:? field required",
        (
            rf"\b(?:must|need to|have to|should|to) (?:provide|specify|supply|set|include|pass"
            rf"|contain) (?:an? |the )?"
            rf"(?:valid |non-empty )?{_NAME}\b"
        ),
        rf"请(?:提供|指定|填写|传入){_NAME}",
        rf"\brequired (?:{_NOUN})[\s:]*{_NAME}",
        (
            rf"{_NAME} (?:must not|must|should not|cannot|can not|may not|can['’]t) (?:be |have )?"
            r"(?:empty|blank|null|provided|at least one|be (?:provided|specified|set|present))"
        ),
        rf"{_NAME} (?:is|are|was|were) not (?:specified|provided|set|present|given)",
        rf"{_NAME} must be an array with at least one",
        rf"(?:缺少|缺失|未提供)(?:必填|必需|必要)?的?(?:参数|字段)?[\s:\uff1a]*{_NAME}",
        rf"{_NAME}\s*(?:字段|参数)?(?:是必填|为必填|不能为空|必填|为空|未指定|缺失)",
        rf"{_NAME}\s*(?:フィールド|パラメータ)?(?:は必須|が必要|が指定されて|が空|は空)",
    ),
    "invalid-value": (
        rf"\bfield validation for {_NAME} failed on the '?\w+",
        rf"{_NAME}:? (?:out of range|value \S+ (?:above|below|over|under))\b[^.;\n]{{0,30}}",
        (
            rf"{_NAME} [`'\"][^`'\"\n]{{0,40}}[`'\"] is not (?:one of|a valid|allowed"
            rf"|supported)\b[^.;\n]{{0,60}}"
        ),
        rf"\bcannot unmarshal \w+ into [^;\n]{{0,60}}?field (?:[\w.]+\.)?{_NAME}",
        rf"\bexpected \w+, (?:got|received) \w+ at {_NAME}",
        (
            rf"{_NAME}:? (?:must|should|has to|needs to|can|may)(?: only)? (?:be|have|not|lie"
            rf"|contain)\b[^.;\n]{{0,70}}"
        ),
        (
            rf"{_NAME}:? (?:\([^)\n]{{1,40}}\) )?(?:is|was) (?:out of|outside|not (?:in"
            rf"|within|between|a valid|one of)"
            rf"|too (?:large|high|small|low|big)|above|below|invalid|greater|less)[^.;\n]{{0,50}}"
        ),
        (
            rf"\binvalid (?:value|type)?[^.;\n]{{0,30}}(?:for|of|in|at)?:? ?(?:{_NOUN} )?[`'\"]"
            r"(?P<field>[A-Za-z_][A-Za-z0-9_.\[\]]{0,60})[`'\"]"
        ),
        (
            rf"{_NAME}:? (?:at most|at least|no more than|no fewer than|not more than|maximum|minimum"
            rf"|max|min)\b"
            r"[^.;\n]{0,50}"
        ),
        rf"{_NAME}:? ensure this value [^.;\n]{{0,50}}",
        rf"{_NAME}: invalid\b[^.;\n]{{0,40}}",
        (
            rf"\b(?:maximum|minimum|max|min|highest|lowest) (?:allowed )?(?:value )?(?:for"
            rf"|of) (?:{_NOUN} )?{_NAME}[^.;\n]{{0,40}}"
        ),
        rf"\binvalid (?:value |type )(?:for|of|in|at):? (?:{_NOUN} )?{_NAME}",
        rf"\binvalid (?:{_NOUN}:? )?{_NAME}",
        (
            rf"{_NAME}:? (?:exceeds?|exceeded|expected|got|accepts? only|only (?:accepts"
            rf"|takes|supports))\b[^.;\n]{{0,50}}"
        ),
        rf"\b(?:value|type) (?:for|of|in|at) (?:{_NOUN} )?{_NAME}[^.;\n]{{0,50}}",
        rf"{_NAME}:? input should be [^.;\n]{{0,50}}",
        rf"\bunsupported value:? {_NAME}",
        (
            rf"(?:参数|字段)?\s*{_NAME}\s*(?:的值|参数|取值)?(?:必须"
            rf"|应该?|只能|超出|超过|不合法|无效|不正确|错误|取值范围).{{0,24}}"
        ),
        (
            rf"{_NAME}\s*(?:の値)?[はが].{{0,24}}"
            r"(?:範囲|以下|以上|必要があります|不正|無効|なければなりません|超え)"
        ),
    ),
}

# Here the name may be any: that nobody knows it is the point.
STRANGE_FIELD_WORDINGS: Final = {
    "unsupported-field": (
        (
            rf"\b(?:unknown|unrecogni[sz]ed|unsupported|unexpected|extra(?:neous)?) (?:request )?{_NOUN}"
            rf"(?: supplied| received| given)?[\s:,]*{_NAME}"
        ),
        rf"\bdoes(?: not|n['’]t) support (?:the )?{_NOUN}[\s:]*{_NAME}",
        rf"\bextra (?:inputs|fields) (?:are )?not (?:permitted|allowed)[\s:(]*{_NAME}",
        rf"\badditional property {_NAME}",
        rf"(?:不支持|未知|无法识别|多余)的?(?:参数|字段)[\s:\uff1a]*{_NAME}",
        rf"(?:不明な|未対応の|サポートされてい?ない)(?:パラメータ|フィールド|引数)ー?[\s:\uff1a]*{_NAME}",
    ),
}

# Words that stand where a name could, but are none.
NO_NAMES: Final = frozenset({
    "a", "an", "and", "are", "as", "error", "for", "found", "in", "is", "it", "not", "of", "or", "please",
    "provided", "received", "supplied", "the", "this", "to", "value", "values", "was", "were", "with", "you",
})  # fmt: skip
