// Shortcuts only. Every key presses a control that is on the page, so the pages do the same without this script.
document.documentElement.classList.add("scripted");

const find = (name) => document.querySelector(`[data-key="${name}"]`);

/** Moves between the items of a list, or to the next and previous event on an event's page. */
function step(by) {
  const items = [...document.querySelectorAll("[data-item]")];
  if (items.length === 0) {
    if (by < 0) history.back();
    else find("j")?.click();
    return;
  }
  const at = items.indexOf(document.activeElement);
  items[Math.max(0, Math.min(items.length - 1, at === -1 ? 0 : at + by))].focus();
}

function open(name) {
  const box = find(name);
  if (!box) return;
  box.open = true;
  box.querySelector("input:not([type=hidden]), select, textarea, button")?.focus({ preventScroll: true });
  box.scrollIntoView({ block: "start", behavior: "instant" });
}

/** A number chooses the reason of that place while the reasons are open. */
function choose(number) {
  const choice = document.querySelectorAll("details[open] #reject-reasons input[type=radio]")[number - 1];
  if (!choice) return;
  choice.checked = true;
  choice.focus();
}

const actions = {
  j: () => step(1),
  k: () => step(-1),
  a: () => find("a")?.click(),
  u: () => find("u")?.click(),
  r: () => open("r"),
  c: () => open("c"),
  s: () => open("s"),
  "/": () => find("/")?.click(),
  "?": () => document.querySelector("#shortcuts")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select")) return;
  const action = /^[1-9]$/.test(event.key) ? () => choose(Number(event.key)) : actions[event.key];
  if (!action || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  action();
});

// A decision sent twice would be two decisions.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form")) delete form.dataset.sent;
});
