// Conversations, kept in this browser and nowhere else: each under its own key, so that two tabs never overwrite
// one another. What the server shows comes from here with every event.
"use strict";

(() => {
  const MOST_SENT = 200; // turns that are shown and sent; those before them stay here, and go into an export
  const HERE = "zhengxie-qa.conversation"; // which conversation this tab shows, through a reload
  const NAME_LENGTH = 60;
  const $ = (selector, root = document) => root.querySelector(selector);

  const memory = new Map(); // instead of the database, where the browser gives none
  let current = fresh();
  let sent = []; // the turns that the answer under way goes on from
  let editing = -1; // the turn whose question is being changed
  let opening = null;

  function fresh() {
    return { id: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, name: "", at: 0, rev: "", turns: [] };
  }

  // --- the database ---

  let opened = null;

  function database() {
    opened ??= new Promise((done) => {
      try {
        const request = indexedDB.open("zhengxie-qa", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("conversations", { keyPath: "id" });
        request.onsuccess = () => done(request.result);
        request.onerror = () => done(null);
      } catch {
        done(null); // private windows of some browsers
      }
    });
    return opened;
  }

  // Runs ``act`` with the store within one transaction and returns what its last request gave.
  async function within(mode, act) {
    const base = await database();
    if (!base) return act(null);
    return new Promise((done, failed) => {
      const transaction = base.transaction("conversations", mode);
      let result;
      act(transaction.objectStore("conversations"), (value) => (result = value));
      transaction.oncomplete = () => done(result);
      transaction.onabort = transaction.onerror = () => failed(transaction.error);
    });
  }

  const every = () =>
    within("readonly", (store, give) => {
      if (!store) return [...memory.values()];
      store.getAll().onsuccess = (event) => give(event.target.result);
    });

  const get = (id) =>
    within("readonly", (store, give) => {
      if (!store) return memory.get(id);
      store.get(id).onsuccess = (event) => give(event.target.result);
    });

  const put = (record) => within("readwrite", (store) => void (store ? store.put(record) : memory.set(record.id, record)));

  const remove = (id) => within("readwrite", (store) => void (store ? store.delete(id) : memory.delete(id)));

  // Keeps ``record``. Where another tab went on with the same conversation, or an earlier question of it was changed,
  // both are kept: this one becomes a conversation of its own.
  function keep(record, goesOn) {
    const decide = (stored, write) => {
      const own = stored && (!goesOn || stored.rev !== record.rev);
      const kept = { ...record, id: own ? fresh().id : record.id, name: stored?.name || record.name, rev: fresh().id, at: Date.now() };
      write(kept);
      return kept;
    };
    return within("readwrite", (store, give) => {
      if (!store) return decide(memory.get(record.id), (kept) => memory.set(kept.id, kept));
      store.get(record.id).onsuccess = (event) => give(decide(event.target.result, (kept) => store.put(kept)));
    });
  }

  // --- the conversation that is open ---

  function here(id) {
    try {
      if (id === undefined) return sessionStorage.getItem(HERE);
      sessionStorage.setItem(HERE, id);
    } catch {
      // no storage: a reload begins anew
    }
    return null;
  }

  // Opens what this tab showed before a reload; ``old`` are turns that earlier versions of the page kept.
  async function restore(old) {
    const id = here();
    const record = id && (await get(id).catch(() => null));
    if (record) current = record;
    else if (!id && Array.isArray(old) && old.length) {
      current = await keep({ ...fresh(), name: nameOf(old), turns: old }, true);
      localStorage.removeItem("zhengxie-qa.turns");
    }
    here(current.id);
  }

  async function turns(old) {
    opening ??= restore(old).catch((error) => console.error(error));
    await opening;
    return current.turns.slice(-MOST_SENT);
  }

  async function asking() {
    await opening;
    sent = editing < 0 ? current.turns : current.turns.slice(0, editing);
    return sent.slice(-MOST_SENT);
  }

  // Keeps the turn that was just answered.
  async function answered(turn) {
    const goesOn = sent.length === current.turns.length;
    const grown = [...sent, turn];
    stopEditing();
    current = { ...current, turns: grown, name: current.name || nameOf(grown) };
    current = await keep(current, goesOn);
    here(current.id);
  }

  const nameOf = (list) => String(list[0]?.question ?? "").trim().slice(0, NAME_LENGTH);

  function begin() {
    stopEditing();
    current = fresh();
    here(current.id);
    document.dispatchEvent(new Event("zx-left"));
    return [];
  }

  async function open(id) {
    const record = await get(id);
    if (!record) return;
    stopEditing();
    current = record;
    here(id);
    document.dispatchEvent(new Event("zx-left"));
    document.dispatchEvent(new Event("zx-conversation"));
  }

  // --- changing a question ---

  function edit(button) {
    const all = [...document.querySelectorAll("#zx-thread .zx-turn")];
    const number = all.indexOf(button.closest(".zx-turn"));
    editing = number + current.turns.length - all.length;
    let note = $(".zx-editing");
    if (!note) {
      note = document.createElement("p");
      note.className = "zx-editing";
      note.setAttribute("role", "status");
      $("#zx-ask").before(note);
    }
    note.replaceChildren(zx.say("editing"), button_("zx-quiet zx-edit-no", zx.say("cancel")));
    zx.type(current.turns[editing].question);
    $("#zx-box textarea").focus();
  }

  function stopEditing() {
    editing = -1;
    $(".zx-editing")?.remove();
  }

  function button_(css, words) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = css;
    made.textContent = words;
    return made;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.matches(".zx-edit")) edit(button);
    else if (button?.matches(".zx-edit-no")) {
      stopEditing();
      zx.type("");
    }
  });

  Object.assign(zx, {
    turns,
    asking,
    begin,
    answered,
    conversations: { every, get, put, remove, open, current: () => current, isKept: async () => Boolean(await database()) },
  });
})();
