// The picture of a scanned page beside its text, with the lines of the marked place framed.
"use strict";

(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  let request = 0;
  let closed = ""; // the document whose pictures the reader put away

  async function show(place) {
    const box = $(".zx-scan");
    if (!box || closed === zx.shown()) return;
    const mine = ++request;
    const query = new URLSearchParams({ document: zx.shown(), start: place.start, end: place.end });
    const answer = await fetch(`./scan?${query}`).catch(() => null);
    if (mine !== request || !box.isConnected) return;
    if (!answer?.ok) {
      box.hidden = true;
      return;
    }
    const { page, boxes, version } = await answer.json();
    if (mine === request) draw(box, page, boxes, version);
  }

  function draw(box, page, boxes, version) {
    const unsure = boxes.some((one) => one[4]);
    const said = $(".zx-scan-said", box);
    said.textContent = [zx.say("scan_page", { page }), unsure ? zx.say("scan_unsure") : ""].filter(Boolean).join("　");
    for (const frame of box.querySelectorAll(".zx-frame")) frame.remove();
    const sheet = $(".zx-scan-page", box);
    for (const [left, top, right, bottom, doubtful] of boxes) {
      const frame = document.createElement("div");
      frame.className = doubtful ? "zx-frame zx-unsure" : "zx-frame";
      Object.assign(frame.style, { left: `${left / 10}%`, top: `${top / 10}%`, width: `${(right - left) / 10}%`, height: `${(bottom - top) / 10}%` });
      sheet.append(frame);
    }
    if (box.hidden) {
      box.hidden = false; // it takes room from the text
      bringUp($(".zx-paper"), $(".zx-paper mark"));
    }
    const picture = $("img", sheet);
    const seek = () => {
      sheet.hidden = false; // frames on a page that is not there yet would frame nothing
      bringUp($(".zx-scan-view", box), $(".zx-frame", sheet));
    };
    const address = `./scan/page?${new URLSearchParams({ document: zx.shown(), page, v: version })}`;
    if (picture.getAttribute("src") === address && picture.complete) return seek();
    sheet.hidden = true;
    picture.onload = seek;
    picture.onerror = () => (said.textContent = zx.say("scan_failed"));
    picture.src = address;
  }

  // Scrolls ``view`` so that ``what`` is a third down from its top, and its left edge in sight.
  function bringUp(view, what) {
    if (!what) return;
    const [seen, here] = [view.getBoundingClientRect(), what.getBoundingClientRect()];
    view.scrollTop += here.top - seen.top - view.clientHeight * 0.35;
    view.scrollLeft += here.left - seen.left - view.clientWidth * 0.05;
  }

  function enlarge(button) {
    const near = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", near);
    const box = $(".zx-scan");
    $(".zx-scan-page", box).classList.toggle("zx-near", near);
    bringUp($(".zx-scan-view", box), $(".zx-frame", box));
  }

  document.addEventListener("zx-marked", (event) => show(event.detail));
  document.addEventListener("click", (event) => {
    const zoom = event.target.closest(".zx-scan-zoom");
    if (zoom) enlarge(zoom);
    if (!event.target.closest(".zx-scan-close")) return;
    closed = zx.shown();
    $(".zx-scan").hidden = true;
  });
})();
