"""Wordings of a refusal for what the prompt or the answer says."""

from __future__ import annotations

from typing import Final

CONTENT: Final = (
    (
        r"\b(?:cannot|can['’]t|could not|won['’]t) (?:generate|create|produce|draw) (?:images?"
        r"|videos?|content|that|this)\b"
        r"|\bcontent security\b|\bviolat\w+ (?:\w+ )?(?:regulations?|laws?)\b"
    ),
    (
        r"\bcontent[ _-]?(?:management )?(?:polic(?:y|ies)|guidelines?|moderation|violation)(?![a-z])"
        r"(?! (?:service|api|endpoint|backend|server|check (?:timed|failed)))"
    ),
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
        r"\b(?:prompt|request(?!s? from)|response|output|input|content|answer|completion|text|image"
        r"|video|picture|media"
        r"|generation)s?\b[^.;\n]{0,40}"
        r"\b(?:was|were|is|has been|have been|got|been)?\s*(?:blocked|flagged|filtered"
        r"|(?<!connection )refused)\b"
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
    r"\bguardrail_intervened\b",
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
    (
        r"\bmoderation (?:system|filter|flag\w*|polic\w+|blocked|rejected|refused)"
        r"|\brequires moderation\b|\bnsfw\b"
    ),
    (
        r"\bfiltered (?:because|due to|for|by (?:the |our )?(?:safety|content|provider))\b|\bfiltered out \d"
        r"|\b(?:restricted|offensive|adult|graphic|objectionable|nsfw|illegal) (?:content|material"
        r"|topics?|imagery)\b"
    ),
    (
        r"\b(?:against|not comply with|contrary to) (?:our|the|google['’]?s"
        r"|provider['’]?s) (?:\w+ )?polic(?:y|ies)\b"
    ),
    # what only a refusal asks for
    (
        r"\b(?:rephras|reword|revis|modify|chang|adjust)(?:e|ing)?\b (?:the |your |and )?"
        r"(?:\w+ )?(?:prompt|input|wording|text prompt)\b"
    ),
    (
        r"\b(?:could|can|did|was|were|were unable|was unable|unable)(?: ?not|['’]t| to)? "
        r"(?:generate|create|produce|return)\b[^.;\n]{0,40}"
        r"\b(?:based on|for|from|with) (?:the|your|this) (?:prompt|input)"
    ),
    (
        r"\bviolat\w+\b[^.;\n]{0,60}\b(?:polic(?:y|ies)|guidelines?|terms of (?:use|service)"
        r"|standards|rules|practices)\b"
    ),
    (
        r"\b(?:sexual\w*|violen(?:t|ce)|hate(?:ful)?(?: speech)?|self[- ]harm|explicit|harassment|csam|minors"
        r"|child safety|prominent people|public figures?|celebrit\w+|copyright\w*|jailbreak\w*)\b"
        r"(?=[^.;\n]{0,60}\b(?:block|filter|detect|flag|refus|reject|not allowed|prohibit|violat))"
    ),
    (
        r"\b(?:block|filter|detect|flag|refus|reject|prohibit|violat)\w*\b[^.;\n]{0,40}"
        r"\b(?:sexual\w*|violen(?:t|ce)|hate(?:ful)?(?: speech)?|self[- ]harm|explicit|csam|minors"
        r"|child safety|prominent people|public figures?|celebrit\w+|copyright\w*|jailbreak\w*)\b"
    ),
    (
        r"\b(?:unable|not able) to (?:create|generate|produce|write|draw"
        r"|provide) [^.;\n]{0,40}\b(?:that|which)\b"
        r"|\bcould be misused\b"
    ),
    (
        r"\b(?:refused|declined) to (?:answer|respond|generate|create|produce)\b"
        r"|\b(?:cannot|can['’]t|unable to) (?:assist|help) with (?:that|this) request\b"
    ),
    r"内容(?:安全|审核|审查|政策|策略|违规|过滤|风控|合规)(?!服务)",
    r"(?:请|建议)(?:修改|更换|调整).{0,6}(?:提示词|输入内容|描述|问题)|涉(?:黄|政|暴)|色情|暴力(?:内容|血腥)|不适宜|不适当",
    r"违规|不安全.{0,4}(?:敏感)?内容|风控|敏感(?:内容|信息|词)|不良信息|涉嫌违",
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
    r"(?:ふさわしくない|性的|暴力的|有害)な?(?:内容|表現|コンテンツ|画像)|フィルター?に(?:より|よって|かか)",
    (
        r"不適切な?(?:リクエスト|入力|単語|プロンプト)|センシティブな|公序良俗"
        r"|(?:利用規約|ガイドライン)(?:に|の)?.{0,8}違反"
    ),
    (
        r"禁止(?:された|されている)?(?:内容|コンテンツ)"
        r"|(?:プロンプト|入力|出力|応答|リクエスト).{0,16}ブロックされ"
    ),
)
