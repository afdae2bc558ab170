// One case: the players, the lease's countdown, keys, and the letter that grows with the decision.
import { connectPlayer } from "./player.js";
import { countDown } from "./lease.js";

const typing = "input:not([type=range], [type=radio]), select, textarea";
const player = document.querySelector("[data-player]");
const controls = player && player.querySelector("[data-audio]") ? connectPlayer(player) : null;

document.querySelectorAll("[data-until]").forEach(countDown);

const keys = controls
  ? { " ": controls.toggle, x: controls.swap, l: controls.toggleLoop, n: controls.nextRegion }
  : {};

document.addEventListener("keydown", (event) => {
  const form = event.target.closest("[data-decide]");
  if (form && event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-submit]"));
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches(typing)) return;
  if (event.key === " " && event.target.matches("button, a, summary, input")) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  } else if (button) {
    button.click();
  }
});

const form = document.querySelector("[data-decide]");

function writeLetter() {
  const facts = new FormData(form);
  const policy = form.elements.policy;
  form.querySelector("[data-letter-action]").textContent = facts.get("action") || "…";
  form.querySelector("[data-letter-policy]").textContent = policy.selectedOptions[0]?.textContent || "";
  form.querySelector("[data-letter-reason]").textContent = facts.get("reason").trim() || "Your reason stands here.";
  form.querySelectorAll("[data-policy-text]").forEach((text) => { text.hidden = text.dataset.policyText !== policy.value; });
}

if (form) {
  form.addEventListener("input", writeLetter);
  writeLetter();
}
