"""Wordings of what stands between a gateway and its provider."""

from __future__ import annotations

from typing import Final

ACCESS: Final = (
    (
        r"\bnot authori[sz]ed to\b|\buse case (?:details|form)\b|\bIncompleteSignature\b"
        r"|\bsignature does not\b"
        r"|\bfree tier is not available\b|\b(?:not|un)available in your (?:country|region|location)\b"
    ),
    (
        r"\benable billing\b|\bAPI_KEY_\w*BLOCKED\b|\breferr?er\b[^.;\n]{0,20}\bblocked\b|\bCONSUMER_\w+"
        r"|\b(?:consumer|key|organi[sz]ation|user)\b[^.;\n]{0,30}\b(?:has been|was|is) (?:suspended"
        r"|deactivated|revoked)\b"
    ),
    r"(?:密钥|令牌|api ?key)[^。;\n]{0,6}(?:过期|禁用|失效|无效)",
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
    (
        r"\b(?:restricted|denied|no) access\b|\baccess (?:is |was )?restricted\b|\bneeds? a subscription\b"
        r"|\baccess key\b[^.;\n]{0,40}\b(?:invalid|does not exist|needs?|expired|not found)\b"
    ),
    r"(?:无效|错误|失效|过期)的?.{0,6}(?:密钥|令牌|凭证|api ?key)|(?:账号|帐号|账户).{0,6}(?:封|停|禁)",
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
    (
        r"\bValidationError\b|\bfails to satisfy\b|\bis not enabled for\b|\b(?:use|provide|specify) a valid\b"
        r"|\bexceeds the (?:model )?limit of \d"
    ),
    r"参数不支持|仅在.{0,24}(?:可用|有效)|(?:字段|参数).{0,20}(?:必须|只能|不能)",
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
        r"\b(?:is|are|was) (?:currently |not currently )(?:not )?supported\b|\bdoes(?: not"
        r"|n['’]t) (?:represent|contain) a valid\b"
        r"|\b(?:when|while|error|failed|failure|unable|cannot) (?:to )?pars\w+ (?:the "
        r"|your )?(?:request|body|json|arguments)\b"
        r"|\bdoes(?: not|n['’]t) support (?:successive|multiple|consecutive|more than)\b"
        r"|\bshould interleave\b"
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

# Trouble that passes by itself, or that nobody here can mend: what a repeat is good for.
OUTAGE: Final = (
    r"返回 ?5\d\d|重启|上游.{0,8}(?:错误|失败|异常|超时)",
    (
        r"\bServiceUnavailable\w*|\bunable to process your request\b|\bclosed (?:the|network) connection\b"
        r"|\bcontext canceled\b|\bloading\b|\bout of memory\b|\bno data\b|\brestart\w*|\bfor capacity\b"
    ),
    (
        r"\b(?:parse|decode|read)\b[^.;\n]{0,30}\bresponse\b|\b(?:decode|parse) error in\b"
        r"|\b(?:upstream|provider|backend) (?:is |was )?(?:down|gone|dead|offline)\b"
    ),
    r"暂无可用|しばらくお待ち|接続できません",
    (
        r"\b(?:temporarily |currently |service )?unavailable\b|\boverload\w*|\bover capacity\b"
        r"|\bhigh demand\b"
        r"|\bmaintenance\b|\boutage\b|\b(?:is|are|went) (?:down|offline)\b|\bnot ready\b"
    ),
    (
        r"\btimed? ?-?out\b|\btimeout\w*|\bdeadline[_ ]exceeded\b|\bdeadline expired\b"
        r"|\btook too long\b|\bETIMEDOUT\b"
    ),
    (
        r"\bconnection\b[^.;\n]{0,30}\b(?:reset|refused|closed|aborted|terminat\w+|failure|failed"
        r"|error|lost|pool)\b"
        r"|\bconnect error\b|\bECONN\w+|\bhang up\b|\bdisconnect\w*|\bbroken pipe\b|\bunreachable\b|\bEOF\b"
        r"|\bno route to host\b|\bprematurely closed\b|\bpeer\b|\bdial tcp\b|\bfetch failed\b"
        r"|\bnetwork error\b"
    ),
    (
        r"\binternal[ _](?:server[ _])?(?:error|failure)\b|\bINTERNAL\b|\bInternalServer\w*"
        r"|\bserver[_ ]error\b"
        r"|\bserver had an error\b|\bsystem (?:encountered|error)|\bunexpected (?:error|response"
        r"|status|EOF)\b"
        r"|\bunknown error\b|\bsomething went wrong\b|\bModelErrorException\b|\bModelStreamErrorException\b"
        r"|\ban (?:unexpected |internal )?error (?:has )?occurred\b"
    ),
    (
        r"\bbad (?:gateway|response)\b|\b(?:empty|invalid|malformed|no) (?:upstream )?response\b"
        r"|\bresponse is empty\b|\bdecode (?:the )?(?:upstream )?response\b|\bstream (?:error"
        r"|disconnected|closed)"
    ),
    (
        r"\b(?:upstream|provider|backend)\b[^.;\n]{0,40}\b(?:error|failed|failure|down|unavailable"
        r"|unhealthy|5\d\d)\b"
        r"|\bno (?:healthy|available) (?:upstream|accounts?|backend|server|instance|worker)s?\b"
        r"|\bcircuit breaker\b|\b(?:CANCELLED|ABORTED|UNAVAILABLE)\b"
    ),
    (
        r"\b(?:status|code|error|http|returned|responded with)\b(?: ?(?:an?|with|status|code|error|http))*"
        r"[\s:=\"'(]{1,4}5\d\d\b|\bunexpected status\b"
    ),
    r"\b(?:try|retry)(?: your request)?(?: again)?(?: later| shortly| in a moment)\b|\bretry your request\b",
    r"\b(?:crash\w*|panic\w*|tls handshake|certificate verify failed|dns|name resolution|database|redis)\b",
    r"繁忙|异常|超时|稍后(?:再试|重试)|不可用|内部(?:服务)?错误|服务器错误|网络错误|维护|连接(?:失败|断开|错误)|过载",
    (
        r"混み合|内部エラー|サーバーエラー|タイムアウト|応答(?:が|は)ありません|一時的|メンテナンス"
        r"|接続(?:が|に)(?:切れ|失敗)|障害"
    ),
)
