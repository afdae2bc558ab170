// What every page shares: the light and dark switch, copyable ids, rows that answer to j, k and Enter.
import { followRows } from "./rows.js";

const root = document.documentElement;

function currentTheme() {
  return root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

function switchTheme() {
  const next = currentTheme() === "dark" ? "light" : "dark";
  root.dataset.theme = next;
  try {
    localStorage.setItem("theme", next);
  } catch (_) {
    // The choice then lasts for this page only.
  }
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.dataset.copied = "copied";
  } catch (_) {
    button.dataset.copied = button.dataset.copy;
  }
  setTimeout(() => { delete button.dataset.copied; }, 2000);
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-theme-switch], [data-copy]");
  if (!target) return;
  if (target.hasAttribute("data-copy")) copy(target);
  else switchTheme();
});

// A filter in the URL is sent as soon as it is chosen; without scripts its button does the same.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submit-on-change]");
  if (form) form.requestSubmit();
});

followRows(document);
