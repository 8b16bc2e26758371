"""What is answered to a turn that asks nothing of the documents, by kind: Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from zhengxie_qa.documents import LARGEST_UPLOAD, SUFFIXES
from zhengxie_qa.question import Talk

_ASK_ME = "请直接问文档里的内容，例如“征集了多少件提案？”。"
_ASK_ME_EN = "Ask me what the documents say, for example “How many proposals were there?”"

_MEGABYTE = 1 << 20
_FORMATS = [suffix.removeprefix(".") for suffix in SUFFIXES]

TALK_LINES: Mapping[Talk, tuple[str, str]] = {
    "greeting": (f"您好！我根据政协文档回答问题，并标明出处。{_ASK_ME}", f"Hello! {_ASK_ME_EN}"),
    "thanks": ("不客气！还有问题请接着问。", "You are welcome! Do ask if there is anything else."),
    "farewell": ("再见！需要时再来问。", "Goodbye! Come back whenever you have a question."),
    "laughter": ("看来您心情不错！有要查的内容请接着问。", "Glad you are in good spirits! Ask away whenever you like."),
    "insult": (
        "没能帮上忙，很抱歉。请换个说法，或写出具体的名称和年份，我再查一次。",
        "I am sorry I was no help. Please put it another way, or give the name and year, and I will look again.",
    ),
    "praise": ("谢谢夸奖！还有问题请接着问。", "Thank you! Do ask if there is anything else."),
    "acknowledgement": ("好的，还有问题请接着问。", "All right. Do ask if there is anything else."),
    "emoji": ("收到！有要查的内容请直接问。", "收到！有要查的内容请直接问。"),
    "identity": (
        "我是政协文档问答助手，一个程序：只根据已收录的文档回答，每句话都标明出处，文档里没有的就说没有。",
        "I am an assistant for CPPCC documents, a program: I answer only from the documents, cite every statement, "
        "and say so when they do not answer.",
    ),
    "ability": (
        f"我能在已收录的政协文档里查数字、名单、做法和计划，比较年份，概括要点，并标明出处。{_ASK_ME}",
        "I look up figures, names, measures and plans in the documents, compare years and sum up reports, with "
        f"citations. {_ASK_ME_EN}",
    ),
    "upload": (
        "把文件放进文档文件夹，下次打开时会自动收录；管理员开启上传后，也可以用页面上的“上传文件…”，每份不超过 "
        f"{LARGEST_UPLOAD // _MEGABYTE} MB。",
        "Put files into the corpus folder and they are read at the next start; where uploads are switched on, use "
        "“Upload…” on the page.",
    ),
    "export": (
        "页面上每个回答下面的“复制回答与出处”可复制全文；命令行的 ask --json 可输出成文件。",
        "“Copy with sources” under each answer on the page copies it; ask --json writes it for a file.",
    ),
    "remove": (
        "从文档文件夹里移走文件即可，下次打开时会更新；管理员开启上传后，也可以在页面上移除。",
        "Take the file out of the corpus folder and the index follows at the next start; where uploads are switched "
        "on, files can be removed on the page.",
    ),
    "formats": (
        f"可以读取：{'、'.join(_FORMATS)}；其中 doc 和 wps 要装有相应的转换程序。",
        f"I read {', '.join(_FORMATS)}; doc and wps where a converter is installed.",
    ),
    "clear": (
        "点页面上的“新对话”即可重新开始；命令行的每次提问都是新的。",
        "Choose “New” on the page to start over; on the command line every question starts anew.",
    ),
    "scans": (
        "可以：装有文字识别（zhengxie-qa[ocr]）时，扫描的 PDF 和图片会逐页识别，出处注明“扫描识别”，并可对照原图；"
        "没有安装时，请管理员运行 pip install 'zhengxie-qa[ocr]'。",
        "Yes: where recognition is installed (zhengxie-qa[ocr]), scanned PDFs and pictures are recognised page by "
        "page, marked as such in their sources and shown beside the picture; otherwise ask your "
        "administrator to install it.",
    ),
    "cost": ("使用本程序不收费；是否接入收费的语言模型，由管理员决定。", "This program is free of charge."),
    "privacy": (
        "文档和提问都留在运行本程序的电脑上；只有管理员接入了外部语言模型时，提问和所引段落才会发给它。",
        "Documents and questions stay on the machine this runs on; only where an outside language model was set up are "
        "the question and the passages sent to it.",
    ),
    "speed": (
        "直接引用原文通常不到一秒；第一次提问、文档很多或由语言模型写回答时会慢一些。",
        "Quoting takes about a second; the first question, many documents or a language model take longer.",
    ),
    "misses": (
        "我只引用文档里写明的内容，没有十足把握就说没有找到。换个说法，或写出年份和名称，往往就能找到；请以所附原文为准。",
        "I quote only what the documents say, and rather say that I found nothing than guess. Other words, a year or a "
        "name often help; please rely on the passages shown.",
    ),
    "sources": (
        "内容都来自已收录的文档，每句话后面的编号可以打开原文；页面上可以看到收录了哪些文档。",
        "All of it comes from the documents; the number behind each statement opens the source.",
    ),
    "languages": (
        "可以用中文（简体、繁体）或英文提问，回答用提问的语言；引文保持原文。",
        "Ask in Chinese or English and I answer in that language; quotations stay as they are.",
    ),
    "usage": (
        "在页面下方的输入框里提问即可，一次可以问几个问题；点编号看原文，点“新对话”重新开始。电脑和手机的浏览器都能用，不需要登录；"
        "用不了时请找管理员。",
        "Type a question below, several at once if you like; a number opens its source, “New” starts over. Any browser "
        "will do, without a login; ask whoever runs this if it fails.",
    ),
    "mood": (
        "辛苦了，保重身体。有要查的内容，我随时帮您查。",
        "Take care of yourself. Whenever there is something to look up, ask away.",
    ),
    "bookmark": (
        "没有收藏和批注功能。对话保存在您自己的浏览器里，刷新不丢；要留存，请点回答下面的“复制回答与出处”。",
        "There are no bookmarks. The conversation stays in your own browser; “Copy with sources” under an answer keeps "
        "it elsewhere.",
    ),
    "original": (
        "点回答里的编号 [1]，右边就翻到那句原文并高亮；也可以选文件按目录看全文，或接着问“原文在哪一部分”。",
        "Select a number such as [1]: its sentence opens on the right, highlighted, in the whole document.",
    ),
    "choose": (
        "点输入框下面的“范围”，可以只问某份文件、某类文件或某些年份；在问题里写明地方和年份也可以。",
        "“Within” below the box limits questions to a document, a kind or a year; naming a place and a year does too.",
    ),
    "documents": (
        "点页面顶部的“文件”，可以看到收录了哪些文件、哪些没有收录及原因；命令行用 zhengxie-qa index 查看。",
        "“Documents” at the top of the page lists what is indexed, and what is not and why.",
    ),
    "history": (
        "可以连着问，我会接着前面的问题理解。对话只保存在您自己的浏览器里，刷新不丢；点“新对话”会清空。",
        "Go on asking: I read a question after those before it. The conversation stays in your browser until “New”.",
    ),
    "model": (
        "不接语言模型时，我只摘录原文；管理员可以接上大模型来撰写回答，并由程序逐句核对，接上后页面下方可以选。",
        "Without a language model I quote the documents; an administrator can connect one, whose answers are checked.",
    ),
    "setup": (
        "安装、部署和接口见随附的 README：可以装在内网的一台电脑上，有网页、命令行（zhengxie-qa）和 Python 三种用法。",
        "The README says how to install it, on a machine without internet too: a page, a command line and Python.",
    ),
    "contact": (
        "请联系部署本程序的管理员。没有人工客服；回答有疑问时，请点编号核对原文。",
        "Please ask whoever runs this program; there is no help desk. A number opens its source for checking.",
    ),
    "shape": (
        "我只摘录和概括文档里的内容，不画图表、不代写文稿。可以接着说“简单点说”“详细一点”，也可以问两年或两地的对比。",
        "I quote and sum up the documents and draw no charts. Say “shorter” or “more details”.",
    ),
    "unclear": ("没看明白您的意思，请把问题写出来。", "没看明白您的意思，请把问题写出来。"),
    "request": (
        f"这个我帮不上忙：我只回答已收录的政协文档里的内容。{_ASK_ME}",
        f"I cannot help with that: I only answer from the documents. {_ASK_ME_EN}",
    ),
}
