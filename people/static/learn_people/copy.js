// Adds a button that copies the text of the element named in data-copy.
for (const holder of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(holder.dataset.copy);
  if (!source || !navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--quiet";
  button.textContent = holder.dataset.label;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      said.textContent = holder.dataset.done;
    } catch (error) {
      said.textContent = holder.dataset.failed;
    }
  });
  holder.append(button, " ", said);
}
