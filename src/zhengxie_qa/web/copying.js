// Copying an answer.
"use strict";

(() => {
  // Copies ``text``, as ``html`` too where a program takes it, and says so on the button.
  async function copy(button, text, html = "") {
    const done = Boolean(text) && (await write(text, html));
    const before = button.dataset.label ?? button.textContent;
    button.dataset.label = before;
    button.textContent = done ? button.dataset.done : button.dataset.failed;
    clearTimeout(button.timer);
    button.timer = setTimeout(() => (button.textContent = before), 2000);
  }

  async function write(text, html) {
    if (window.isSecureContext && navigator.clipboard?.write) {
      try {
        const forms = { "text/plain": text, ...(html ? { "text/html": html } : {}) };
        const blobs = Object.entries(forms).map(([type, words]) => [type, new Blob([words], { type })]);
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
        return true;
      } catch {
        // refused: the old way may still do
      }
    }
    return writeTheOldWay(text, html);
  }

  // http on an office network has no clipboard interface.
  function writeTheOldWay(text, html) {
    const fill = (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      event.clipboardData.setData("text/plain", text);
      if (html) event.clipboardData.setData("text/html", html);
    };
    document.addEventListener("copy", fill, { capture: true, once: true });
    const area = document.createElement("textarea"); // some browsers copy only where something is selected
    area.value = text;
    area.className = "zx-offscreen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    document.removeEventListener("copy", fill, { capture: true });
    return done;
  }

  zx.copy = copy;

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".zx-copy");
    if (button) copy(button, button.dataset.copy, button.dataset.html);
  });
})();
