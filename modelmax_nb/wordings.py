"""The wordings themselves: patterns by cause, for ``readings``. Data only; all are matched without case.

Each pattern asks for a phrase, never a bare word: "policy" also stands in "retry policy", "blocked" in
"blocked thread", "429" in an id, and "exhausted" in "connection pool exhausted".
"""

from __future__ import annotations

from typing import Final

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

_CONTENT: Final = (
    r"\bcontent[ _-]?(?:management )?(?:polic(?:y|ies)|guidelines?|moderation|violation)(?![a-z])",
    (
        r"\bresponsible ?ai ?policy ?violation|\bSAFETY\b\W{1,3}(?:candidate|finish|block)"
        r"|\bnot pass\w*[^.;\n]{0,12} safety\b"
    ),
    r"\bcontent[ _-]?filter(?:s|ed|ing)?\b(?! (?:service|backend|timed|is (?:down|unavailable)))",
    (
        r"\b(?:usage|acceptable[ -]use|safety|ai|service|use|responsible ai) polic(?:y"
        r"|ies)\b(?= (?:violat|prohib))"
    ),
    (
        r"\bviolat\w+ (?:of )?(?:\w+['’]?s? ){0,4}(?:usage|content|acceptable[ -]use|safety|use|community)"
        r" (?:polic(?:y|ies)|guidelines?|standards?)"
    ),
    r"\bviolat\w+ (?:our|the provider['’]?s|google['’]?s|aws['’]?s|amazon['’]?s) (?:polic(?:y|ies)|terms)",
    (
        r"\b(?:prompt|request|response|output|input|content|answer|completion|text)s?\b[^.;\n]{0,40}"
        r"\b(?:was|were|is|has been|have been|got|been)?\s*(?:blocked|flagged|filtered out|refused)\b"
        r"(?![^.;\n]{0,20}\b(?:firewall|thread|ip|network|proxy|port)\b)"
    ),
    (
        r"\bblocked (?:by|due to|because of|for)(?: reason:?)? (?:the )?"
        r"(?:content|safety|guardrail|moderation|our|policy|prohibited|other\b)"
    ),
    (
        r"(?<!thread )(?<!type )(?<!memory )\bsafety "
        r"(?:filters?|settings?|systems?|reasons?|checks?|guidelines?|polic(?:y|ies)|ratings?|concerns?)\b"
    ),
    r"\bguardrails?\b(?![^.;\n]{0,20}(?:unavailable|timed? ?out|not found|does not exist|service|failed))",
    r"\bblock_?reason\b",
    r"\bfinish_?reason\W{1,4}(?:safety|recitation|prohibited_content|blocklist|spii)\b",
    r"\b(?:PROHIBITED_CONTENT|RECITATION|SPII|BLOCKLIST|IMAGE_SAFETY|content_filter|HARM_CATEGORY_\w+)\b",
    (
        r"\b(?:prohibited|harmful|inappropriate|disallowed|sensitive|unsafe) (?:content|material"
        r"|words?|information)\b"
    ),
    r"\bflagged (?:by|as|for|as potentially)\b|\bcontent exists risk\b|\bdata_?inspection_?failed\b",
    (
        r"\bviolat\w+[^.;\n]{0,40}\b(?:responsible ai|content|usage|safety|acceptable[ -]use)\b[^.;\n]{0,12}"
        r"\b(?:polic(?:y|ies)|guidelines?)\b|\b(?:input|output) new_sensitive\b"
    ),
    r"\b(?:considered|deemed) (?:high[ -]risk|unsafe|harmful)\b",
    r"\bmoderation (?:system|filter|flag\w*|polic\w+|blocked|rejected|refused)",
    r"内容(?:安全|审核|审查|政策|策略|违规|过滤|风控|合规)(?!服务)",
    r"(?:使用|安全|平台)(?:政策|策略|规范).{0,8}(?:违|禁|拦截|阻)",
    r"违反.{0,12}(?:内容|使用|安全|平台|社区|法律|政策|规定|规范)",
    (
        r"内容违规|违规内容|(?:政治|涉)敏感|敏感(?:词|内容|信息|话题)|不当内容|有害内容|违禁|不合规"
        r"|安全(?:过滤|审核|策略|原因)"
    ),
    r"(?:提示|输入|输出|请求|回答|内容).{0,10}(?:被(?:拦截|屏蔽|过滤|拒绝)|包含(?:敏感|不当|违规))",
    r"コンテンツ(?:[・ ]?(?:ポリシー|フィルタ|安全|モデレーション|ガイドライン))",
    (
        r"(?:利用|使用)?(?:ポリシー|規約)(?:に|により|上).{0,10}(?:違反|抵触|反|生成できません)"
        r"|ポリシー(?:に)?違反"
    ),
    (
        r"セーフティ|安全(?:上|性)の?(?:理由|ため|フィルタ"
        r"|基準)|不適切な?(?:内容|コンテンツ|表現)|有害な?コンテンツ"
    ),
    (
        r"禁止(?:された|されている)?(?:内容|コンテンツ)"
        r"|(?:プロンプト|入力|出力|応答|リクエスト).{0,16}ブロックされ"
    ),
)

_THROTTLED: Final = (
    r"\bthrottl(?:ed|ing|ingexception|e)\b(?! polic)",
    r"\brate[ _-]?limit(?:s|ed|ing|_exceeded|_error)?\b(?! (?:service|store|backend|check))",
    (
        r"\brate (?:of requests |exceeded|is too high|increased too)|\b(?:reduce|lower"
        r"|slow down) (?:your|the) request"
        r"|\bQ(?:PS|PM) limit|\brequest rate\b(?=[^.;\n]{0,20}(?:high|fast|quick|exceed))"
    ),
    r"\btoo many (?:concurrent |simultaneous )?(?:requests|calls|connections)\b",
    r"\btoo many tokens\b(?=[^.;\n]{0,10}(?:wait|per|a day))",
    r"\b(?:requests|tokens|calls|queries)[ _](?:per|a)[ _](?:second|minute|hour|day)\b|\b[RT]PM\b|\bTPD\b",
    r"\b(?:exceed\w*|exhaust\w*|reached|over|out of|insufficient)\b[^.;\n]{0,50}\bquotas?\b(?! polic)",
    (
        r"\bquotas?\b[^.;\n]{0,50}\b(?:exceed\w*|exhaust\w*|reached|used up)\b"
        r"|\bcheck quota\b|insufficient_quota"
    ),
    r"\b(?:RESOURCE_EXHAUSTED|ServiceQuotaExceeded(?:Exception)?|TooManyRequests(?:Exception)?)\b",
    r"\bresources? (?:has been |have been |was |is )?exhausted\b",
    (
        r"\b(?:status|code|error|http|returned|responded with|answered|got|received)\b"
        r"(?: ?(?:an?|with|status|code|error|http))*[\s:=\"'(]{1,4}429\b"
    ),
    (
        r"\b(?:daily|hourly|request|token|usage|call)s? limit\b(?=[^.;\n]{0,20}(?:reach|exceed|hit))"
        r"|\b(?:reached|exceeded|hit) (?:your|the|our) (?:\w+ ){0,2}(?:requests?|tokens?"
        r"|usage|calls?) limit\b"
    ),
    r"\bHTTP/[\d.]+ 429\b|\b429\b\W{1,3}too many",
    r"\b(?:concurrency|concurrent[ _]requests?)[ _](?:limit|(?:has |have )?(?:reached|exceed))",
    (
        r"(?:频率|頻度)(?:太|过|過)高|限流|限速|速率限制|频率(?:过高|超限|限制|过快)|流控"
        r"|请求(?:数|量|次数)?(?:过多|过于频繁|太多|太频繁|超限)"
    ),
    r"配额(?!服务)|(?:并发|调用|请求)(?:数|量|次数)?.{0,6}(?:超(?:过|出|限)|达到?上限|过高)",
    r"レート[・ ]?(?:制限|リミット)|スロットリング|クォー?タ.{0,10}(?:超|上限|不足)",
    (
        r"割り当て.{0,10}(?:超|上限)|回数が上限|リクエスト.{0,8}(?:多すぎ"
        r"|上限|制限を超)|同時(?:接続|リクエスト|実行).{0,8}(?:上限|超)"
    ),
)

_CONTEXT: Final = (
    r"\bcontext[ _-]?(?:length|window|size|limit)(?:_exceeded)?\b",
    r"\b(?:input|prompt|message|conversation|request text)s?\b(?: \w+)? (?:is|are|was) too long\b",
    r"\bprompt is too long\b|\btoo long for (?:the )?(?:requested )?model\b",
    r"\binput[ _]?token (?:count|limit|length)\b[^;\n]{0,40}\bexceed",
    r"\bexceeds?\b[^.;\n]{0,40}\b(?:maximum|max|allowed|limit)\b[^.;\n]{0,30}\btokens?\b(?! (?:per|a) )",
    r"\btoo many input tokens\b(?! per)|\btoo many tokens in (?:the )?(?:prompt|input|request)",
    (
        r"\bmaximum (?:input|prompt) (?:length|tokens?|size)\b|\bstring too long\b|\b(?:prompt"
        r"|input)\b[^.;\n]{0,20} exceeds?\b[^.;\n]{0,12} (?:max\w*|limit)\b"
        r"|\breduce (?:the|your) (?:length|prompt)"
    ),
    (
        r"上下文.{0,8}(?:超|过长|长度|窗口)|(?:超出|超过"
        r"|大于).{0,12}(?:上下文|最大长度|最大输入|最大.{0,4}tokens?)"
    ),
    (
        r"(?:输入|提示词?|文本|内容|消息|请求)(?:内容)?(?:长度)?(?:过长|太长|超长|超限)"
        r"|tokens? ?数?.{0,6}(?:超过|超出)"
    ),
    (
        r"コンテキスト(?:長|サイズ|ウィンドウ|の長さ)|(?:入力|プロンプト|文章|メッセージ)(?:が"
        r"|は)?(?:長すぎ|最大長)"
    ),
    r"トークン(?:数)?.{0,12}(?:上限|最大|制限).{0,10}超",
)

_WRONG_KIND: Final = (
    (
        r"\bmodel\b[^;\n]{0,90}\b(?:does not|doesn['’]t|cannot|can['’]t"
        r"|do not) (?:support|generate|make|create|do|handle"
        r"|accept|process) (?:image|video|chat|text|audio|speech|vision|multimodal|embedding)"
    ),
    r"\b(?:image|video|audio|text|file) (?:input|output|generation)s? (?:is|are) not supported\b",
    r"\b(?:is )?not an? (?:chat|image|video|text|audio|embedding|vision)(?:[ -]generation)? model\b",
    (
        r"\bmodel\b[^;\n]{0,90}\bnot supported (?:for|in|by|with|on) (?:the )?"
        r"(?:image|video|chat|audio|v1/|this endpoint|endpoint)"
    ),
    (
        r"\b(?:is only|only) (?:supported|available) (?:in|for|on|via) (?:the )?"
        r"(?:image|video|queue|chat|v1/(?!chat))"
    ),
    (
        r"模型.{0,60}不支持(?:图片|图像|视频|聊天|对话|音频"
        r"|语音)|不是(?:图片|图像|视频|聊天|对话|音频)(?:生成)?模型"
    ),
    (
        r"モデル.{0,60}(?:画像|動画|チャット|音声)(?:生成)?(?:を"
        r"|に|には)?(?:サポート|対応)(?:して)?(?:い)?(?:ません|ない)"
    ),
    r"(?:画像|動画|チャット|音声)(?:生成)?モデルではありません",
)

_UNKNOWN_MODEL: Final = (
    r"\bmodel(?:[ _]?id)?[ _-]?not[ _-]?(?:found|exists?|supported|available)\b(?:: ?[^\s,;]{0,80})?",
    r"\b(?:unknown|unsupported|invalid|unrecogni[sz]ed|no such|nonexistent) model\b(?:: ?[^\s,;]{0,80})?",
    (
        r"\bmodels?\b[^.;\n]{0,20}(?:[`'\"“][^`'\"”\n]{1,90}[`'\"”]|\0+|[\w./:@-]{1,90})?[^;\n]{0,20}"
        r"\b(?:does not exist|doesn['’]t exist|(?:is|was) not (?:found|available|supported"
        r"|recogni[sz]ed|valid)"
        r"|not found|is (?:unknown|invalid|unsupported)"
        r"|isn['’]t (?:found|available|supported|recogni[sz]ed|valid))\b"
    ),
    (
        r"\bmodel\b[^.;\n]{0,20}(?:[`'\"“][^`'\"”\n]{1,90}[`'\"”]|\0+)? (?:is )?(?:unknown"
        r"|could not be found|cannot be found)\b"
    ),
    r"\bno (?:provider|channel|route) (?:found )?for (?:the )?model\b",
    r"\bmodel_not_found\b|\bno model (?:named|called|with)\b|\bis not a valid model\b",
    (
        r"模型.{0,90}(?:不存在|不支持|未找到|找不到|无效|不可用"
        r"|未开通)|(?:不支持|未知|无效|不存在)的?模型|(?:没有|未找到|找不到).{0,20}模型"
    ),
    r"モデル.{0,90}(?:見つかりません|存在しません|サポートされてい?ません|無効|利用できません)",
    r"(?:不明な|無効な|未対応の|サポートされてい?ない|存在しない)モデル",
)

_NOT_SERVED: Final = (
    *_UNKNOWN_MODEL,
    (
        r"\bmodel\b[^;\n]{0,90}\b(?:end[ -]of[ -]life|(?:end|reached the end) of its life"
        r"|retired|decommissioned"
        r"|discontinued|deprecated|sunset|shut down|no longer (?:available|supported|served))\b"
    ),
    r"\bprovided model identifier is invalid\b|\bon-demand throughput isn['’]?t supported\b",
    r"\bis not (?:found|supported) for (?:API version|generateContent)\b|\bmodel version has reached\b",
    r"模型.{0,40}(?:下线|停用|停止服务|已废弃)|モデル.{0,40}(?:廃止|提供(?:を)?終了)",
)

_PROVIDER_ACCESS: Final = (
    (
        r"\bAPI[ _-]?key (?:is )?(?:not valid|invalid|expired|not found|missing)\b"
        r"|\binvalid (?:x-)?api[ _-]?key\b"
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
    r"\b(?:status|code|returned|responded with|http)[\s:=\"'(]{1,4}(?:status )?40[13]\b",
    (
        r"(?:无权|没有权限|权限不足|鉴权失败|认证失败"
        r"|密钥(?:无效|过期))|(?:アクセスが拒否|権限がありません|認証に失敗)"
    ),
)

_PROVIDER_REFUSED: Final = (
    r"\bValidationException\b|\bINVALID_ARGUMENT\b|\binvalid_request_error\b",
    r"\bmalformed (?:input )?request\b|\brequest contains an invalid argument\b|\bschema violations?\b",
    r"\binvalid param(?:s|eters?)?\b|\b(?:must|should|cannot) (?:end|start|begin) with\b",
    r"\broles must alternate\b|\bunable to (?:process|decode|parse) (?:the )?(?:input|image|audio)",
    r"\b(?:status|code|returned|responded with|http)[\s:=\"'(]{1,4}(?:status )?4(?:00|22)\b",
    (
        r"(?:参数|请求)(?:格式)?(?:错误|不合法|无效)"
        r"|(?:パラメータ|リクエスト)(?:の形式)?が(?:不正|無効|正しくありません)"
    ),
)

WORDINGS: Final = {
    "content-refused": _CONTENT,
    "provider-throttled": _THROTTLED,
    "context-too-long": _CONTEXT,
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
    "wrong-kind-of-model": _WRONG_KIND,
    "unknown-model": _UNKNOWN_MODEL,
    "provider-access": _PROVIDER_ACCESS,
    "model-not-served": _NOT_SERVED,
    "provider-refused-request": _PROVIDER_REFUSED,
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

_NAME: Final = r"[`'\"“「]?(?P<field>[A-Za-z_][A-Za-z0-9_.\[\]]{0,60})[`'\"”」]?"
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
