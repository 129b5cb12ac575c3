// Keys only press controls that are on the page, so that it does the same without them.
import { isBusy } from "./deciding.js";

/** @param {string} name @returns {HTMLElement | null} */
const find = (name) => document.querySelector(`[data-key="${name}"]`);

/** Moves between the items of a list, or to the next and previous event on an event's page. @param {1 | -1} by */
function step(by) {
  /** @type {HTMLElement[]} */
  const items = [...document.querySelectorAll("[data-item]")];
  if (items.length === 0) {
    find(by > 0 ? "j" : "k")?.click();
    return;
  }
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  items[Math.max(0, Math.min(items.length - 1, at === -1 ? 0 : at + by))]?.focus();
}

/** Opens a box of the page and goes to its first control. @param {string} name */
export function open(name) {
  const box = /** @type {HTMLDetailsElement | null} */ (find(name));
  if (!box) return;
  box.open = true;
  const first = box.querySelector("input:not([type=hidden]), select, textarea, button");
  /** @type {HTMLElement | null} */ (first)?.focus({ preventScroll: true });
  box.scrollIntoView({ block: "start", behavior: "instant" });
}

/** A number chooses the reason of that place while the reasons are open. @param {number} number */
function choose(number) {
  const choices = document.querySelectorAll("details[open] #reject-reasons input[type=radio]");
  const choice = /** @type {HTMLInputElement | undefined} */ (choices[number - 1]);
  if (!choice) return;
  choice.checked = true;
  choice.focus();
}

/** The last decision of this reviewer is taken back from wherever they are. */
function undo() {
  const button = find("u");
  if (button) return button.click();
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/undo";
  document.body.append(form);
  form.submit();
}

/** @type {Record<string, () => void>} */
const actions = {
  j: () => step(1),
  k: () => step(-1),
  a: () => find("a")?.click(),
  d: () => find("d")?.click(),
  u: undo,
  r: () => open("r"),
  c: () => open("c"),
  m: () => open("m"),
  p: () => open("p"),
  s: () => open("s"),
  "/": () => find("/")?.click(),
  "?": () => /** @type {HTMLDialogElement | null} */ (document.querySelector("#shortcuts"))?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  const target = /** @type {Element} */ (event.target);
  if (target.closest("input:not([type=radio], [type=checkbox]), textarea, select")) return;
  const action = /^[1-9]$/.test(event.key) ? () => choose(Number(event.key)) : actions[event.key];
  if (!action || isBusy() || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  action();
});

// The buttons of the bar that lead to a box open it too.
document.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("[data-opens]");
  if (!link) return;
  event.preventDefault();
  open(link.getAttribute("data-opens") ?? "");
});
