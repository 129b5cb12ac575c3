// Checks a correction while it is typed: the server's own check, the messages where the page has them without a script.

/** Pause after the last key before the form is checked. */
const PAUSE_MS = 250;
let waiting = 0;
let checks = 0;

/** @param {EventTarget | null} target @returns {HTMLFormElement | null} */
function formOf(target) {
  const form = target instanceof Element ? target.closest("form") : null;
  return form?.querySelector("[data-field] [name=date]") ? form : null;
}

/** @param {HTMLFormElement} form */
function fieldsOf(form) {
  /** @type {Record<string, string[]>} */
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields[name] = [...(fields[name] ?? []), value];
  }
  for (const name of ["decision", "seen", "note"]) delete fields[name];
  return fields;
}

/** @param {HTMLFormElement} form @param {{ field: string, message: string }[]} errors */
function mark(form, errors) {
  /** @type {NodeListOf<HTMLElement>} */
  const groups = form.querySelectorAll("[data-field]");
  for (const group of groups) {
    const error = errors.find(({ field }) => field === group.dataset.field);
    group.classList.toggle("wrong", error !== undefined);
    const place = group.querySelector(`#${group.dataset.field}-wrong`);
    if (place && place.textContent !== (error?.message ?? "")) place.textContent = error?.message ?? "";
    for (const control of group.querySelectorAll(
      "input:not([type=hidden], [type=checkbox]), select, textarea",
    )) {
      if (error) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
}

/** Checks a form now, and shows what is wrong unless it was checked again meanwhile. @param {HTMLFormElement} form */
export async function check(form) {
  const own = ++checks;
  const event = form.querySelector("[data-event]")?.getAttribute("data-event");
  try {
    const answer = await fetch("/api/corrections/check", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...(event ? { event } : {}), fields: fieldsOf(form) }),
    });
    if (answer.ok && own === checks) mark(form, (await answer.json()).errors);
  } catch {
    // Without an answer the form is checked when it is sent.
  }
}

document.addEventListener("input", (event) => {
  const form = formOf(event.target);
  if (!form) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => void check(form), PAUSE_MS);
});
