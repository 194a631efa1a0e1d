"""Titles that are nothing but the news that there is no page, in English and Chinese."""

import re

# The parts of a title stand between dashes, bars and the like: a site's name before or behind.
_PARTS = re.compile(r"\s+[-–—|·_:]+\s*|\s*[|_·–—]+\s*|-(?=[^\x00-\x7f])")
_SIGNS = re.compile(r"[\s!！?？.。,，:：;()（）\[\]【】]+")

_SORRY = r"(?:(?:oops|sorry|error|很?抱歉|对不起|對不起) ?)*"
_NOUN = r"(?:page|file|document|article|url|resource|content|页面?|頁面?|网页|網頁|内容|內容|文章|文件|信息|資料|链接|鏈接)"
_WHICH = (
    r"(?:(?:the|this|that|your|requested|您|你|要|所|访问|訪問|查看|浏览|瀏覽|请求|請求|的|该|該|此|本) ?)*"
)
_GONE = (
    r"(?:(?:was |is |has |could |can )?(?:not (?:be )?found|cannot be found|been removed)"
    r"|does(?:n't| not) exist|no longer (?:exists|available)|is(?:n't| not| no longer) available"
    r"|(?:已经?|已經)?(?:不存在|未找到|没有找到|沒有找到|找不到|走丢了|走丟了|被?(?:删除|刪除|移除)|下线|下線)"
    r"(?:了|或(?:者)?已?(?:经|經)?被?(?:删除|刪除|移除))?)"
)
_NUMBER = (
    r"(?:(?:http|status|code|error|错误|錯誤) ?)*404 ?(?:(?:error|page|错误|錯誤|页面|頁面|网页|網頁) ?)*"
)
_SENTENCE = rf"(?:{_WHICH}{_NOUN}? ?{_GONE}|(?:找不到|没有找到|沒有找到|无法找到|無法找到) ?{_WHICH}{_NOUN})"
_NOTHING_HERE = re.compile(rf"{_SORRY}(?:{_NUMBER}{_SENTENCE}?|{_SENTENCE})(?: ?(?:error|404|1))?", re.I)


def says_not_found(title: str) -> bool:
    """Whether a part of a title says so and nothing else: no sentence about what is not found."""
    return any(_NOTHING_HERE.fullmatch(_plain(part)) for part in _PARTS.split(title))


def _plain(part: str) -> str:
    return _SIGNS.sub(" ", part.replace("’", "'")).strip()
