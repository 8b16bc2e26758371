"""Every word the page says, in Chinese and in English."""

from __future__ import annotations

import json
from typing import Literal

Language = Literal["zh", "en"]

_LANGUAGES: tuple[Language, ...] = ("zh", "en")

_TEXTS: dict[str, tuple[str, str]] = {
    # the page
    "name": ("政协文件问答", "CPPCC Q&A"),
    "tagline": ("每一句回答，都能翻到原文", "Every statement opens at its source"),
    "toggle": ("English", "中文"),
    "toggle_label": ("Switch to English", "切换到中文"),
    "new": ("新对话", "New"),
    "open_source": ("看原文", "Source"),
    "skip": ("跳到输入框", "Skip to the question box"),
    # asking
    "placeholder": ("就这些文件提问", "Ask about these documents"),
    "question_label": ("问题", "Question"),
    "send": ("提问", "Ask"),
    "stop": ("停止", "Stop"),
    "welcome": ("想了解哪件事？", "What would you like to know?"),
    "welcome_more": (
        "回答只取自已收录的文件，点句末的编号，右侧就翻到那一句原文。文件里没有的，会直接说没有。",
        "Answers rest on the documents indexed here. Select a number to open the very sentence it cites. "
        "What the documents do not say is not answered.",
    ),
    "characters": ("{count} 字", "{count} characters"),
    "suggestions": ("可以这样问", "For example"),
    "conversation": ("问答记录", "Conversation"),
    # conversations
    "talks": ("对话", "Chats"),
    "find_talk": ("按问过、答过的字词查找", "Find by what was asked or answered"),
    "no_talk": ("没有符合的对话。", "No conversation fits."),
    "unnamed": ("未命名", "Untitled"),
    "turns": ("{count} 轮", "Questions: {count}"),
    "rename": ("改名", "Rename"),
    "as_markdown": ("导出 Markdown", "Markdown"),
    "as_word": ("导出 Word", "Word"),
    "delete": ("删除", "Delete"),
    "deleted": ("已删除“{name}”。", "Deleted: {name}."),
    "undo": ("撤销", "Undo"),
    "kept_here": (
        "对话只保存在这台电脑的这个浏览器里，不存到服务器。",
        "Conversations are kept in this browser only, never on the server.",
    ),
    "kept_nowhere": (
        "这个浏览器不允许网页保存内容，关掉页面后对话就没有了；需要时请先导出。",
        "This browser keeps nothing for pages: when the page closes, conversations are gone. Export what you need.",
    ),
    "export_failed": ("没有导出成，请再试一次。", "The export failed; please try again."),
    "resume": ("接着上次", "Go on with"),
    "earlier": (
        "更早的 {count} 轮没有显示；导出的文件里都有。",
        "Earlier questions not shown: {count}. An export has them.",
    ),
    "edit": ("修改这个问题，再问一次", "Change this question and ask again"),
    "editing": (
        "正在修改问题。再问后成为一段新对话，原来的仍在“对话”里。",
        "Changing a question: asking makes a new conversation; this one stays among the chats.",
    ),
    "cancel": ("取消", "Cancel"),
    # answering
    "writing": ("模型正在撰写…", "The model is writing…"),
    "unchecked": ("撰写中，尚未核对", "Being written, not yet checked"),
    "model": ("语言模型", "Language model"),
    "quote": ("不用模型，只摘录原文", "No model: quote the documents"),
    "searching": ("正在查找原文…", "Searching the documents…"),
    "extractive": ("摘录原文", "Quoted"),
    "extractive_more": (
        "回答由原文语句组成，未经改写",
        "The answer is made of sentences of the documents, unchanged",
    ),
    "generated": ("模型生成", "Written by a model"),
    "generated_more": (
        "回答由语言模型写成，引文与数字已与原文核对，仍请以原文为准",
        "A language model wrote this; quotations and figures were checked against the documents",
    ),
    "references": ("出处", "Sources"),
    "cite_label": ("查看出处 {n}：{locator}", "Open source {n}: {locator}"),
    "related": ("相近的说法（并非答案）", "Nearest sentences (not an answer)"),
    "not_found": ("文件中未找到", "Not in the documents"),
    "copy": ("复制回答与出处", "Copy with sources"),
    "copied": ("已复制", "Copied"),
    "copy_failed": ("未能复制，请手动选择文字", "Could not copy; please select the text"),
    "seconds": ("{seconds} 秒", "{seconds} s"),
    "stale": (
        "有 {count} 处出处在现有文件中已对不上，编号不能再打开",
        "Citations that no longer match the documents: {count}; their numbers cannot be opened",
    ),
    "useful": ("有用", "Useful"),
    "useless": ("无用", "Not useful"),
    "voted": ("已记下，谢谢。", "Noted, thank you."),
    "vote_failed": ("没有记下，请再试一次。", "Not noted; please try again."),
    # why
    "why": ("为什么这样回答", "Why this answer"),
    "why_loading": ("正在整理…", "Working it out…"),
    "why_generated": (
        "回答由模型写成。模型读的就是这些段落；下面是检索和摘录时的取舍。",
        "A model wrote this from these passages; what follows is how they were found and weighed for quoting.",
    ),
    "why_kind": ("要的是{kind}", "Wanted: {kind}"),
    "why_turn": ("这一轮：{kind}", "This turn: {kind}"),
    "why_completed": ("补全为：{text}", "Completed: {text}"),
    "why_leans": ("接着前面的问答", "Leans on what was said before"),
    "why_probability": (
        "答得上的可能性约 {share}：{sureness}（至少要 {least}）；＋ 有利，－ 不利",
        "Answers with a probability of about {share}: {sureness} ({least} at least); + for it, − against it",
    ),
    "why_sentences": ("读过的句子", "Sentences read"),
    "why_passages": ("找到的段落", "Passages found"),
    "why_score": ("得分", "Score"),
    "why_coverage": ("覆盖所问", "Covers"),
    "why_fit": ("类型相符", "Kind fits"),
    "why_quoted": ("引用", "Quoted"),
    "why_met": ("句中有", "in the sentence"),
    "why_near": ("标题或上文有", "above it"),
    "why_unmet": ("没有", "missing"),
    # failures
    "failed": (
        "抱歉，这次没有答成。请再试一次；若仍不行，请告知管理员查看服务日志。",
        "Sorry, this one failed. Please try again; if it fails again, the server log says why.",
    ),
    "error": ("提示", "Note"),
    "lost": (
        "与服务器的连接断开了，正在重新连接。已有的问答不会丢失。",
        "The connection to the server was lost and is being restored. The conversation is kept.",
    ),
    # the source
    "source": ("原文", "Source"),
    "source_failed": ("原文没有打开，请再试一次。", "The document did not open; please try again."),
    "source_missing": ("没有收录这份文件。", "This document is not indexed."),
    "documents": ("选择文件", "Choose a document"),
    "outline": ("目录", "Outline"),
    "back": ("返回问答", "Back to the chat"),
    "scan": ("扫描件原图", "Scanned page"),
    "scan_zoom": ("放大", "Enlarge"),
    "scan_page": ("第{page}页扫描件", "Scan of page {page}"),
    "scan_unsure": ("有数字把握不大，请对照", "an unsure figure: compare"),
    "scan_failed": ("这一页的图像没有生成", "The picture of this page could not be made"),
    "copy_place": ("复制引文", "Copy quotation"),
    "copy_link": ("复制链接", "Copy link"),
    "step_back": ("上一处", "Previous citation"),
    "step_on": ("下一处", "Next citation"),
    "steps": ("这个回答的各处出处", "The places this answer cites"),
    "passages": ("{count} 段", "{count} passages"),
    "year": ("{year} 年", "{year}"),
    # which documents are asked
    "scope": ("范围：{said}", "Within: {said}"),
    "scope_all": ("全部文件", "all documents"),
    "of_documents": ("文件", "Document"),
    "of_kinds": ("种类", "Kind"),
    "of_years": ("年份", "Year"),
    "all_documents": ("全部文件", "All documents"),
    "all_kinds": ("全部种类", "All kinds"),
    "all_years": ("全部年份", "All years"),
    # the documents dialog
    "shelf": ("文件", "Documents"),
    "documents_count": ("已收录 {count} 份", "{count} indexed"),
    "find_document": ("按标题、种类、年份查找", "Find by title, kind, year"),
    "none_fit": ("没有符合的文件。", "No document fits."),
    "sizes": (
        "{sections} 节 · {passages} 段 · {characters} 字",
        "{sections} sections · {passages} passages · {characters} characters",
    ),
    "reading": ("读出了什么", "What was read"),
    "skipped": ("未收录的文件", "Not indexed"),
    "changed": (
        "文件夹里的文件有变动，更新索引后才能问到。",
        "Files have changed: update the index to ask them.",
    ),
    "update": ("更新索引", "Update index"),
    "updating": ("正在更新索引…", "Updating the index…"),
    "updated": ("索引已是最新。", "The index is up to date."),
    "upload": ("上传文件…", "Upload…"),
    "sending": ("正在上传", "Uploading"),
    "too_large": ("文件太大，上限 {limit} MB。", "too large, the limit is {limit} MB."),
    "remove": ("移除", "Remove"),
    "remove_label": ("移除《{title}》", "Remove {title}"),
    "remove_sure": ("文件将从文件夹中删除，不能恢复。", "The file will be deleted for good."),
    "remove_yes": ("确认移除", "Remove it"),
    "remove_no": ("取消", "Cancel"),
    "close": ("关闭", "Close"),
    # what is indexed
    "status": (
        "已收录 {documents} 份文件、{passages} 个段落",
        "Documents: {documents} · Passages: {passages}",
    ),
    "encoder": ("检索模型 {name}", "Retrieval model: {name}"),
}

_SAID_BY_SCRIPTS = (
    *("scan_page", "scan_unsure", "scan_failed"),
    *("lost", "source_failed", "close", "cancel", "editing", "earlier", "resume"),
    *("talks", "find_talk", "no_talk", "unnamed", "turns", "rename", "as_markdown", "as_word", "delete", "deleted"),
    *("voted", "vote_failed", "undo", "kept_here", "kept_nowhere", "export_failed"),
)


def text_in(language: Language, key: str) -> str:
    """Return the text ``key`` in ``language`` as it stands: ``{name}`` where a value goes."""
    return _TEXTS[key][0 if language == "zh" else 1]


def say(language: Language, key: str, **values: object) -> str:
    """Return the text ``key`` in ``language`` with ``values`` put in; it is not escaped."""
    return text_in(language, key).format(**values)


def for_scripts(language: Language) -> str:
    """Return what the page's scripts say in ``language``, as JSON; ``{name}`` is left for them to fill."""
    return json.dumps({key: text_in(language, key) for key in _SAID_BY_SCRIPTS}, ensure_ascii=False)


def keys() -> tuple[str, ...]:
    """Return the names of all texts."""
    return tuple(_TEXTS)


def choose_language(stored: object, accept_language: str) -> Language:
    """Return the language chosen on the page earlier, else the first of ours that the browser asks for."""
    for language in _LANGUAGES:
        if stored == language:
            return language
    for part in accept_language.lower().split(","):
        for language in _LANGUAGES:
            if part.strip().startswith(language):
                return language
    return "zh"
