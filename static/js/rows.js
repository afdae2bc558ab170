// Tables marked data-rows: j and k move between rows, Enter opens the row's first link.
const typing = "input, select, textarea, [contenteditable]";

function rows(root) {
  return [...root.querySelectorAll("table[data-rows] tbody tr")].filter((row) => row.querySelector("a[href]"));
}

function move(all, step) {
  const links = all.map((row) => row.querySelector("a[href]"));
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + step, 0), links.length - 1);
  links[next]?.focus();
  all[next]?.scrollIntoView({ block: "nearest" });
}

export function followRows(root) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches(typing)) return;
    const step = { j: 1, k: -1 }[event.key];
    const all = step ? rows(root) : [];
    if (!all.length) return;
    event.preventDefault();
    move(all, step);
  });
}
