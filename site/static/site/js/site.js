// Small comforts; every page works without them.

const summary = document.querySelector(".error-summary");
if (summary) {
  summary.focus();
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const link of document.querySelectorAll("[data-back]")) {
  link.addEventListener("click", (event) => {
    if (history.length > 1) {
      event.preventDefault();
      history.back();
    }
  });
}

// Share through the phone's own sheet (Zalo is there); else copy the address.
for (const button of document.querySelectorAll("[data-share]")) {
  const canShare = Boolean(navigator.share);
  if (!canShare && !navigator.clipboard) {
    continue;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    const canonical = document.querySelector('link[rel="canonical"]');
    const url = canonical ? canonical.href : location.href;
    try {
      if (canShare) {
        await navigator.share({ title: document.title, url });
      } else {
        await navigator.clipboard.writeText(url);
        const status = document.querySelector("[data-share-status]");
        status.textContent = status.dataset.copied;
      }
    } catch {
      // The reader closed the sheet: nothing to do.
    }
  });
}

// A double tap on a slow line sends a form once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 8000);
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
  }
});
