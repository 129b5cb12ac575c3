// Words marked in a text, by mouse or keys, fill a field of the correction form; the place they stand at goes with the form.
import { check } from "./correcting.js";
import { open } from "./keys.js";

/** @typedef {{ documentId: string, in: string, start: number, end: number }} Place */
/** @typedef {{ field: string, name: string, text: string, values: string[], office?: string }} Filling */

const PAUSE_MS = 200;
const LONGEST = 300;
let waiting = 0;

/** The correction form of the page. @returns {HTMLFormElement | null} */
function correctionForm() {
  return document.querySelector("[data-field] [name=date]")?.closest("form") ?? null;
}

/**
 * How many characters of the stored text stand before a place of the page; null outside of one text.
 * @param {Node} node @param {number} offset @returns {{ block: HTMLElement, at: number } | null}
 */
function placeIn(node, offset) {
  const from = node instanceof Element ? node : node.parentElement;
  const block = /** @type {HTMLElement | null} */ (from?.closest("[data-start]") ?? null);
  if (!block) return null;
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  const before = range.cloneContents();
  for (const tip of before.querySelectorAll("[role=tooltip]")) tip.remove();
  return { block, at: Number(block.dataset.start) + (before.textContent ?? "").length };
}

/** The place of the words that are marked now. @returns {Place | null} */
function markedPlace() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const start = placeIn(range.startContainer, range.startOffset);
  const end = placeIn(range.endContainer, range.endOffset);
  const text = start?.block.closest("[data-document]");
  if (!start || !end || !text || text !== end.block.closest("[data-document]")) return null;
  if (start.block.dataset.in !== end.block.dataset.in || start.at >= end.at) return null;
  if (end.at - start.at > LONGEST) return null;
  const documentId = text.getAttribute("data-document") ?? "";
  return { documentId, in: start.block.dataset.in ?? "text", start: start.at, end: end.at };
}

function menu() {
  return document.querySelector("[data-menu=fill]");
}

/** Offers the fields that the marked words can fill. @param {boolean} focus Whether the menu is gone to. */
async function offer(focus) {
  const place = markedPlace();
  if (!place || !correctionForm()) return menu()?.setAttribute("hidden", "");
  const query = new URLSearchParams({ in: place.in, start: String(place.start), end: String(place.end) });
  try {
    const answer = await fetch(`/api/documents/${encodeURIComponent(place.documentId)}/words?${query}`);
    if (!answer.ok) return;
    const { fields } = await answer.json();
    if (JSON.stringify(markedPlace()) === JSON.stringify(place)) showMenu(place, fields, focus);
  } catch {
    // Without an answer nothing is offered: the form can be filled by hand.
  }
}

/** @param {Place} place @param {Filling[]} fillings @param {boolean} focus */
function showMenu(place, fillings, focus) {
  const shown = /** @type {HTMLElement | null} */ (menu());
  const list = shown?.querySelector("[data-choices]");
  if (!shown || !list) return;
  const buttons = fillings.map((filling) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `${filling.name}: ${filling.text}`;
    button.addEventListener("click", () => fill(filling, place));
    return button;
  });
  list.replaceChildren(...(buttons.length > 0 ? buttons : [shown.dataset.nothing ?? ""]));
  shown.hidden = false;
  const range = getSelection()?.getRangeAt(0).getBoundingClientRect();
  if (range) {
    // Set by script and not by markup, so that the policy of the page allows it.
    const top = Math.min(range.bottom + 8, innerHeight - shown.offsetHeight - 8);
    shown.style.top = `${Math.max(8, top)}px`;
    shown.style.left = `${Math.max(8, Math.min(range.left, innerWidth - shown.offsetWidth - 8))}px`;
  }
  if (focus) buttons[0]?.focus();
}

/** Puts words into a field. Lists are added to, anything else is replaced. @param {Filling} filling @param {Place} place */
function fill({ field, name, text, values, office }, place) {
  const form = correctionForm();
  const group = form?.querySelector(`[data-field="${field}"]`);
  if (!form || !group) return;
  /** @type {HTMLInputElement[]} */
  const controls = [...group.querySelectorAll(`[name="${field}"]`)];
  const [first] = controls;
  if (!first) return;
  if (first.type === "checkbox") {
    for (const box of controls) if (values.includes(box.value)) box.checked = true;
  } else if (controls.length > 1) addPerson(controls, values[0] ?? "", office);
  else if (field === "countries") first.value = joined(first.value, values, "; ");
  else if (first instanceof HTMLTextAreaElement) first.value = joined(first.value, values, "\n");
  else first.value = values[0] ?? "";
  const span = /** @type {HTMLInputElement | null} */ (form.querySelector(`[name="${field}_span"]`));
  if (span) span.value = [place.documentId, place.in, place.start, place.end].join(" ");
  menu()?.setAttribute("hidden", "");
  getSelection()?.removeAllRanges();
  open("c");
  const goal = controls.find((one) => one.checked || one.value === values[0]) ?? first;
  goal.focus();
  const said = document.querySelector("[data-state=filled]");
  if (said) said.textContent = `${name}: ${text}`;
  void check(form);
}

/** @param {string} before @param {string[]} values @param {string} between */
function joined(before, values, between) {
  const parts = before.split(/[;\n]/).map((part) => part.trim());
  return [...new Set([...parts.filter(Boolean), ...values])].join(between);
}

/** Puts a person into the row that has the name, else into the first that is empty. @param {HTMLInputElement[]} names @param {string} name @param {string} [office] */
function addPerson(names, name, office) {
  const row =
    names.find(({ value }) => value === name) ?? names.find(({ value }) => value === "") ?? names.at(-1);
  if (!row) return;
  row.value = name;
  const post = row.parentElement?.querySelector('[name$="_office"]');
  if (office && post instanceof HTMLInputElement) post.value = office;
}

document.addEventListener("selectionchange", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (!menu()?.contains(document.activeElement)) void offer(false);
  }, PAUSE_MS);
});

// By keys: f marks the words of the term that has the focus and goes to the fields; Shift with the arrows marks more or less.
document.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.key === "Escape") menu()?.setAttribute("hidden", "");
  if (event.key !== "f" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.closest("input, textarea, select")) return;
  const term = target.closest(".term");
  const selection = getSelection();
  if (term && selection?.isCollapsed) {
    const tip = term.querySelector("[role=tooltip]");
    const range = document.createRange();
    range.setStart(term, 0);
    if (tip) range.setEndBefore(tip);
    else range.setEndAfter(term);
    selection.removeAllRanges();
    selection.addRange(range);
  }
  if (getSelection()?.isCollapsed) return;
  event.preventDefault();
  clearTimeout(waiting);
  void offer(true);
});
