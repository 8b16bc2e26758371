// The document in the source panel: loading it, finding places in it, marking them. All HTML comes escaped.
"use strict";

window.zx = {};

(() => {
  const CALM = matchMedia("(prefers-reduced-motion: reduce)");
  const $ = (selector, root = document) => root.querySelector(selector);

  let starts = []; // offset of each block's first character, ascending
  let blocks = [];
  let entries = []; // of the outline, with the offsets they lead to
  let current = null; // the one that is being read
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

  // --- the document ---

  // Shows the document at ``path``; ``otherwise`` "first": where there is none, the one the page opens at.
  async function load(path, otherwise = "") {
    const mine = ++request;
    const panel = $("#zx-panel");
    const query = new URLSearchParams({ document: path ?? "", lang: zx.language(), otherwise });
    panel.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`./source?${query}`);
      if (!answer.ok && answer.status !== 404) throw new Error(`source: ${answer.status}`);
      const html = await answer.text();
      if (mine !== request) return false; // a later click asked for another document
      if (!answer.ok) return say(panel, html);
      panel.innerHTML = html;
      remember();
      return true;
    } catch (error) {
      console.error(error);
      return mine === request && say(panel, zx.say("source_failed"));
    } finally {
      if (mine === request) panel.removeAttribute("aria-busy");
    }
  }

  function say(panel, words) {
    const line = document.createElement("p");
    line.className = "zx-error";
    line.textContent = words;
    panel.replaceChildren(line);
    [blocks, starts, entries, current] = [[], [], [], null];
    return false;
  }

  function remember() {
    blocks = [...document.querySelectorAll(".zx-text [data-start]")];
    starts = blocks.map((block) => Number(block.dataset.start));
    entries = [...document.querySelectorAll("[data-jump]")].map((entry) => [Number(entry.dataset.jump), entry]);
    current = null;
    for (const [start, end] of zx.focusOf($(".zx-text").dataset.doubts)) wrapPlace(start, end, "u", "zx-doubt");
    $(".zx-paper").addEventListener("scroll", soon(readingAt), { passive: true });
    readingAt();
  }

  // Returns how many of ``length`` things in order satisfy ``fits``, which the first ones do.
  function count(length, fits) {
    let low = 0, high = length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (fits(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const blockAt = (offset) => Math.max(count(starts.length, (at) => starts[at] <= offset) - 1, 0);

  // Offsets count characters (code points); a JavaScript string counts UTF-16 units.
  function units(text, points) {
    let at = 0;
    for (; points > 0 && at < text.length; points--) at += text.codePointAt(at) > 0xffff ? 2 : 1;
    return at;
  }

  // --- marks ---

  function unmark() {
    for (const made of document.querySelectorAll(".zx-text :is(mark, .zx-focus)")) {
      const around = made.parentNode;
      made.replaceWith(...made.childNodes);
      around.normalize();
    }
    for (const css of ["zx-cited", "zx-noted"]) {
      for (const block of document.querySelectorAll(`.zx-text .${css}`)) block.classList.remove(css);
    }
  }

  // Puts the stretch of a block's text into elements, node by node; returns the first that can be seen.
  function wrap(block, from, to, tag, css) {
    const nodes = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const pieces = [];
    for (let node = nodes.nextNode(), at = 0; node; at += node.length, node = nodes.nextNode()) {
      const piece = [Math.max(from - at, 0), Math.min(to - at, node.length)];
      if (piece[0] < piece[1]) pieces.push([node, ...piece]);
    }
    const made = pieces.map(([node, start, end]) => {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      const element = document.createElement(tag);
      if (css) element.className = css;
      range.surroundContents(element);
      return element;
    });
    return made.find((element) => element.getClientRects().length) ?? made[0];
  }

  function* blocksOf(start, end) {
    for (let i = blockAt(start); i < blocks.length && starts[i] < end; i++) yield [blocks[i], starts[i]];
  }

  function wrapPlace(start, end, tag, css = "") {
    let first = null;
    for (const [block, at] of blocksOf(start, end)) {
      const text = block.textContent;
      const made = wrap(block, units(text, start - at), units(text, end - at), tag, css);
      first ??= made;
      if (made && tag === "mark") block.classList.add("zx-cited");
    }
    return first;
  }

  // Marks ``place`` with what was asked for in it, notes the ``others`` in the margin, and shows it.
  function mark(place, others = []) {
    unmark();
    for (const other of others) {
      for (const [block] of blocksOf(other.start, other.end)) block.classList.add("zx-noted");
    }
    const first = wrapPlace(place.start, place.end, "mark");
    let asked = null;
    for (const [start, end] of place.focus ?? []) {
      const made = wrapPlace(start, end, "b", "zx-focus");
      asked ??= made;
    }
    if (first) reveal(first, 0.3);
    bringIn(asked ?? first);
    document.dispatchEvent(new CustomEvent("zx-marked", { detail: place }));
    return Boolean(first);
  }

  // Brings a cell of a wide table into view from the side.
  function bringIn(element) {
    const table = element?.closest(".zx-table");
    if (!table) return;
    const [cell, seen] = [element.getBoundingClientRect(), table.getBoundingClientRect()];
    if (cell.left < seen.left || cell.right > seen.right) table.scrollLeft += cell.left - seen.left - table.clientWidth * 0.4;
  }

  function reveal(element, share) {
    const paper = $(".zx-paper");
    const top = element.getBoundingClientRect().top - paper.getBoundingClientRect().top;
    const distance = top - paper.clientHeight * share;
    const smooth = !CALM.matches && Math.abs(distance) < 2.5 * paper.clientHeight;
    paper.scrollBy({ top: distance, behavior: smooth ? "smooth" : "instant" });
  }

  // --- the outline ---

  function jump(offset) {
    unmark();
    setOutline(false);
    const block = blocks[blockAt(offset)];
    reveal(block, 0.04);
    block.tabIndex = -1; // so that the keyboard goes on from there
    block.focus({ preventScroll: true });
  }

  function setOutline(open) {
    $("#zx-panel").classList.toggle("zx-toc-open", open);
    $(".zx-toc-button")?.setAttribute("aria-expanded", String(open));
  }

  // Shows in the outline which section is being read. It looks at few elements, however many there are.
  function readingAt() {
    const paper = $(".zx-paper");
    const line = paper.getBoundingClientRect().top + paper.clientHeight * 0.25;
    const above = count(blocks.length, (at) => blocks[at].getBoundingClientRect().top <= line);
    const offset = starts[Math.max(above - 1, 0)];
    const entry = entries[count(entries.length, (at) => entries[at][0] <= offset) - 1]?.[1] ?? null;
    if (entry === current) return;
    current?.removeAttribute("aria-current");
    entry?.setAttribute("aria-current", "true");
    current = entry;
    if (current) keepInView(current);
  }

  function keepInView(entry) {
    const list = $(".zx-toc"); // scrollIntoView would interrupt the paper's own smooth scrolling
    const [inner, outer] = [entry.getBoundingClientRect(), list.getBoundingClientRect()];
    if (inner.top < outer.top) list.scrollTop += inner.top - outer.top - 20;
    else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom + 20;
  }

  const name = () => $(".zx-name");
  const texts = () => JSON.parse(name()?.dataset.say ?? "{}");

  Object.assign(zx, {
    soon,
    load,
    mark,
    unmark,
    jump,
    setOutline,
    calm: () => CALM.matches,
    language: () => name()?.dataset.lang ?? "",
    say: (key, values = {}) => (texts()[key] ?? "").replace(/\{(\w+)\}/g, (_, word) => values[word] ?? ""),
    shown: () => $(".zx-text")?.dataset.shown ?? null, // path of the document in the panel
    type: (words) => {
      const box = $("#zx-box textarea");
      box.value = words;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    },
    focusOf: (words) => [...(words ?? "").matchAll(/(\d+)-(\d+)/g)].map((found) => [Number(found[1]), Number(found[2])]),
  });
})();
