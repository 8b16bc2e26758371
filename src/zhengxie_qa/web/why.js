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
    } catch (error) {
      console.error(error);
      body.textContent = fold.dataset.failed;
      delete body.dataset.state; // opened again, it is tried again
    }
  }

  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.matches(".zx-why") && event.target.open) fill(event.target);
    },
    true, // toggle does not bubble
  );
})();
