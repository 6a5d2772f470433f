"""Invented news for the tests of the measures."""

from ocr.evaluate import PageText, Story

BRIDGE = (
    "本报讯 青石镇的石拱桥昨天重新通车。桥面加宽了两米，栏杆换成了花岗岩，附近村民步行到集市的路近了一半。",
    "镇里的老石匠陈阿根带着三名徒弟干了四个月。他说，每一块石头都要量三遍才敢下锤，拱圈合龙那天大家都没有睡觉。",
    "通车当晚，孩子们提着灯笼从桥头走到桥尾，河面上映出一串红光。",
)
TEA = (
    "今年春茶比往年晚了八天，茶农却不着急。云雾坡合作社把采茶、炒青、装罐排成一张表，谁家先熟谁家先收。",
    "合作社还请来农校的学生记录每天的气温和露水，希望三年之后能说清楚哪一片坡地该种什么品种。",
)
STORIES = (
    Story(
        title="石拱桥重新通车",
        byline="本报记者 林小满",
        paragraphs=BRIDGE,
        breaks=(("附近村民步行到集", "市的路近了一半。"),),
    ),
    Story(title="春茶晚熟不着急", kicker="云雾坡合作社一张表排到底", paragraphs=TEA),
)
PAGE = PageText(stories=STORIES, furniture=("第三版 要闻", "本版责编：何田田"))
