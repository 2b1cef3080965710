/** Make typing a PIN easier; every form works without this file. */

/** Add a button that shows what was typed. */
function addToggle(input, { show, hide }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--quiet";
  button.setAttribute("aria-controls", input.id);
  const paint = () => {
    const shown = input.type === "text";
    button.textContent = shown ? hide : show;
    button.setAttribute("aria-pressed", String(shown));
  };
  button.addEventListener("click", () => {
    input.type = input.type === "text" ? "password" : "text";
    paint();
    input.focus();
  });
  // A browser must not offer to remember a PIN as ordinary text.
  input.form.addEventListener("submit", () => {
    input.type = "password";
    paint();
  });
  paint();
  input.insertAdjacentElement("afterend", button);
}

/** Change the keyboard in place, so that nothing typed is lost. */
function switchKeyboard(link, inputs) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    inputs.forEach((input) => input.removeAttribute("inputmode"));
    link.parentElement.hidden = true;
    inputs[0].focus();
  });
}

/** On a shared machine the browser is asked to keep and offer nothing. */
function quietWhenShared(box, form) {
  const fields = [...form.querySelectorAll("[autocomplete]")].map((field) => ({
    field,
    own: field.getAttribute("autocomplete"),
  }));
  const apply = () => {
    fields.forEach(({ field, own }) => {
      field.setAttribute("autocomplete", box.checked ? "off" : own);
    });
  };
  box.addEventListener("change", apply);
  apply();
}

document.querySelectorAll("form[data-secret-form]").forEach((form) => {
  const inputs = [...form.querySelectorAll("input[data-secret]")];
  inputs.forEach((input) => addToggle(input, form.dataset));
  const link = form.querySelector("a[data-letters]");
  if (link && inputs.length > 0) switchKeyboard(link, inputs);
  const box = form.querySelector("input[data-shared-device]");
  if (box) quietWhenShared(box, form);
});
document.querySelector(".error-summary")?.focus();
