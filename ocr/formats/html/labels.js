// What the page says, in Chinese and English. The paper's own words are never translated; the evidence of a seam is.

const WORDS = {
  en: {
    page: "Proof page",
    scan: "Scan: arrow keys move it, plus and minus zoom, 0 shows the whole page",
    articles: "Articles",
    tools: "Tools",
    previous: "Previous doubtful place (p)",
    next: "Next doubtful place (n)",
    right: "Right as it is (y)",
    undo: "Undo (u)",
    redo: "Redo (r)",
    save: "Save corrected JSON (Ctrl+S)",
    saveShort: "Save",
    nearer: "Nearer (+)",
    farther: "Farther (−)",
    whole: "Whole page (0)",
    colours: "Colours on or off (o)",
    theme: "Light, dark or as the system (t)",
    language: "中文",
    languageName: "Show this page in Chinese",
    help: "Keys (?)",
    close: "Close",
    divider: "Width of the scan",
    unplaced: "Of no article",
    furniture: "Of the page: running heads, credits",
    removals: "Taken out because it stands elsewhere",
    unread: "a line that could not be read",
    seamTitle: "Seam",
    evidence: "Evidence of the seam",
    sure: "sure",
    joined: "The text runs on from",
    to: "to",
    keys: "Keys",
    noDoubts: "no doubtful places left",
    notKept: "This browser keeps nothing for a file: save before closing",
    kept: "kept in this browser",
    dirty: "kept in this browser, not yet saved",
    saved: "saved as",
    undone: "undone",
    redone: "done again",
    nothing: "nothing to undo",
    confirmed: "right as it is",
    stale: "What was kept for this page does not fit it and was set aside",
    noScan: "This text has no scan.",
    elsewhere: "changed in another window; taken over",
  },
  zh: {
    page: "校对页",
    scan: "扫描图：方向键移动，加减号缩放，0 显示整版",
    articles: "文章",
    tools: "工具",
    previous: "上一处存疑 (p)",
    next: "下一处存疑 (n)",
    right: "无误 (y)",
    undo: "撤销 (u)",
    redo: "重做 (r)",
    save: "保存校正后的 JSON (Ctrl+S)",
    saveShort: "保存",
    nearer: "放大 (+)",
    farther: "缩小 (−)",
    whole: "整版 (0)",
    colours: "显示或隐藏颜色 (o)",
    theme: "浅色、深色或随系统 (t)",
    language: "English",
    languageName: "用英文显示本页",
    help: "按键 (?)",
    close: "关闭",
    divider: "扫描图宽度",
    unplaced: "未归入文章",
    furniture: "版面信息：报眉、责编",
    removals: "因重复而移除",
    unread: "未能识别的一行",
    seamTitle: "接缝",
    evidence: "接缝的依据",
    sure: "把握",
    joined: "文字接续：由",
    to: "至",
    keys: "按键",
    noDoubts: "没有存疑之处了",
    notKept: "此浏览器不为文件保留内容：关闭前请保存",
    kept: "已保留在此浏览器",
    dirty: "已保留在此浏览器，尚未保存为文件",
    saved: "已保存为",
    undone: "已撤销",
    redone: "已重做",
    nothing: "没有可撤销的",
    confirmed: "无误",
    stale: "此前保留的内容与本页不符，已搁置",
    noScan: "此文本没有扫描图。",
    elsewhere: "已在另一窗口更改，现已同步",
  },
};

const KEYS = [
  ["n  p", "next, previous doubtful place", "下一处、上一处存疑"],
  [
    "F8  Shift+F8",
    "the same, also while typing: it is selected, so type over it",
    "同上，输入时亦可：该处已选中，直接输入即可",
  ],
  ["Enter", "type at this place; Esc ends it", "在此处输入；Esc 结束"],
  ["y", "right as it is, and on to the next", "无误，转到下一处"],
  ["j  k", "next, previous line", "下一行、上一行"],
  ["a  Shift+A", "next, previous article", "下一篇、上一篇"],
  ["s  Shift+S", "next, previous seam, with its evidence", "下一个、上一个接缝及其依据"],
  ["u  r", "undo, redo (Ctrl+Z, Ctrl+Y)", "撤销、重做（Ctrl+Z、Ctrl+Y）"],
  ["Ctrl+S", "save corrected JSON", "保存校正后的 JSON"],
  ["← → ↑ ↓", "move the scan", "移动扫描图"],
  ["+  −  0", "zoom in, out, whole page", "放大、缩小、整版"],
  ["o  t  l  ?", "colours, light or dark, language, this help", "颜色、深浅、语言、本说明"],
  [
    "◉",
    "wheel moves, Ctrl+wheel zooms, drag moves, two fingers zoom, double click comes nearer",
    "滚轮移动，Ctrl+滚轮缩放，拖动移动，双指缩放，双击放大",
  ],
];

const KINDS = {
  en: {
    kicker: "kicker",
    title: "title",
    subtitle: "subtitle",
    byline: "byline",
    dateline: "dateline",
    jump_from: "jump line",
    jump_to: "jump line",
    captions: "caption",
    paragraphs: "paragraph",
  },
  zh: {
    kicker: "引题",
    title: "标题",
    subtitle: "副题",
    byline: "署名",
    dateline: "电头",
    jump_from: "转版提示",
    jump_to: "转版提示",
    captions: "图说",
    paragraphs: "段",
  },
};

// The program's words for evidence, longest first where one holds another.
const EVIDENCE = [
  ["what it makes stands elsewhere on the page", "接成的词语在本版他处出现"],
  ["what it makes is new to the page", "接成的词语在本版未见"],
  ["a quotation opened before the seam is closed after it", "引号在接缝前开、接缝后合"],
  ["a quotation does not pair", "引号不成对"],
  ["a paragraph ends before the subhead", "小标题前一段结束"],
  ["a paragraph ends, another begins", "一段结束，另起一段"],
  ["a rule, a frame or white between", "之间有线、框或空白"],
  ["names and terms shared with its end", "与其结尾有共同的名称用语"],
  ["names and terms shared", "有共同的名称用语"],
  ["other names and terms", "名称用语不同"],
  ["a number and its unit", "数字与单位相接"],
  ["a number without a unit", "数字缺单位"],
  ["next in the reading order", "阅读顺序的下一处"],
  ["next in the text", "文本中的下一处"],
  ["in the same ground", "在同一区域"],
  ["in the same story", "在同一篇内"],
  ["elsewhere on the page", "在本版他处"],
  ["the text runs on", "文字接续"],
  ["runs across", "跨过接缝"],
  ["the word", "词语"],
  ["nothing between", "之间无物"],
  ["another type size", "字号不同"],
  ["another measure", "栏宽不同"],
  ["under its head", "在其标题下"],
  ["not the first there", "并非该处第一段"],
  ["first there", "该处第一段"],
  ["begins a text", "像是开头"],
  ["no terminal mark", "无句末标点"],
  ["terminal mark", "有句末标点"],
  ["line full", "末行排满"],
  ["line short", "末行未满"],
  ["not indented", "未缩进"],
  ["indented", "缩进"],
  ["cannot begin a line", "不能居行首"],
  ["unopened quote", "引号未开"],
  ["open quote", "引号未合"],
  ["no comma", "无逗号"],
  ["comma", "逗号"],
  ["a dateline", "有电头"],
  ["dateline", "电头"],
  ["a signature", "有署名"],
  ["a subhead", "小标题"],
  ["subhead", "小标题"],
  ["a short piece", "短文"],
  ["although ", "但有反证："],
  ["a figure first", "以数字开头"],
  ["no sign", "无迹象"],
];

class Labels {
  constructor(model, language) {
    this.model = model;
    this.language = language;
  }

  say(word) {
    return WORDS[this.language][word];
  }

  // Every word of the page's own that stands in it.
  apply(root) {
    root.lang = this.language === "zh" ? "zh-Hans" : "en";
    for (const each of root.querySelectorAll("[data-label]")) each.textContent = this.say(each.dataset.label);
    for (const each of root.querySelectorAll("[data-name]")) {
      each.setAttribute("aria-label", this.say(each.dataset.name));
      if (each.tagName === "BUTTON") each.title = this.say(each.dataset.name);
    }
  }

  keys() {
    return KEYS.map(([keys, en, zh]) => [keys, this.language === "zh" ? zh : en]);
  }

  // "Article 2, paragraph 3"
  piece({ at: [place, number, field, index] }) {
    const zh = this.language === "zh";
    if (place !== "articles") return `${this.say(place)} ${number + 1}`;
    const kind = KINDS[this.language][field];
    if (index === undefined) return zh ? `第 ${number + 1} 篇，${kind}` : `Article ${number + 1}, ${kind}`;
    return zh ? `第 ${number + 1} 篇，${kind} ${index + 1}` : `Article ${number + 1}, ${kind} ${index + 1}`;
  }

  seam(index) {
    const { joins } = this.model.page;
    const sure = `${this.say("sure")} ${joins[index].confidence.toFixed(2)}`;
    return `${this.say("seamTitle")} ${index + 1} / ${joins.length}, ${sure}`;
  }

  evidence(why) {
    if (this.language === "en") return why;
    return EVIDENCE.reduce((text, [english, chinese]) => text.replaceAll(english, chinese), why);
  }

  counts(doubts, corrections) {
    return this.language === "zh"
      ? `存疑 ${doubts} · 校正 ${corrections}`
      : `${doubts} doubtful · ${corrections} corrected`;
  }

  stop(number, all, text, piece) {
    return this.language === "zh"
      ? `存疑 ${number} / ${all}：${text} – ${this.piece(piece)}`
      : `doubtful ${number} of ${all}: ${text} – ${this.piece(piece)}`;
  }
}
