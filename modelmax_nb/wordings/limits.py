"""Wordings of limits: too much in a short time, too much at once, nothing left."""

from __future__ import annotations

from typing import Final

THROTTLED: Final = (
    r"\bexhausted your (?:\w+ )?(?:capacity|quota|limit|allowance)\b|\bquota will reset\b|过快|QPS ?超限",
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
    r"\bHTTP/[\d.]+ 429\b|\b429\b\W{1,3}too many|\berror code: 1015\b",
    (
        r"\b(?:\w+ratelimit\w*|ratelimit(?:exceeded|error|reached)\w*|limit_requests|limit_burst_rate"
        r"|slow_?down|over_?quota|quota_?exceeded\w*)\b"
    ),
    r"\bquotaMetric\b|\bretryDelay\b",
    (
        r"\bcool(?:ing)?[ _-]?down\b|\bcapacity (?:has been |was |is )?(?:exceeded|reached)\b"
        r"|\bexceed\w* (?:\w+ ){0,2}capacity\b"
    ),
    (
        r"\b(?:usage|request|token|call|daily|hourly|monthly|weekly|\w+-per-\w+) (?:limit|cap|allowance)s?\b"
        r"[^.;\n]{0,40}\b(?:reached|exceeded|hit|exhausted|used up)\b"
    ),
    (
        r"\b(?:reached|exceeded|exceeds|hit|over)\b[^.;\n]{0,30}\b(?:rate|rpm|tpm|qps|qpm|throughput"
        r"|concurrency"
        r"|concurrent|request|usage|daily|hourly|burst)\b[^.;\n]{0,20}\b(?:limit|cap|quota|allowance)"
    ),
    r"\b(?:concurrency|concurrent[ _]requests?)[ _](?:limit|(?:has |have )?(?:reached|exceed))",
    (
        r"(?:频率|頻度)(?:太|过|過)高|限流|限速|速率限制|频率(?:过高|超限|限制|过快)|流控"
        r"|请求(?:数|量|次数)?(?:过多|过于频繁|太多|太频繁|超限)"
    ),
    (
        r"(?:访问|请求|调用|流量)(?:量)?(?:过大|过高|激增)|(?:当前|系统|服务)?.{0,6}请求(?:人数)?较多"
        r"|(?:最多|只能|上限).{0,6}(?:请求|调用).{0,4}\d+ ?次"
    ),
    (
        r"アクセスが?(?:集中|殺到)|利用(?:制限|上限|回数).{0,12}(?:引っかか|達し|超え|到達)"
        r"|(?:呼び出し|アクセス)(?:回数|頻度).{0,8}(?:上限|多すぎ|超)"
    ),
    r"配额(?!服务)|(?:并发|调用|请求)(?:数|量|次数)?.{0,6}(?:超(?:过|出|限)|达到?上限|过高)",
    r"レート[・ ]?(?:制限|リミット)|スロットリング|クォー?タ.{0,10}(?:超|上限|不足)",
    (
        r"割り当て.{0,10}(?:超|上限)|回数が上限|リクエスト.{0,8}(?:多すぎ"
        r"|上限|制限を超)|同時(?:接続|リクエスト|実行).{0,8}(?:上限|超)"
    ),
)

CONTEXT: Final = (
    r"\bcontext[ _-]?(?:length|window|size|limit)(?:_exceeded)?\b",
    r"\b(?:input|prompt|message|conversation|request text)s?\b(?: \w+)? (?:is|are|was) too long\b",
    r"\bprompt is too long\b|\btoo long for (?:the )?(?:requested )?model\b",
    (
        r"\brange of input length\b|\binput (?:length|tokens?)\b[^.;\n]{0,60}"
        r"\b(?:exceeds?|exceeded|larger than|greater than|longer than|above|over)\b"
    ),
    (
        r"\b(?:prompt|input|messages?|request|conversation)\b[^.;\n]{0,40}"
        r"\b(?:exceeds?|exceeded|larger than|longer than|too (?:large|long|big) for)\b"
        r"[^.;\n]{0,40}\b(?:context|tokens?|token limit|model['’]?s? (?:limit|maximum"
        r"|window))\b(?! (?:per|a) )"
    ),
    (
        r"\bmust have (?:less|fewer) than \d+ tokens\b|\bless than \d+ tokens\b"
        r"|\btokens?\b[^\n;]{0,50}\b(?:must be|should be) (?:<=|<|less|at most|no more|below|under)"
        r"|\btoo (?:long|big) for (?:the )?model\b|\b(?:prompt|input|conversation|context) (?:is "
        r"|was )?too (?:large|big)\b"
    ),
    (
        r"\b(?:max_model_len|string_above_max_length|context_?length_?exceeded\w*|prompt_?too_?long"
        r"|model_max_prompt_tokens\w*)\b"
    ),
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
    r"上下文.{0,24}(?:超出|超过|超限)|(?:输入|总).{0,4}tokens?.{0,30}(?:超过|超出|大于)|输入长度.{0,12}(?:应|范围|最大)",
    r"(?:入力|文字数|テキスト|プロンプト)(?:が|は)?.{0,12}(?:長すぎ|大きすぎ|超えて)",
)

# What was paid in or allotted is used up: a pause brings nothing.
USED_UP: Final = (
    (
        r"\binsufficient[ _](?:user[ _])?(?:quota|balance|credits?|funds)\b"
        r"|\binsufficient (?:account|available|remaining) (?:balance|credits?|funds)\b"
    ),
    (
        r"\bbudget[ _](?:has been |is |was |limit )?(?:exceeded|exhausted|used up|reached)\b"
        r"|\bexceed\w* ?(?:the |your )?budget\b|\bover (?:the |your )?budget\b|\bexceeded_?budget\b"
    ),
    (
        r"\b(?:balance|credits?|funds)\b[^.;\n]{0,30}"
        r"\b(?:not enough|too low|insufficient|depleted|negative|used up|run out|ran out|is zero)\b"
        r"|\bquota\b[^.;\n]{0,20}\b(?:not enough|insufficient|negative)\b"
    ),
    (
        r"\b(?:out of|not enough|no (?:more|remaining)|ran out of|run out of) (?:credits?|funds|balance)\b"
        r"|\bcredits?\b[^.;\n]{0,20}\b(?:exhausted|expired)\b|\bpayment required\b|\bspend(?:ing)? limit\b"
    ),
    (
        r"\b(?:key|monthly|weekly|account|user|project|team|credit|plan) limit (?:has been |is |was )?"
        r"(?:exceeded|reached|hit)\b"
    ),
    r"(?:额度|余额)(?:.{0,6})(?:不足|用尽|用完|耗尽|为零)|欠费|请(?:先)?充值",
    r"(?:残高|クレジット|予算|利用枠)(?:が|を|は)?.{0,8}(?:不足|足りません|使い切|なくな|超え)",
)

# A gateway's own account with its provider is not paid, or was switched off for it.
UNPAID: Final = (
    *USED_UP,
    (
        r"\baccount\b[^.;\n]{0,40}\b(?:is not active|not activated|inactive|suspended|overdue"
        r"|has been paused)\b"
        r"|\b(?:model )?service (?:has been|is|was) paused\b"
    ),
)
# Said with a status that denies, a quota is one that a pause does not bring back.
DENIED_BY_QUOTA: Final = (
    *USED_UP,
    (
        r"\bexceed\w* (?:your |the |its )?(?:current )?quota\b|\bquota\b[^.;\n]{0,20}\b(?:exceeded"
        r"|exhausted|used up)\b"
    ),
)
