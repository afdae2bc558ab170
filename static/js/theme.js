// Applies the person's choice of light or dark before the first paint. A classic script on purpose: modules run too late.
(function () {
  try {
    const choice = localStorage.getItem("theme");
    if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
  } catch (_) {
    // Storage may be refused; then the system's preference stands.
  }
})();
