// Leave at once: blank the page, then replace its address, so that "back" does
// not return to it. What the browser remembers of earlier pages stays.

const link = document.querySelector("[data-quick-exit]");
const DOUBLE_PRESS_MS = 1500;
let lastEscape = 0;

function leave() {
  document.body.classList.add("is-leaving");
  document.title = "…";
  location.replace(link.href);
}

if (link) {
  const hint = document.querySelector("[data-exit-keys]");
  hint.hidden = !window.matchMedia("(hover: hover)").matches;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      return;
    }
    const now = Date.now();
    if (now - lastEscape < DOUBLE_PRESS_MS) {
      leave();
    }
    lastEscape = now;
  });
  // A page kept in memory must not come back blank when the reader returns.
  window.addEventListener("pageshow", () => {
    document.body.classList.remove("is-leaving");
  });
}
