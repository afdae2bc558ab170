// The terms editor: after an error the summary has the focus, and a link in it opens what hides its field.
// Without this the page works as well: everything is in the form, and every fold opens by itself.

function reveal(id) {
  const field = document.getElementById(id);
  if (!field) return;
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("#problems a[href^='#']");
  if (!link) return;
  event.preventDefault();
  reveal(decodeURIComponent(link.hash.slice(1)));
});

document.getElementById("problems")?.focus();

// What was typed is not lost by leaving the page unasked.
const form = document.getElementById("terms-form");
let changed = false;
form?.addEventListener("input", (event) => { changed ||= !event.target.name.startsWith("try-"); });
form?.addEventListener("submit", () => { changed = false; });
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
