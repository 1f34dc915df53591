"""Wordings about the model itself: not known, not served, not allowed, of another kind."""

from __future__ import annotations

from typing import Final

UNKNOWN_MODEL: Final = (
    r"\bnot found (?:the )?model\b|\bis not a (?:supported|known|recogni[sz]ed) model\b",
    r"\bmodel(?:[ _]?id)?[ _-]?not[ _-]?(?:found|exists?|supported|available)\b(?:: ?[^\s,;]{0,80})?",
    r"\b(?:unknown|unsupported|invalid|unrecogni[sz]ed|no such|nonexistent) model\b(?:: ?[^\s,;]{0,80})?",
    (
        r"\bmodels?\b[^.;\n]{0,20}(?:[`'\"“][^`'\"”\n]{1,90}[`'\"”]|\0+|\w[\w./:@-]{0,89})?(?:[^.;\n]"
        r"|\.(?=\w)){0,20}"
        r"\b(?:does not exist|doesn['’]t exist|(?:is|was) not (?:found|available|supported"
        r"|recogni[sz]ed|valid)"
        r"|not found|is (?:unknown|invalid|unsupported)"
        r"|isn['’]t (?:found|available|supported|recogni[sz]ed|valid))\b"
    ),
    (
        r"\bmodel\b[^.;\n]{0,20}(?:[`'\"“][^`'\"”\n]{1,90}[`'\"”]|\0+)? (?:is )?(?:unknown"
        r"|could not be found|cannot be found)\b"
    ),
    (
        r"\bno (?:available |valid |healthy |matching )?(?:provider|channel|route|endpoint|deployment"
        r"|backend)s?\b"
        r"[^.;\n]{0,30}\bfor (?:(?:the|this|requested|selected) ){0,2}(?:model[ :]+)?[`'\"]?(?:\0"
        r"|[\w.]{0,60}[\d/-])"
    ),
    (
        r"\b(?:could not|cannot|can['’]t|failed to|unable to) (?:resolve|find|locate|load|recogni[sz]e)\b"
        r"[^.;\n]{0,30}\bmodel\b"
    ),
    r"\brequested (?:entity|resource) was not found\b|\bNOT_FOUND\b[^\n]{0,40}\bmodels?/",
    (
        r"\bmodel\b:? [`'\"“]?(?:\0+|[^\s`'\"”]{1,90})[`'\"”]? not (?:supported|available|found"
        r"|recogni[sz]ed)\b"
        r"|\brequested model is not available\b"
    ),
    (
        r"\binvalid model (?:name|id|identifier)\b|\bmodel (?:name|id"
        r"|identifier)\b[^.;\n]{0,40}\b(?:is )?invalid\b"
    ),
    r"\bInvalidEndpointOrModel\b|\bmodel_?not_?exists?\b|\bmodels?/\S{1,60} is not found\b",
    r"\bmodel_not_found\b|\bno model (?:named|called|with)\b|\bis not a valid model\b",
    (
        r"模型.{0,90}(?:不存在|不支持|未找到|找不到|无效|不可用"
        r"|未开通|未开放|无可用渠道|没有可用渠道)|(?:不支持|未知|无效|不存在)的?模型|(?:没有|未找到|找不到).{0,20}模型"
    ),
    r"モデル.{0,90}(?:見つかりません|存在しません|サポートされてい?ません|無効|利用できません)",
    r"(?:不明な|無効な|未対応の|サポートされてい?ない|存在しない)モデル",
)

NOT_SERVED: Final = (
    *UNKNOWN_MODEL,
    (
        r"\bmodel\b[^;\n]{0,90}\b(?:end[ -]of[ -]life|(?:end|reached the end) of its life"
        r"|retired|decommissioned|marked (?:by provider )?as legacy|legacy|taken offline"
        r"|discontinued|deprecated|sunset|shut down|no longer (?:available|supported|served))\b"
    ),
    r"\bprovided model identifier is invalid\b|\bon-demand throughput isn['’]?t supported\b",
    r"\bis not (?:found|supported) for (?:API version|generateContent)\b|\bmodel version has reached\b",
    r"模型.{0,10}不可用|模型.{0,40}(?:下线|下架|停用|停止服务|已废弃)|モデル.{0,40}(?:廃止|提供(?:を)?終了)",
)

WRONG_KIND: Final = (
    (
        r"\bmodel\b[^;\n]{0,90}\b(?:does not|doesn['’]t|cannot|can['’]t"
        r"|do not) (?:support|generate|make|create|do|handle"
        r"|accept|process) (?:image|video|chat|text|audio|speech|vision|multimodal|embedding)"
    ),
    r"\b(?:image|video|audio|text|file) (?:input|output|generation)s? (?:is|are) not supported\b",
    (
        r"\bmodel\b[^.;\n]{0,80}\bis an? (?:chat|image|video|audio|speech|embeddings?|rerank\w*|text-to-\w+)"
        r"(?:[ -](?:generation|only))? model\b"
    ),
    (
        r"\bmodel\b[^;\n]{0,60}\b(?:cannot|can['’]t|may not|must not) be (?:used|called"
        r"|invoked) (?:for|with|in|on|via) "
        r"(?:the )?/?(?:v1/)?(?:chat|image|video|audio|text|completion|embedding)"
    ),
    (
        r"\bmodel\b[^;\n]{0,60}\b(?:only|exclusively) (?:supports?|generates?|accepts?|makes?|produces?) "
        r"(?:image|video|audio|speech|embedding|text|chat)"
    ),
    (
        r"\0+[`'\"”]? (?:does not|doesn['’]t|cannot|can['’]t) (?:support|generate|make|create"
        r"|do) (?:chat|image|video"
        r"|audio|text|speech|completions?)"
    ),
    r"\buse (?:the )?/?v1/(?:queue|images|embeddings|audio|chat|videos)",
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

# A gateway that has nobody to ask for this model; a busy one says other words.
NO_ROUTE: Final = (
    r"没有可用(?:的)?渠道.{0,10}模型",
    r"\bno (?:available|valid) (?:channel|route|deployment|provider)s?\b[^.;\n]{0,40}\bmodel\b",
    r"\bmodel_not_found\b|\bno (?:channel|route|provider) for (?:the )?model\b",
    r"模型.{0,60}无可用渠道|无可用渠道.{0,20}模型|モデル.{0,60}(?:チャンネル|経路)が(?:ない|ありません)",
)

NOT_ALLOWED: Final = (
    (
        r"\b(?:key|token|project|account|team|user|tenant|organi[sz]ation|you|group)\b[^;\n]{0,40}"
        r"\b(?:not allowed|not permitted|not authori[sz]ed|not entitled|does not have access"
        r"|don['’]t have access"
        r"|do not have access|no access|no permission|cannot access|lacks? access)\b[^;\n]{0,40}\bmodels?\b"
    ),
    (
        r"\baccess to (?:the |this )?model\b[^.;\n]{0,80}\b(?:denied|not allowed|restricted)\b"
        r"|\bmodel access (?:is )?denied\b"
    ),
    (
        r"\b(?:\w+_)?model_access_denied\b|\bmodel_not_allowed\b"
        r"|\bmodel\b[^;\n]{0,60}\bis not (?:allowed|enabled) for\b"
    ),
    r"(?:无权|没有权限|不允许|未授权)(?:访问|使用|调用).{0,12}模型|模型.{0,60}(?:无权|没有(?:访问|使用)权限|未授权)",
    r"モデル.{0,60}(?:アクセス|利用|使用)(?:する)?(?:権限|許可)",
)
