"""What the words on a page say about themselves: bylines, datelines, jump lines, captions, credits, notes.

The patterns are a layout profile's; where a profile has none for a convention, the generic ones stand in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ocr.profile import Patterns, Profile, first, load

TERMINAL = frozenset("。！？!?…")
"""Marks that end a sentence."""
CLOSERS = frozenset("”’」』）)》】〉〕］]")
"""Marks that close a pair; GB/T 15834 lets none of them begin a line."""
OPENERS = frozenset("“‘「『（(《【〈〔［[")
"""Marks that open a pair; none of them ends a line."""
NEVER_FIRST = frozenset("。，、；：？！,;:?!.％%") | CLOSERS
"""Marks that cannot begin a line (GB/T 15834)."""

HERE = "本版"
"""This page, in a jump line."""
_JUMP_HERE = re.compile(r"[（(〈《<〔【［\[]?\s*(?:下转|下轉|紧转|上接|紧接)\s*本\s*版\s*[）)〉》>〕】］\]]?")

_NAME = r"[一-鿿]{1,2}[\s　]?[一-鿿·•]{1,3}"
_NAMES = re.compile(rf"^{_NAME}(?:[\s　、，,]+{_NAME}){{0,5}}$")
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤"
    "滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁"
    "钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程邢裴陆荣翁荀羊惠甄曲家封芮储靳邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬"
    "全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿通边扈"
    "燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰"
    "巢关蒯相查后荆红游竺权逯盖益桓公肖闫付代涂覃巨信苑仝"
    "張劉陳楊黃趙吳孫馬鄭羅謝韓許鄧蕭馮葉蘇呂蔣盧戴陸譚韋賈鄒閻龍萬顧賴賀嚴錢龔湯溫喬顏莊魯龐聶齊關歐紀畢蘆鍾範餘塗蘭單華饒寧閔費鞏連車項應孟萊衞鄔倫紅"
)
"""Surnames, in both scripts: the Hundred Family Surnames and those common since; of those in two characters the
first."""
_NUMERALS = re.compile(r"^[〇一二三四五六七八九十百千万廿卅\s　]+$")
_ROLE = re.compile(
    r"^(?:(?:本报|本刊|新华社)?(?:首席|特约|见习|实习)?(?:记者|通讯员|作者|编辑|评论员|文|图|摄影))[：:]?"
)
_SOURCE = re.compile(r"^[一-鿿]{2,10}(?:网|社|报|台|客户端)$")
_TEASER = re.compile(
    r"(?:详见|见)\s*第?\s*[A-Da-d]?[\d一二三四五六七八九十]{1,3}\s*版|^[【\[]?(?:今日)?导读|^.{4,30}\s[A-D]?\d{1,2}版$"
)
_ENTRY = re.compile(r"^\D.{2,30}?[\s…·.]*第?\s*(?:[A-D]?\d{1,2}|[一二三四五六七八九十]{1,3})\s*版$")
"""A line of a list of contents: a title and the page it stands on."""
_BRAND = re.compile(
    r"^[一-鿿]{1,4}(?:潮声|论坛|时评|快评|短评|锐评|微评|观察|随笔|随想|漫笔|漫谈|杂谈|夜话|视点|视角|视线|之声|聚焦|纵横"
    r"|茶座|走笔|札记|手记|手記|觀察|调查|調查|见闻|述评|连线|速递|直通车|进行时)$"
)
_LABEL = re.compile(
    r"^(?:相关|相關|新闻|新聞|延伸|背景|深度|同题)(?:新闻|新聞|报道|報道|链接|鏈接|阅读|閱讀|背景|追踪|追蹤)$"
)
_SIGNS = re.compile(r"[\s■□●◆【】\[\]]")
"""What stands before, after and in the name of a standing column or a label."""
_READER = re.compile(r"^[一-鿿]{2,8}[读讀]者[\s　]*([一-鿿]{2,4})$")
_PROFESSIONS = "医师|醫師|教授|研究员|研究員|工程师|农艺师|律师|律師"
_TITLED = re.compile(
    rf"^[一-鿿·]{{0,24}}(?:(?:{_PROFESSIONS}|医生|醫生|主任|院长|校长|园长|馆长|会长|教师|老师|分析师"
    r"|[读讀]者|市民|居民|住户|村民|业主|乘客|家长|家長|学生|學生|校友|食客|听众|观众|网友)[\s　]+([一-鿿·]{2,4})"
    rf"|(?:{_PROFESSIONS})([一-鿿]{{2,3}}))$"
)
"""Somebody by name after what they are; right after a profession, elsewhere after a space: 保障乘客安全 is nobody."""
_RESIDENT = re.compile(
    r"^[一-鿿·]{2,20}(?:[读讀]者|市民|居民|住户|村民|业主|乘客|家长|家長|学生|學生)([老阿][一-鿿]|[一-鿿]{3})$"
)
"""The same in brackets at a text's end, where the space may have been lost."""
_BRACKETED = re.compile(r"(?<=[。！？!?”…])\s*[（(]\s*([^（）()]{4,40}?)\s*[）)]\s*$")
_MARKED = re.compile(r"^(?:[■□●○◎▲△◆◇※]|[口〇OD](?=本[报報刊]))\s*")
"""The sign before a byline, and what an empty square or ring before one is read as."""
_FULL_DATE = re.compile(r"\d{4}\s*年.*(?:星期|周|週)")
_STRAY = re.compile(r"[“”‘’\"'`´]")
"""Marks that wide spaces between names are misread as."""
_DASH = re.compile(r"[—－–-]{2}|—|一一(?=[记記访訪写寫])")
_SENTENCE = re.compile(r"[。！？；，!?;]")


def _spelt(names: str) -> str:
    """Names with the room taken out of those of two characters, which are spread to the length of three."""
    return re.sub(r"(?<![^\s])([一-鿿])[\s　]+([一-鿿])(?![^\s])", r"\1\2", names)


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump line found at an end of a text: the page it names and the text without it."""

    page: str
    rest: str

    @property
    def here(self) -> bool:
        """Whether it names the page that it stands on: 下转本版."""
        return self.page == HERE


@dataclass(frozen=True, slots=True)
class Conventions:
    """A house's patterns, ready to ask."""

    profile: Profile

    def running_head(self, text: str) -> bool:
        return self._has("running_head", text) or text in self.profile.sections

    def dated_strip(self, text: str) -> bool:
        """A day with its year and weekday, with a page's or an issue's number at most: no text wherever it stands."""
        return self.running_head(text) and _FULL_DATE.search(text) is not None

    def credit(self, text: str) -> bool:
        return self._has("credits", text)

    def furniture(self, text: str) -> bool:
        return self._has("furniture", text)

    def of_the_page(self, text: str) -> bool:
        """A line that stands at a page's edge wherever it was found: the date, the page, the head of the contents."""
        return self.dated_strip(text) or (self.furniture(text) and not self.teaser(text))

    def byline(self, text: str) -> bool:
        """A whole line that says who wrote, by its words; 记者手记 is no byline but a standing column."""
        told = self._has("bylines", _STRAY.sub(" ", text)) or self._person(_READER.match(text.strip()))
        marked = _MARKED.match(text) is not None and self.titled(_MARKED.sub("", text))
        return len(text) <= 60 and (told or marked) and not self.brand(text)

    def titled(self, text: str) -> bool:
        """Somebody by name after what they are: 石桥医院主任医师 何小舟, 渡口路住户 老何. A byline where one may
        stand; by itself it may be a subhead."""
        return self._person(_TITLED.match(text.strip()))

    def _resident(self, text: str) -> bool:
        return self.titled(text) or self._person(_RESIDENT.match(text.strip()))

    def _person(self, found: re.Match[str] | None) -> bool:
        name = next((group for group in found.groups() if group), "") if found is not None else ""
        return bool(name) and (name[0] in _SURNAMES or name[0] in "老小阿")

    def name(self, text: str) -> bool:
        """A line made of nothing but names, or of a source's name: a byline where a byline may stand."""
        bare = _STRAY.sub(" ", text).strip()
        return bool(_NAMES.match(bare) or _SOURCE.match(bare)) and len(bare) <= 24 and not _NUMERALS.match(bare)

    def persons(self, text: str) -> bool:
        """A line of nothing but people's names, told by their surnames, or of a source's: where a short deck or subhead
        may stand as well."""
        bare = _STRAY.sub(" ", text).strip()
        if _SOURCE.match(bare):
            return True
        return self.name(bare) and all(2 <= len(w) <= 4 and w[0] in _SURNAMES for w in _spelt(bare).split())

    def caption(self, text: str) -> bool:
        return self._has("captions", text)

    def note(self, text: str) -> bool:
        return self._has("notes", text)

    def brand(self, text: str) -> bool:
        """The name of a standing column: one that the profile knows, or that ends as such names do."""
        bare = _SIGNS.sub("", text)
        return bare in self.profile.brands or bool(_BRAND.match(bare))

    def label(self, text: str) -> bool:
        """What says how a story stands to another, and is no head by itself: 相关新闻, 新闻链接, 延伸阅读."""
        return _LABEL.match(_SIGNS.sub("", text)) is not None

    def teaser(self, text: str) -> bool:
        """A pointer to another page: 详见第四版, 导读."""
        return bool(_TEASER.search(text))

    def entry(self, text: str) -> bool:
        """A line of a list of contents, 渡口重新开放 3版; by itself it may be a head or a deck."""
        return _ENTRY.match(text) is not None

    def dateline(self, text: str) -> re.Match[str] | None:
        """The dateline at the beginning of a paragraph; groups byline, byline2: the reporter named in it."""
        return first(self._patterns("datelines"), text)

    def signature(self, text: str) -> re.Match[str] | None:
        """The signature at the end of a story's last paragraph."""
        bracketed = _BRACKETED.search(text)
        titled = bracketed is not None and self._resident(bracketed[1])
        return bracketed if titled else first(self._patterns("signatures"), text)

    def signed(self, text: str) -> str | None:
        """A whole paragraph that is a signature in brackets, （某某 通讯员 某某）: what stands in them, or None."""
        bare = text.strip()
        if len(bare) > 48 or bare[:1] not in "（(" or bare[-1:] not in "）)":
            return None
        inner = bare[1:-1].strip()
        words = [_ROLE.sub("", word) for word in re.split(r"[\s　、，,]+", inner)]
        named = all(not word or re.fullmatch(r"[一-鿿·•]{1,6}", word) for word in words)
        by = self.byline(inner) or self._resident(inner) or self.signature(bare) or (named and len(inner) <= 24)
        return inner if inner and by else None

    def jump_to(self, text: str) -> Jump | None:
        """（下转第四版） at the end of a text."""
        found = first(self._patterns("jump_to"), text)
        return Jump(_page(found), text.strip()[: found.start()].rstrip()) if found else None

    def jump_from(self, text: str) -> Jump | None:
        """（上接第一版） at the beginning of a text."""
        found = first(self._patterns("jump_from"), text)
        return Jump(_page(found), text.strip()[found.end() :].lstrip()) if found else None

    def without_jumps_here(self, text: str) -> str:
        """A text put together from both sides of 下转本版 and 上接本版, without them."""
        return _JUMP_HERE.sub("", text)

    def _patterns(self, key: str) -> Patterns:
        own: Patterns = getattr(self.profile, key)
        return own or getattr(_generic(), key)

    def _has(self, key: str, text: str) -> bool:
        return first(self._patterns(key), text) is not None


def prose(text: str) -> bool:
    """Running text rather than a heading: long enough, with the marks that sentences have."""
    marks = len(_SENTENCE.findall(text))
    return len(text) >= 40 and marks * 30 >= len(text)


def unmarked(byline: str) -> str:
    """A byline without the sign before it, and without the brackets around it."""
    bare = _MARKED.sub("", byline.strip())
    inner = bare[1:-1] if bare[:1] in "（(" and bare[-1:] in "）)" else ""
    return inner.strip() if inner and not set(inner) & set("（）()") else bare


def dashed(text: str) -> bool:
    """Whether a line begins with the dash of a deck, ——记石桥渡口, however that was read."""
    return _DASH.match(text) is not None


def closes(text: str) -> bool:
    """Whether a text ends as a sentence does: a terminal mark, closing marks after it allowed."""
    bare = text.rstrip()
    while bare and bare[-1] in CLOSERS:
        bare = bare[:-1]
    return bool(bare) and bare[-1] in TERMINAL


_OPENED_BY = {"”": "“", "’": "‘", "」": "「", "』": "『", "）": "（", "》": "《", "】": "【", ")": "("}
_PAIRED = re.compile(f"[{re.escape(''.join((*_OPENED_BY, *_OPENED_BY.values())))}]")


def open_quotes(text: str) -> tuple[int, int]:
    """(closing marks that find no opening before them, opening marks that find no closing) in a text."""
    stack: list[str] = []
    unopened = 0
    for char in _PAIRED.findall(text):
        if char not in _OPENED_BY:
            stack.append(char)
        elif _OPENED_BY[char] in stack:
            while stack and stack.pop() != _OPENED_BY[char]:
                pass
        else:
            unopened += 1
    return unopened, len(stack)


def _page(found: re.Match[str]) -> str:
    groups = found.groupdict()
    page = groups.get("page") or ""
    if not page and HERE in found[0]:
        return HERE
    return f"第{page}版" if page else found[0].strip("（）()【】[] ")


@cache
def _generic() -> Profile:
    return load()
