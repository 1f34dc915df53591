"""Wordings of what stands between a gateway and its provider."""

from __future__ import annotations

from typing import Final

ACCESS: Final = (
    (
        r"\bAPI[ _-]?key (?:is )?(?:not valid|invalid|expired|not found|missing|revoked|disabled)\b"
        r"|\binvalid (?:x-)?api[ _-]?key\b|\bno (?:available|valid) (?:api )?keys?\b"
    ),
    (
        r"\b(?:invalid|missing|expired|bad|incorrect|wrong|no valid|could not (?:find|load)"
        r"|unable to (?:locate|load)"
        r"|failed to (?:refresh|get|load|retrieve|obtain))\b[^.;\n]{0,30}"
        r"\b(?:credentials?|authentication|access token|auth token)\b"
    ),
    r"\b(?:authentication|authori[sz]ation)_?(?: |_)?(?:failed|failure|error|required|fails)\b",
    r"\bpermission\b[^;\n]{0,80}\bdenied\b|\baccess (?:\w+ )?(?:terminated|revoked|restricted)\b",
    r"\bunauthori[sz]ed\b|\baccess (?:to \w+ )?(?:is |was )?denied\b|\bnot (?:subscribed|entitled)\b",
    (
        r"\b(?:account|project|subscription|service)\b[^.;\n]{0,30}\b(?:suspended|deactivated"
        r"|disabled|frozen|closed|banned)\b"
    ),
    (
        r"\bin good standing\b|\barrear\w*\b|\boverdue\b|\bbilling\b[^.;\n]{0,40}\b(?:inactive"
        r"|hard limit|not been enabled)"
    ),
    (
        r"\bAPI has not been (?:used|enabled)\b|\b(?:it|API|service) is disabled\b"
        r"|\bnot enabled for (?:this|your) (?:account|project)"
    ),
    r"\bAPI_KEY_(?:INVALID|SERVICE_BLOCKED)\b|\bincorrect api key\b",
    (
        r"\bsecurity token (?:included in the request )?(?:is )?(?:invalid|expired)"
        r"|\bExpiredToken(?:Exception)?\b"
    ),
    (
        r"\b(?:AccessDenied(?:Exception)?|UnrecognizedClientException"
        r"|InvalidSignatureException|PERMISSION_DENIED"
        r"|UNAUTHENTICATED)\b"
    ),
    (
        r"\b(?:don['’]t|do not|does not|doesn['’]t) have (?:access|permission)\b|\bpermission denied\b"
        r"|\bnot authorized to perform\b"
    ),
    r"\b(?:location|region|country|territory) is not supported\b|\brequires billing\b",
    r"\bbilling (?:account )?(?:has not been|is not|is|has been|not) (?:enabled|disabled|active)",
    r"\b(?:status|code|error|returned|responded with|http)[\s:=\"'(]{1,4}(?:status )?40[13]\b",
    (
        r"(?:无权|没有权限|权限不足|鉴权失败|认证失败"
        r"|密钥(?:无效|过期|错误)|账[户号].{0,6}(?:停用|冻结|封禁|禁用|异常)|未开通)|(?:アクセスが拒否|権限がありません|認証に失敗)"
    ),
)

REFUSED: Final = (
    r"\bValidationException\b|\bINVALID_ARGUMENT\b|\binvalid_request_error\b",
    (
        r"\b(?:bad_?request(?:_?(?:error|exception))?|InvalidRequest(?:Error|Exception)?|InvalidParameter\w*"
        r"|FAILED_PRECONDITION|OUT_OF_RANGE|parameter_error|param_?error|UnprocessableEntity\w*)\b"
    ),
    (
        r"\bvalidation errors?\b|\bfailed to satisfy constraint\b|\bmust (?:be|have|match|contain|not be)\b"
        r"|\bis not (?:specified|a valid|one of|of type)\b|\bunknown name\b|\bcannot find field\b"
    ),
    (
        r"\b(?:is|are|was|does) (?:not equal|not match|not available (?:to|for|with)|not compatible"
        r"|incompatible|mutually exclusive)\b"
        r"|\bmismatch(?:ed)?\b|\bdoes(?: not|n['’]t) support (?:the )?(?:parameter|field|option"
        r"|feature|system|tool|role)"
    ),
    (
        r"\b(?:is|are|was) (?:blank|not allowed|not supported|required|mandatory|out of range|unsupported)\b"
        r"|\bonly (?:works|supports|accepts|takes)\b|\bunsupported (?:\w+ ){0,2}(?:format|type|value"
        r"|field|parameter"
        r"|media|mime|role|feature)"
    ),
    (
        r"\binvalid (?:\w+ ){0,3}(?:value|type|format|role|image|url|base64|payload|schema|argument"
        r"|field|body|data"
        r"|content|message|input|tool)s?\b|\bcan['’]t be (?:disabled|empty|used)\b"
    ),
    r"\bmalformed (?:input )?request\b|\brequest contains an invalid argument\b|\bschema violations?\b",
    r"\binvalid param(?:s|eters?)?\b|\b(?:must|should|cannot) (?:end|start|begin) with\b",
    (
        r"\balternat(?:e|ing) between\b|\bcould not (?:process|decode|parse|download"
        r"|fetch) (?:the )?(?:image|audio|file|input)"
    ),
    r"\broles must alternate\b|\bunable to (?:process|decode|parse) (?:the )?(?:input|image|audio)",
    r"\b(?:status|code|error|returned|responded with|http)[\s:=\"'(]{1,4}(?:status )?4(?:00|22)\b",
    (
        r"(?:参数|请求)(?:格式)?(?:错误|不合法|无效)"
        r"|(?:パラメータ|リクエスト)(?:の形式)?が(?:不正|無効|正しくありません)"
    ),
)
