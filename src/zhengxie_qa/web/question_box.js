// The question box: what is typed outlives a reload, the keyboard comes there first, and Enter types Chinese.
"use strict";

(() => {
  // What is typed, or asked and not answered yet, outlives a reload: Gradio reloads once a lost server is back.
  const DRAFT = "zhengxie-qa.draft";

  zx.draft = (words) => {
    try {
      if (words === undefined) return sessionStorage.getItem(DRAFT) ?? "";
      sessionStorage.setItem(DRAFT, words);
    } catch {
      // no storage: nothing is kept
    }
    return "";
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches("#zx-box textarea")) zx.draft(event.target.value);
  });

  // The first stop of the keyboard leads to the question box.
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".zx-skip")) return;
    event.preventDefault();
    document.querySelector("#zx-box textarea").focus();
  });

  // Enter that ends an input method's composition chooses characters; it must not send.
  for (const kind of ["keydown", "keypress"]) {
    document.addEventListener(
      kind,
      (event) => {
        const composing = event.isComposing || event.keyCode === 229;
        if (composing && event.key === "Enter") event.stopImmediatePropagation();
      },
      true,
    );
  }
})();
