// Under each answer: why it is so, fetched when the fold is opened. Everything shown comes escaped from the server.
"use strict";

(() => {
  async function fill(fold) {
    const body = fold.querySelector(".zx-why-body");
    if (body.dataset.state) return; // on its way, or here
    body.dataset.state = "loading";
    try {
      const answer = await fetch(`./why?lang=${document.querySelector(".zx-name").dataset.lang}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: fold.dataset.asked,
      });
      if (!answer.ok) throw new Error(`why: ${answer.status}`);
      body.innerHTML = await answer.text();
      if (open.has(fold.dataset.asked)) open.set(fold.dataset.asked, body.innerHTML);
    } catch (error) {
      console.error(error);
      body.textContent = fold.dataset.failed;
      delete body.dataset.state; // opened again, it is tried again
    }
  }

  // Answers are shown anew with each question: folds that were open stay so, as they were.
  const open = new Map(); // what was asked → what its fold shows

  zx.keepFolds = () => {
    for (const fold of document.querySelectorAll(".zx-why:not([open])")) {
      const kept = open.get(fold.dataset.asked);
      if (kept === undefined) continue;
      const body = fold.querySelector(".zx-why-body");
      if (kept) [body.innerHTML, body.dataset.state] = [kept, "here"];
      fold.open = true;
    }
  };

  document.addEventListener("click", (event) => {
    const fold = event.target.closest(".zx-why > summary")?.parentNode;
    if (!fold) return;
    if (fold.open) open.delete(fold.dataset.asked);
    else open.set(fold.dataset.asked, "");
  });

  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.matches(".zx-why") && event.target.open) fill(event.target);
    },
    true, // toggle does not bubble
  );
})();
