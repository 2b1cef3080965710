// Adds a print button; without scripts the browser's own menu prints the page.
for (const holder of document.querySelectorAll("[data-print]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--primary";
  button.textContent = holder.dataset.print;
  button.addEventListener("click", () => window.print());
  holder.prepend(button);
}
