// A decision is sent in the background, and the next event, loaded while this one was read, is shown at once. The forms are
// ordinary ones: where the script does not run they are sent as ever.

/** A page loaded ahead. @type {{ address: string, page: Promise<Document | null> } | null} */
let ahead = null;
let busy = false;
const PATIENCE_MS = 20_000;

/** Whether a decision is under way, so that no other may be sent. */
export function isBusy() {
  return busy;
}

/** A page, or null where another one is in its place. Throws where nobody answers. @param {string} address @returns {Promise<Document | null>} */
async function load(address) {
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
  return answer.ok && !answer.redirected ? parse(await answer.text()) : null;
}

/** @param {string} text */
function parse(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

/** Loads the event that most decisions lead to. */
function loadAhead() {
  const next = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[rel=next]"));
  ahead =
    next && document.querySelector(".decide")
      ? { address: next.href, page: load(next.href).catch(() => null) }
      : null;
}

/** Tells the reader about the decision under way. @param {"sending" | "failed"} state */
function tell(state) {
  const place = document.querySelector("[data-state=decision]");
  if (!place) return;
  place.textContent = place.getAttribute(`data-${state}`);
  place.classList.toggle("failed", state === "failed");
}

/**
 * Shows another page in the place of this one.
 * @param {Document} page
 * @param {string} address
 * @param {"push" | "stay"} how
 */
function show(page, address, how) {
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  if (how === "push") history.pushState(null, "", address);
  shownAt = location.pathname + location.search;
  window.scrollTo(0, 0);
  const alert = /** @type {HTMLElement | null} */ (document.querySelector("[role=alert]"));
  const heading = /** @type {HTMLElement | null} */ (document.querySelector("h1"));
  const goal = alert ?? heading;
  goal?.setAttribute("tabindex", "-1");
  goal?.focus({ preventScroll: true });
  document.dispatchEvent(new Event("shown"));
  loadAhead();
}

/**
 * Shows the page that a decision leads to: the one loaded ahead while it is still right, else the server's.
 * @param {{ goal: string, state: string | null, notice: string, waiting: number }} answer
 */
async function goOn({ goal, state, notice, waiting }) {
  const address = new URL(goal, location.href).href;
  const loaded = ahead?.address === address ? await ahead.page : null;
  const fits =
    loaded && loaded.querySelector("[data-event-state]")?.getAttribute("data-event-state") === state;
  const page = fits ? loaded : await load(address);
  if (!page) {
    location.assign(address);
    return;
  }
  const said = parse(notice).body.firstElementChild;
  const main = page.querySelector("main");
  if (said && main) main.prepend(page.adoptNode(said));
  const queue = page.querySelector('header nav a[href="/"]');
  if (queue) queue.textContent = queue.textContent.replace(/\([\d,]+\)/, `(${waiting.toLocaleString("en")})`);
  show(page, address, "push");
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} button */
async function send(form, button) {
  busy = true;
  tell("sending");
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form, button)));
  if (form.dataset.unanswered) body.set("again", "yes");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.redirected) return location.assign(answer.url);
    if (answer.status >= 500) throw new Error(`status ${answer.status}`);
    const text = await answer.text();
    if (answer.ok) return await goOn(JSON.parse(text));
    // What the server says of a decision that it did not take, with everything that was typed.
    show(parse(text), location.href, "stay");
  } catch {
    // Whether the server took it is not known: sent again, it says so, and is taken once.
    form.dataset.unanswered = "yes";
    tell("failed");
  } finally {
    busy = false;
  }
}

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.method !== "post") return;
  if (!/^\/(events\/[^/]+\/reviews|undo)$/.test(new URL(form.action).pathname)) {
    // Any other form is sent by the browser, and once.
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    return;
  }
  event.preventDefault();
  if (!busy) void send(form, event.submitter);
});

/** The address that is shown, without the place in its page. */
let shownAt = location.pathname + location.search;

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form")) delete form.dataset.sent;
});

addEventListener("popstate", () => {
  // Going back leads to what the event is now, not to how it was shown; a place in the page is no other page.
  if (location.pathname + location.search !== shownAt) location.reload();
});

loadAhead();
