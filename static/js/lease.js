// Counts a lease down in words; says so when it has run out.
export function countDown(element) {
  const until = Date.parse(element.dataset.until);
  const timer = setInterval(show, 1000);

  function show() {
    const left = Math.max(0, Math.round((until - Date.now()) / 1000));
    element.textContent = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} more` : "no longer: the lease has run out";
    element.classList.toggle("ending", left < 120);
    if (!left) clearInterval(timer);
  }

  show();
}
