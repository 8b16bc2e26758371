// Opening the source from an answer, the address each place has, and the sheet that the source becomes on a phone.
"use strict";

(() => {
  const NARROW = matchMedia("(max-width: 900px)"); // the source becomes a sheet over the conversation
  const $ = (selector, root = document) => root.querySelector(selector);

  let places = []; // of the turn whose citation is open, in the order of their numbers
  let at = -1; // the one that is open
  let present = null; // the place that is shown, where one is
  let opener = null; // what had the focus before the sheet opened

  // --- places: each has an address, #doc=…&s=start-end ---

  function placeOf(button) {
    const { document: path, start, end, focus } = button.dataset;
    return { path, start: Number(start), end: Number(end), focus: zx.focusOf(focus) };
  }

  const key = (place) => `${place.start}-${place.end} ${place.path}`;

  function addressOf({ path, start, end }) {
    const where = start === undefined ? "" : `&s=${start}${end === undefined ? "" : `-${end}`}`;
    return `#doc=${encodeURIComponent(path)}${where}`;
  }

  function placeAt(hash) {
    const said = new URLSearchParams(hash.slice(1));
    const where = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(said.get("s") ?? "");
    const [start, end] = where ? where.slice(1).map((digits) => (digits ? Number(digits) : undefined)) : [];
    return said.get("doc") ? { path: said.get("doc"), start, end, focus: history.state?.focus ?? [] } : null;
  }

  // Gives the page the address of ``place``. On a phone the way back leads out of the sheet, however far one went in it.
  function address(place, instead = false) {
    const stays = instead || (NARROW.matches && history.state?.sheet);
    const state = { focus: place.focus, sheet: stays ? history.state?.sheet : NARROW.matches };
    if (addressOf(place) !== location.hash) history[stays ? "replaceState" : "pushState"](state, "", addressOf(place));
  }

  function placesOf(turn) {
    const every = [...turn.querySelectorAll(".zx-cite, .zx-ref")].map(placeOf);
    return [...new Map(every.map((place) => [key(place), place])).values()];
  }

  // Opens the place a button names, and knows the others of its turn.
  function openPlace(button, instead = false) {
    const place = placeOf(button);
    const turn = button.closest(".zx-turn"); // none on the welcome
    places = turn ? placesOf(turn) : [];
    at = places.findIndex((other) => key(other) === key(place));
    if (at < 0) places = []; // a sentence that was read and not cited
    address(place, instead);
    return show(place, turn);
  }

  async function show(place, turn = null) {
    activate(place, turn);
    present = place;
    if (place.path !== zx.shown() && !(await zx.load(place.path))) return;
    if (present !== place) return; // another was opened meanwhile
    if (place.start === undefined) zx.unmark();
    else if (place.end === undefined) zx.jump(place.start);
    else zx.mark(place, places.filter((other) => other.path === place.path && key(other) !== key(place)));
    showBar();
  }

  function activate(place, turn) {
    for (const active of document.querySelectorAll(".zx-active")) active.classList.remove("zx-active");
    if (!place) return;
    for (const same of (turn ?? document).querySelectorAll(":is(.zx-cite, .zx-ref, .zx-goto)[data-start]")) {
      if (key(placeOf(same)) === key(place)) same.classList.add("zx-active");
    }
  }

  // Nothing is cited any more: no place stays marked, and the address names none.
  function forget() {
    [places, at, present] = [[], -1, null];
    zx.unmark();
    activate(null);
    showBar();
    if (placeAt(location.hash)) history.replaceState(history.state, "", location.pathname + location.search);
  }

  function step(by) {
    at = (at + by + places.length) % places.length;
    address(places[at]);
    return show(places[at]);
  }

  function showBar() {
    const bar = $(".zx-place");
    if (!bar) return;
    bar.hidden = present?.end === undefined;
    $(".zx-steps", bar).hidden = places.length < 2;
    $(".zx-steps-at", bar).textContent = places.length ? `${at + 1} / ${places.length}` : "";
  }

  // Shows what the address names: after a reload, a link, the way back and forward.
  function arrive() {
    const place = placeAt(location.hash);
    if (place) {
      at = places.findIndex((other) => key(other) === key(place));
      if (at < 0) places = [];
      openSheet(null);
      return show(place);
    }
    closeSheet();
    [places, at, present] = [[], -1, null];
    zx.unmark();
    activate(null);
    showBar();
  }

  // --- the sheet on a phone ---

  function openSheet(from) {
    if (!NARROW.matches || document.body.classList.contains("zx-sheet")) return;
    opener = from;
    document.body.classList.add("zx-sheet");
    $("#zx-chat").inert = true;
    $(".zx-back")?.focus({ preventScroll: true });
  }

  function closeSheet() {
    if (!document.body.classList.contains("zx-sheet")) return;
    document.body.classList.remove("zx-sheet");
    $("#zx-chat").inert = false;
    zx.setOutline(false);
    opener?.focus({ preventScroll: true });
  }

  function leaveSheet() {
    if (!document.body.classList.contains("zx-sheet")) return;
    if (history.state?.sheet) history.back();
    else {
      closeSheet(); // it was opened by a link: there is nothing to go back to
      forget();
    }
  }

  function openDocument(path) {
    [places, at] = [[], -1];
    const place = { path, focus: [] };
    address(place);
    return show(place);
  }

  // --- events ---

  async function copyPlace(button) {
    const { path, start, end } = present;
    const answer = await fetch(`./cite?${new URLSearchParams({ document: path, start, end, lang: zx.language() })}`);
    const { text, html } = answer.ok ? await answer.json() : {};
    zx.copy(button, text, html);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches(".zx-cite, .zx-ref, .zx-goto, .zx-figure, .zx-open[data-start]")) {
      openSheet(button);
      openPlace(button);
    } else if (button.matches(".zx-open")) {
      openSheet(button);
      openDocument(button.dataset.document);
    } else if (button.matches(".zx-step-back")) step(-1);
    else if (button.matches(".zx-step-on")) step(1);
    else if (button.matches(".zx-copy-place")) copyPlace(button);
    else if (button.matches(".zx-copy-link")) zx.copy(button, new URL(addressOf(present), location.href).href);
    else if (button.matches(".zx-open-source")) {
      openSheet(button);
      openDocument(zx.shown());
    } else if (button.matches(".zx-back")) leaveSheet();
    else if (button.matches(".zx-toc-button")) zx.setOutline(!$("#zx-panel").classList.contains("zx-toc-open"));
    else if (button.matches("[data-jump]")) {
      const place = { path: zx.shown(), start: Number(button.dataset.jump), focus: [] };
      address(place);
      show(place);
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches(".zx-choose")) openDocument(event.target.value);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if ($("#zx-panel")?.classList.contains("zx-toc-open")) zx.setOutline(false);
    else leaveSheet();
  });

  // from the documents dialog
  document.addEventListener("zx-open", (event) => {
    openSheet($(".zx-open-source"));
    openDocument(event.detail);
  });
  document.addEventListener("zx-changed", () => zx.load(zx.shown(), "first")); // the document in the panel may be gone
  document.addEventListener("zx-left", forget); // for another conversation

  addEventListener("popstate", arrive);
  NARROW.addEventListener("change", closeSheet);

  Object.assign(zx, { isNarrow: () => NARROW.matches, named: () => placeAt(location.hash), arrive, forget, openPlace });
})();
