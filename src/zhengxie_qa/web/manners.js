// Copying an answer, and typing Chinese.
"use strict";

(() => {
  async function copy(button) {
    const done = await write(button.dataset.copy);
    const before = button.dataset.label ?? button.textContent;
    button.dataset.label = before;
    button.textContent = done ? button.dataset.done : button.dataset.failed;
    clearTimeout(button.timer);
    button.timer = setTimeout(() => (button.textContent = before), 2000);
  }

  async function write(text) {
    if (window.isSecureContext && navigator.clipboard) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        // refused: the old way may still do
      }
    }
    const area = document.createElement("textarea"); // http on an office network has no clipboard API
    area.value = text;
    area.style.cssText = "position:fixed;top:0;opacity:0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".zx-copy");
    if (button) copy(button);
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
