// 有用 and 无用 under an answer: told to this server and kept there, remembered here.
"use strict";

(() => {
  const $ = (selector, root = document) => root.querySelector(selector);

  // The turn of an article: those of a long conversation that are not shown come before.
  function turnOf(article) {
    const shown = [...document.querySelectorAll("#zx-thread .zx-turn")];
    const { turns } = zx.conversations.current();
    return turns[turns.length - shown.length + shown.indexOf(article)];
  }

  async function vote(button) {
    const article = button.closest(".zx-turn");
    const turn = turnOf(article);
    const asked = JSON.parse($(".zx-why", article)?.dataset.asked ?? "null");
    try {
      const answer = await fetch("./feedback", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Zhengxie": "1" },
        body: JSON.stringify({ verdict: button.dataset.verdict, turn, asked }),
      });
      if (!answer.ok) throw new Error(`feedback: ${answer.status}`);
      turn.verdict = button.dataset.verdict;
      await zx.conversations.put(zx.conversations.current());
      zx.showVotes();
    } catch (error) {
      console.error(error);
      $(".zx-voted", article).textContent = zx.say("vote_failed");
    }
  }

  zx.showVotes = () => {
    for (const article of document.querySelectorAll(".zx-votes .zx-turn")) {
      const verdict = turnOf(article)?.verdict;
      for (const button of article.querySelectorAll(".zx-vote")) {
        const pressed = String(button.dataset.verdict === verdict);
        if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
      }
      const said = verdict ? zx.say("voted") : "";
      const line = $(".zx-voted", article);
      if (line && line.textContent !== said) line.textContent = said;
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".zx-vote");
    if (button) vote(button);
  });
})();
