// Following what Gradio shows: the language, the question under way, the answer that has come.
"use strict";

(() => {
  const $ = (selector, root = document) => root.querySelector(selector);

  let language = "";
  let pending = false;
  let asked = ""; // the question under way
  let stopping = false;
  let settled = false;
  let newest = ""; // key of the answer that came last: it may come within one frame of its question

  function follow() {
    const name = $(".zx-name");
    if (!name) return;
    if (name.dataset.lang !== language) speak(name.dataset.lang);
    for (const line of document.querySelectorAll(".toast-message-text, .toast-title")) {
      // Gradio's only notice here: it lost the server, and reloads the page once the server is back
      if (line.matches(".toast-title")) line.hidden = true;
      else if (line.textContent !== zx.say("lost")) line.textContent = zx.say("lost");
    }
    const waiting = Boolean($(".zx-pending"));
    if (waiting) $("#zx-scroll").scrollTo({ top: 1e9, behavior: pending ? "instant" : "smooth" });
    const fresh = $(".zx-fresh");
    document.documentElement.classList.toggle("zx-busy", waiting); // it may be stopped instead of sent
    const isNew = fresh && fresh.dataset.key !== newest;
    if ((pending && !waiting) || isNew) settle(isNew ? fresh : null);
    else if (!settled && $(".zx-turn")) $("#zx-scroll").scrollTo({ top: 1e9 }); // a conversation restored
    settled ||= Boolean($("#zx-thread").textContent);
    zx.offerLast();
    zx.keepFolds();
    zx.showVotes();
    sayEarlier();
    [pending, newest] = [waiting, fresh?.dataset.key ?? newest];
  }

  // Takes the question out of its box: the next may be typed while this one is answered.
  zx.take = (question) => {
    asked = question;
    zx.type("");
    zx.draft(question); // until it is answered
    return question;
  };

  // An answer came to its end; where that is because it was stopped, the question under way is put away.
  zx.ended = () => {
    if (stopping && $(".zx-pending")) document.dispatchEvent(new CustomEvent("zx-stopped"));
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("#zx-stop")) stopping = true;
  });

  // A long conversation is shown from a later turn on; it says so.
  function sayEarlier() {
    const shown = document.querySelectorAll("#zx-thread .zx-turn").length;
    const before = zx.conversations.current().turns.length - shown;
    if (!shown || before <= 0 || $(".zx-earlier")) return;
    const line = document.createElement("p");
    line.className = "zx-earlier";
    line.textContent = zx.say("earlier", { count: before });
    $("#zx-thread .zx-turn").before(line);
  }

  function speak(chosen) {
    if (!language && !$("#zx-box textarea").value && zx.draft()) zx.type(zx.draft());
    language = chosen;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = $(".zx-name").dataset.title;
    document.documentElement.classList.add("zx-ready");
    if (zx.named()) zx.load(zx.named().path).then(zx.arrive);
    else zx.load(zx.shown());
  }

  // The answer is there, and ``fresh`` shows it; or there is none, because it was stopped or failed.
  function settle(fresh) {
    const last = [...document.querySelectorAll(".zx-turn")].at(-1);
    last?.scrollIntoView({ block: "start", behavior: zx.calm() ? "instant" : "smooth" });
    const cite = fresh?.querySelector(".zx-cite");
    if (!fresh && !$("#zx-box textarea").value) zx.type(asked); // to be asked again, or otherwise
    [asked, stopping] = ["", false];
    zx.draft($("#zx-box textarea").value);
    if (fresh) zx.answered(JSON.parse(fresh.dataset.turn));
    if (fresh && !cite) zx.forget(); // what an earlier answer rested on is not what this one is about
    if (zx.isNarrow()) return;
    $("#zx-box textarea")?.focus({ preventScroll: true });
    if (cite) zx.openPlace(cite, true);
  }

  new MutationObserver(zx.soon(follow)).observe(document.documentElement, { childList: true, subtree: true });
})();
