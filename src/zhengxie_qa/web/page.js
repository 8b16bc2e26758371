// The source panel, and following what Gradio shows. Everything shown comes escaped from the server.
"use strict";

(() => {
  const NARROW = matchMedia("(max-width: 900px)"); // the source becomes a sheet over the conversation
  const CALM = matchMedia("(prefers-reduced-motion: reduce)");
  const $ = (selector, root = document) => root.querySelector(selector);

  let language = "";
  let shown = null; // path of the document in the panel
  let starts = []; // offset of each block's first character, ascending
  let blocks = [];
  let opener = null; // what had the focus before the sheet opened
  let request = 0;

  // Returns a function that calls ``act`` once before the next paint, however often it is called itself.
  function soon(act) {
    let due = false;
    return () => {
      if (due) return;
      due = true;
      requestAnimationFrame(() => {
        due = false;
        act();
      });
    };
  }

  // --- the source panel ---

  // Shows the document at ``path``; ``otherwise`` "first": where there is none, the first there is.
  async function load(path, otherwise = "") {
    const mine = ++request;
    const panel = $("#zx-panel");
    const query = new URLSearchParams({ document: path ?? "", lang: language, otherwise });
    panel.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`./source?${query}`);
      if (!answer.ok) throw new Error(`source: ${answer.status}`);
      const html = await answer.text();
      if (mine !== request) return false; // a later click asked for another document
      panel.innerHTML = html;
      remember();
      return true;
    } catch (error) {
      console.error(error);
      if (mine === request) sayFailed(panel);
      return false;
    } finally {
      if (mine === request) panel.removeAttribute("aria-busy");
    }
  }

  function sayFailed(panel) {
    const line = document.createElement("p");
    line.className = "zx-error";
    line.textContent = $(".zx-name").dataset.sourceFailed;
    panel.replaceChildren(line);
    shown = null;
  }

  function remember() {
    shown = $(".zx-text").dataset.shown;
    blocks = [...document.querySelectorAll(".zx-text [data-start]")];
    starts = blocks.map((block) => Number(block.dataset.start));
    $(".zx-paper").addEventListener("scroll", soon(readingAt), { passive: true });
    readingAt();
  }

  function blockAt(offset) {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  }

  // Offsets count characters (code points); a JavaScript string counts UTF-16 units.
  function units(text, points) {
    let at = 0;
    for (; points > 0 && at < text.length; points--) at += text.codePointAt(at) > 0xffff ? 2 : 1;
    return at;
  }

  function unmark() {
    for (const mark of document.querySelectorAll(".zx-text mark")) {
      const block = mark.parentNode;
      mark.replaceWith(mark.textContent);
      block.normalize();
    }
  }

  // Puts the stretch of a block's text in <mark>, node by node; returns the first mark made.
  function wrap(block, from, to) {
    const nodes = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const pieces = [];
    for (let node = nodes.nextNode(), at = 0; node; at += node.length, node = nodes.nextNode()) {
      const piece = [Math.max(from - at, 0), Math.min(to - at, node.length)];
      if (piece[0] < piece[1]) pieces.push([node, ...piece]);
    }
    const marks = pieces.map(([node, start, end]) => {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      const made = document.createElement("mark");
      range.surroundContents(made);
      return made;
    });
    return marks[0];
  }

  function mark(start, end) {
    unmark();
    let first = null;
    for (let i = blockAt(start); i < blocks.length && starts[i] < end; i++) {
      const text = blocks[i].textContent;
      const from = units(text, start - starts[i]);
      const to = units(text, end - starts[i]);
      const made = wrap(blocks[i], from, to);
      first ??= made;
    }
    if (first) reveal(first, 0.3);
  }

  function reveal(element, share) {
    const paper = $(".zx-paper");
    const top = element.getBoundingClientRect().top - paper.getBoundingClientRect().top;
    const distance = top - paper.clientHeight * share;
    const smooth = !CALM.matches && Math.abs(distance) < 2.5 * paper.clientHeight;
    paper.scrollBy({ top: distance, behavior: smooth ? "smooth" : "instant" });
  }

  async function openPlace(button) {
    const { document: path, start, end } = button.dataset;
    for (const active of document.querySelectorAll(".zx-active")) active.classList.remove("zx-active");
    const turn = button.closest(".zx-turn");
    for (const same of turn.querySelectorAll(`[data-start="${Number(start)}"][data-end="${Number(end)}"]`)) {
      if (same.dataset.document === path) same.classList.add("zx-active");
    }
    if (path !== shown && !(await load(path))) return;
    mark(Number(start), Number(end));
  }

  function jump(button) {
    unmark();
    setOutline(false);
    reveal(blocks[blockAt(Number(button.dataset.jump))], 0.04);
    if (NARROW.matches) $(".zx-paper").focus({ preventScroll: true });
  }

  function setOutline(open) {
    $("#zx-panel").classList.toggle("zx-toc-open", open);
    $(".zx-toc-button")?.setAttribute("aria-expanded", String(open));
  }

  // Shows in the outline which section is being read.
  function readingAt() {
    const paper = $(".zx-paper");
    const line = paper.getBoundingClientRect().top + paper.clientHeight * 0.25;
    let low = 0, high = blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (blocks[middle].getBoundingClientRect().top <= line) low = middle + 1;
      else high = middle;
    }
    const offset = starts[Math.max(low - 1, 0)];
    const entries = [...document.querySelectorAll("[data-jump]")];
    const current = entries.findLast((entry) => Number(entry.dataset.jump) <= offset);
    const before = $("[data-jump][aria-current]");
    if (current === before) return;
    before?.removeAttribute("aria-current");
    current?.setAttribute("aria-current", "true");
    if (current) keepInView(current);
  }

  function keepInView(entry) {
    const list = $(".zx-toc"); // scrollIntoView would interrupt the paper's own smooth scrolling
    const [inner, outer] = [entry.getBoundingClientRect(), list.getBoundingClientRect()];
    if (inner.top < outer.top) list.scrollTop += inner.top - outer.top - 20;
    else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom + 20;
  }

  // --- the sheet on a phone ---

  function openSheet(from) {
    if (!NARROW.matches || document.body.classList.contains("zx-sheet")) return;
    opener = from;
    document.body.classList.add("zx-sheet");
    $("#zx-chat").inert = true;
    history.pushState({ sheet: true }, ""); // so that the phone's own way back closes it
    $(".zx-back")?.focus({ preventScroll: true });
  }

  function closeSheet() {
    if (!document.body.classList.contains("zx-sheet")) return;
    document.body.classList.remove("zx-sheet");
    $("#zx-chat").inert = false;
    setOutline(false);
    opener?.focus({ preventScroll: true });
  }

  function leaveSheet() {
    if (history.state?.sheet) history.back();
    else closeSheet();
  }

  // --- events ---

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches(".zx-cite, .zx-ref, .zx-goto")) {
      openSheet(button);
      openPlace(button);
    } else if (button.matches(".zx-open-source")) openSheet(button);
    else if (button.matches(".zx-back")) leaveSheet();
    else if (button.matches(".zx-toc-button")) setOutline(!$("#zx-panel").classList.contains("zx-toc-open"));
    else if (button.matches("[data-jump]")) jump(button);
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches(".zx-choose")) load(event.target.value);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if ($("#zx-panel")?.classList.contains("zx-toc-open")) setOutline(false);
    else leaveSheet();
  });

  // from the documents panel
  document.addEventListener("zx-open", (event) => {
    openSheet($(".zx-open-source"));
    load(event.detail);
  });
  document.addEventListener("zx-changed", () => load(shown, "first")); // the document in the panel may be gone

  addEventListener("popstate", closeSheet);
  NARROW.addEventListener("change", leaveSheet);

  // --- following what Gradio shows ---

  let pending = false;
  let settled = false;
  let newest = null; // the answer that came last: it may come within one frame of its question

  function follow() {
    const name = $(".zx-name");
    if (!name) return;
    if (name.dataset.lang !== language) speak(name.dataset.lang);
    for (const line of document.querySelectorAll(".toast-message-text, .toast-title")) {
      // Gradio's only notice here: it lost the server, and reloads the page once the server is back
      if (line.matches(".toast-title")) line.hidden = true;
      else if (line.textContent !== name.dataset.lost) line.textContent = name.dataset.lost;
    }
    const waiting = Boolean($(".zx-pending"));
    if (waiting) $("#zx-scroll").scrollTo({ top: 1e9, behavior: pending ? "instant" : "smooth" });
    const fresh = $(".zx-fresh");
    if (!waiting) wait(false); // before the box is given the focus
    if ((pending && !waiting) || (fresh && fresh !== newest)) settle();
    else if (!settled && $(".zx-turn")) $("#zx-scroll").scrollTo({ top: 1e9 }); // a conversation restored
    settled ||= Boolean($("#zx-thread").textContent);
    [pending, newest] = [waiting, fresh];
    wait(waiting);
  }

  // While an answer is under way its question stays as it is, and may be stopped instead of sent.
  function wait(waiting) {
    document.documentElement.classList.toggle("zx-busy", waiting);
    const box = $("#zx-box textarea");
    if (box && box.disabled !== waiting) box.disabled = waiting;
  }

  function speak(chosen) {
    language = chosen;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = $(".zx-name").dataset.title;
    document.documentElement.classList.add("zx-ready");
    load(shown);
  }

  function settle() {
    const last = [...document.querySelectorAll(".zx-turn")].at(-1);
    last?.scrollIntoView({ block: "start", behavior: CALM.matches ? "instant" : "smooth" });
    if (NARROW.matches) return;
    $("#zx-box textarea")?.focus({ preventScroll: true });
    const cite = $(".zx-fresh .zx-cite");
    if (cite) openPlace(cite);
  }

  new MutationObserver(soon(follow)).observe(document.documentElement, { childList: true, subtree: true });
})();
