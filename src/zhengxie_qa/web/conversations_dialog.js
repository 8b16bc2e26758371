// The dialog of the conversations that this browser keeps: looking one up, renaming, deleting with a way back, exporting.
"use strict";

(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  let deleted = null; // the last one, until it is brought back or the next one goes

  function made(tag, css, words = "", attributes = {}) {
    const element = document.createElement(tag);
    if (css) element.className = css;
    element.textContent = words;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  const button = (css, words, attributes = {}) => made("button", css, words, { type: "button", ...attributes });

  function dialog() {
    let panel = $("#zx-talks");
    if (!panel) {
      panel = made("dialog", "zx-panel", "", { id: "zx-talks", "aria-labelledby": "zx-talks-name" });
      $(".gradio-container").append(panel);
      panel.addEventListener("click", (event) => event.target === panel && panel.close()); // beside the dialog
    }
    return panel;
  }

  async function show() {
    const panel = dialog();
    const head = made("header", "zx-shelf-head");
    const find = made("input", "zx-find zx-find-talk", "", { type: "search", placeholder: zx.say("find_talk"), "aria-label": zx.say("find_talk") });
    head.append(
      made("h2", "", zx.say("talks"), { id: "zx-talks-name" }),
      made("p", "zx-shelf-count"),
      find,
      button("zx-quiet zx-close", "✕", { "aria-label": zx.say("close") }),
    );
    const body = made("div", "zx-shelf-body");
    body.append(made("ul", "zx-shelf-list"), made("p", "zx-shelf-none", zx.say("no_talk")));
    const foot = made("footer", "zx-shelf-foot");
    const kept = await zx.conversations.isKept();
    foot.append(made("p", "zx-shelf-said", zx.say(kept ? "kept_here" : "kept_nowhere"), { role: "status" }));
    panel.replaceChildren(head, body, foot);
    await fill();
    if (!panel.open) panel.showModal();
  }

  async function fill() {
    const all = (await zx.conversations.every()).sort((one, other) => other.at - one.at);
    $("#zx-talks .zx-shelf-list").replaceChildren(...all.map(entry));
    look();
  }

  function entry(record) {
    const item = made("li", "", "", { "data-id": record.id });
    const main = button("zx-entry", "");
    const when = new Date(record.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    main.append(
      made("span", "zx-entry-title", record.name || zx.say("unnamed")),
      made("span", "zx-entry-facts", `${when} · ${zx.say("turns", { count: record.turns.length })}`),
    );
    if (record.id === zx.conversations.current().id) main.setAttribute("aria-current", "true");
    item.append(main, tools(record));
    return item;
  }

  function tools(record) {
    const row = made("div", "zx-talk-tools");
    for (const [css, key] of [["zx-talk-name", "rename"], ["zx-talk-md", "as_markdown"], ["zx-talk-word", "as_word"], ["zx-talk-gone", "delete"]]) {
      row.append(button(`zx-quiet ${css}`, zx.say(key), { "aria-label": `${zx.say(key)}：${record.name}` }));
    }
    return row;
  }

  // Shows the entries that hold every word looked for, in their names or in what was asked and answered.
  async function look() {
    const words = $(".zx-find-talk").value.toLowerCase().split(/\s+/).filter(Boolean);
    const texts = new Map((await zx.conversations.every()).map((record) => [record.id, textOf(record)]));
    let shown = 0;
    for (const item of document.querySelectorAll("#zx-talks li")) {
      item.hidden = !words.every((word) => texts.get(item.dataset.id)?.includes(word));
      shown += item.hidden ? 0 : 1;
    }
    $("#zx-talks .zx-shelf-none").hidden = shown > 0;
  }

  const textOf = (record) =>
    [record.name, ...record.turns.flatMap((turn) => [turn.question, turn.answer])].join("\n").toLowerCase();

  function tell(...parts) {
    $("#zx-talks .zx-shelf-said").replaceChildren(...parts);
  }

  async function rename(item) {
    const record = await zx.conversations.get(item.dataset.id);
    const field = made("input", "zx-find zx-rename", "", { "aria-label": zx.say("rename"), maxlength: "60" });
    field.value = record.name;
    $(".zx-entry", item).replaceWith(field);
    field.select();
    const done = async (keep) => {
      if (keep && field.value.trim()) {
        await zx.conversations.put({ ...record, name: field.value.trim() });
        if (zx.conversations.current().id === record.id) zx.conversations.current().name = field.value.trim();
      }
      await fill();
    };
    field.addEventListener("blur", () => done(true), { once: true });
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") field.value = "";
      if (event.key === "Enter" || event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        field.blur();
      }
    });
  }

  async function drop(item) {
    deleted = await zx.conversations.get(item.dataset.id);
    await zx.conversations.remove(deleted.id);
    if (zx.conversations.current().id === deleted.id) {
      zx.begin();
      document.dispatchEvent(new Event("zx-conversation"));
    }
    await fill();
    tell(zx.say("deleted", { name: deleted.name }), button("zx-quiet zx-undo", zx.say("undo")));
    $(".zx-undo").focus();
  }

  async function undo() {
    await zx.conversations.put(deleted);
    deleted = null;
    tell(zx.say("kept_here"));
    await fill();
  }

  // Has the server write the conversation as a file, and saves it.
  async function save(item, format) {
    const { name, turns } = await zx.conversations.get(item.dataset.id);
    const query = new URLSearchParams({ format, lang: zx.language() });
    const answer = await fetch(`./export?${query}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name, turns }),
    });
    if (!answer.ok) return tell(zx.say("export_failed"));
    const link = made("a", "", "", { download: `${name.replace(/[\\/:*?"<>|\s]+/g, " ").trim() || "zhengxie-qa"}.${format}` });
    link.href = URL.createObjectURL(await answer.blob());
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000); // once the browser has it
  }

  document.addEventListener("click", async (event) => {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    if (pressed.matches(".zx-open-talks")) show();
    else if (pressed.matches(".zx-resume")) zx.conversations.open(pressed.dataset.id);
    const item = pressed.closest("#zx-talks li");
    if (!pressed.closest("#zx-talks")) return;
    if (pressed.matches(".zx-close")) dialog().close();
    else if (pressed.matches(".zx-undo")) undo();
    else if (pressed.matches(".zx-talk-name")) rename(item);
    else if (pressed.matches(".zx-talk-md")) save(item, "md");
    else if (pressed.matches(".zx-talk-word")) save(item, "docx");
    else if (pressed.matches(".zx-talk-gone")) drop(item);
    else if (pressed.matches(".zx-entry")) {
      dialog().close();
      zx.conversations.open(item.dataset.id);
    }
  });

  document.addEventListener("input", (event) => {
    if (event.target.matches(".zx-find-talk")) look();
  });

  // On the welcome: the conversation before, one click away.
  zx.offerLast = async () => {
    const welcome = $(".zx-welcome");
    if (!welcome || welcome.dataset.offered) return;
    welcome.dataset.offered = "1";
    const [last] = (await zx.conversations.every()).sort((one, other) => other.at - one.at);
    if (!last || $(".zx-resume", welcome)) return;
    const offered = button("zx-resume", "", { "data-id": last.id });
    offered.append(made("span", "zx-resume-label", zx.say("resume")), made("span", "zx-resume-name", last.name));
    $("h2", welcome).after(offered);
  };
})();
