// The notes on words: Escape puts one away until the words are left, and none reaches beyond the edge of the window.

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".term:is(:hover, :focus-within)")) term.classList.add("away");
});

for (const kind of ["pointerout", "focusout"]) {
  document.addEventListener(kind, (event) => {
    const term = /** @type {Element} */ (event.target).closest?.(".term");
    const to = /** @type {Node | null} */ (/** @type {any} */ (event).relatedTarget);
    if (term && !term.contains(to)) term.classList.remove("away");
  });
}

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const term = /** @type {Element} */ (event.target).closest?.(".term");
    const tip = /** @type {HTMLElement | null} */ (term?.querySelector("[role=tooltip]") ?? null);
    if (!tip) return;
    tip.style.translate = "0";
    const { left, right } = tip.getBoundingClientRect();
    const edge = tip.closest(".panel")?.getBoundingClientRect() ?? { left: 0, right: innerWidth };
    const shift = Math.min(0, edge.right - 8 - right) || Math.max(0, edge.left + 8 - left);
    tip.style.translate = `${shift}px`;
  });
}
