// The documents dialog: looking through it, bringing it up to date, adding and removing files.
"use strict";

(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const language = () => $(".zx-name").dataset.lang;
  let busy = false;

  function dialog() {
    let made = $("#zx-shelf");
    if (!made) {
      made = document.createElement("dialog");
      made.id = "zx-shelf";
      made.setAttribute("aria-labelledby", "zx-shelf-name");
      $(".gradio-container").append(made);
      made.addEventListener("click", (event) => event.target === made && made.close()); // beside the dialog
    }
    return made;
  }

  async function fill() {
    const answer = await fetch(`./documents?${new URLSearchParams({ lang: language() })}`);
    if (!answer.ok) throw new Error(`documents: ${answer.status}`);
    const shelf = dialog();
    const at = $(".zx-shelf-body", shelf)?.scrollTop ?? 0;
    const found = $(".zx-find", shelf)?.value ?? "";
    shelf.innerHTML = await answer.text();
    if (found && $(".zx-find", shelf)) $(".zx-find", shelf).value = found;
    look();
    $(".zx-shelf-body", shelf).scrollTop = at;
  }

  async function open() {
    try {
      await fill();
    } catch (error) {
      console.error(error);
      return;
    }
    if (!dialog().open) dialog().showModal();
    const { running } = await progress();
    if (running) follow();
  }

  // Shows the entries that hold every word looked for.
  function look() {
    const words = ($("#zx-shelf .zx-find")?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const entry of document.querySelectorAll("#zx-shelf .zx-shelf-list > li")) {
      const text = $(".zx-entry", entry).textContent.toLowerCase();
      entry.hidden = !words.every((word) => text.includes(word));
      shown += entry.hidden ? 0 : 1;
    }
    $("#zx-shelf .zx-shelf-none").hidden = shown > 0;
  }

  function tell(text, failed = false) {
    const line = $("#zx-shelf .zx-shelf-said");
    line.textContent = text;
    line.classList.toggle("zx-failed", failed);
  }

  // Posts and returns the error in words, or an empty string.
  async function post(path, query = {}, body = null) {
    try {
      const answer = await fetch(`./documents/${path}?${new URLSearchParams(query)}`, {
        method: "POST", body, headers: { "X-Zhengxie": "1" },
      });
      return answer.ok ? "" : ((await answer.json()).error ?? String(answer.status));
    } catch (error) {
      console.error(error);
      return zx.say("lost");
    }
  }

  async function progress() {
    return (await fetch("./documents/progress")).json();
  }

  // Follows an update to its end, then shows what there is now, here and on the page.
  async function follow(before = []) {
    const button = $(".zx-update");
    const { running, done } = button.dataset;
    busy = true;
    mark();
    let now = await progress();
    while (now.running) {
      tell(now.total ? `${running} ${now.done} / ${now.total}　${now.page}`.trim() : running);
      await new Promise((wake) => setTimeout(wake, 250));
      now = await progress();
    }
    busy = false;
    await fill();
    tell([...before, now.error || (before.length ? "" : done)].filter(Boolean).join("　"), Boolean(now.error || before.length));
    document.dispatchEvent(new Event("zx-changed"));
  }

  function mark() {
    for (const control of document.querySelectorAll("#zx-shelf :is(.zx-update, .zx-remove, .zx-upload input)")) control.disabled = busy;
  }

  async function update(before = []) {
    const error = await post("update");
    if (error) tell([...before, error].join("　"), true);
    else await follow(before);
  }

  async function upload(input) {
    const { largest, tooLarge, sending } = input.dataset;
    const failed = [];
    let sent = 0;
    busy = true;
    mark();
    for (const file of input.files) {
      tell(`${sending} ${file.name}`);
      const error = file.size > Number(largest) ? `${file.name}：${tooLarge}` : await post("upload", { name: file.name }, file);
      if (error) failed.push(error);
      else sent++;
    }
    busy = false;
    mark();
    input.value = "";
    if (sent) await update(failed);
    else tell(failed.join("　"), true);
  }

  async function remove(entry) {
    const error = await post("remove", { document: $(".zx-remove", entry).dataset.document });
    if (error) tell(error, true);
    else await update();
  }

  function ask(entry, asking) {
    $(".zx-confirm", entry).hidden = !asking;
    $(".zx-remove", entry).hidden = asking;
    $(asking ? ".zx-remove-no" : ".zx-remove", entry).focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches(".zx-open-shelf")) open();
    else if (button.matches("#zx-scope-button")) document.body.classList.toggle("zx-scoping");
    if (!button.closest("#zx-shelf")) return;
    const entry = button.closest("li");
    if (button.matches(".zx-close")) dialog().close();
    else if (button.matches(".zx-update")) update();
    else if (button.matches(".zx-remove")) ask(entry, true);
    else if (button.matches(".zx-remove-no")) ask(entry, false);
    else if (button.matches(".zx-remove-yes")) remove(entry);
    else if (button.matches(".zx-entry")) {
      dialog().close();
      document.dispatchEvent(new CustomEvent("zx-open", { detail: button.dataset.document }));
    }
  });

  // What was read from a file is asked for when its fold is opened.
  async function read(fold) {
    const query = new URLSearchParams({ document: fold.dataset.document });
    fold.classList.add("zx-told");
    try {
      const answer = await fetch(`./documents/reading?${query}`);
      const told = answer.ok ? await answer.text() : "";
      if (told) fold.insertAdjacentHTML("beforeend", told);
      else tell((await answer.json()).error ?? String(answer.status), true);
    } catch (error) {
      console.error(error);
      fold.classList.remove("zx-told");
    }
  }

  document.addEventListener("toggle", (event) => {
    const fold = event.target;
    if (fold.matches?.(".zx-read") && fold.open && !fold.classList.contains("zx-told")) read(fold);
  }, true);

  document.addEventListener("input", (event) => {
    if (event.target.matches("#zx-shelf .zx-find")) look();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches(".zx-upload input") && event.target.files.length) upload(event.target);
  });
})();
