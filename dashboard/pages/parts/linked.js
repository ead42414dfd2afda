// Shows markup that Python has escaped, and hands followed links to Python instead of loading the page anew.
const TYPING = 250; // ms without a key before a list is filtered
const LATEST = 1000; // ms from the page itself to the end of what the server drew first

export default function (component) {
  const { data, setTriggerValue, parentElement } = component;
  const main = document.querySelector(".streamlit-main");
  document.documentElement.lang = data.lang;
  main?.setAttribute("role", "main");
  let root = parentElement.querySelector(":scope > .utsyn");
  if (!root) {
    root = document.createElement("div");
    root.className = "utsyn";
    parentElement.appendChild(root);
  }
  if (root.utsynShown !== data.html) {
    const typed = root.contains(document.activeElement) && document.activeElement.matches("input[data-query]") ? document.activeElement : null;
    const focused = root.contains(document.activeElement) ? document.activeElement.getAttribute("data-go") : null;
    root.innerHTML = data.html;
    root.utsynShown = data.html;
    if (root.querySelector(".side")) document.querySelector(".first-side")?.remove();
    if (main?.contains(root)) continued(main, Boolean(data.place));
    furnished(root);
    refolded(root);
    searchable(root, (href) => setTriggerValue("go", href));
    themed(document.documentElement.dataset.theme ?? "");
    if (typed) resumed(root.querySelector("input[data-query]"), typed);
    if (focused) focusable(root, focused).focus({ preventScroll: true });
    for (const slider of root.querySelectorAll("input[data-hrefs]")) {
      slider.oninput = () => shown(slider, slid(slider));
      slider.onchange = () => {
        const place = slid(slider);
        shown(slider, place);
        setTriggerValue("go", slider.dataset.hrefs.split(" ")[place]);
      };
    }
  }
  if (data.place && window.utsynPlace !== data.place) {
    if (window.utsynPlace) arrived(main, root);
    window.utsynPlace = data.place;
  }
  remembered(main);
  root.oninput = (event) => {
    if (!event.target.matches("input[data-query]")) return;
    clearTimeout(root.utsynTyping);
    root.utsynTyping = setTimeout(() => setTriggerValue("go", asked(event.target)), TYPING);
  };
  root.onsubmit = (event) => {
    if (!event.target.matches("form[data-query]")) return;
    event.preventDefault();
    setTriggerValue("go", filled(event.target));
  };
  const line = root.querySelector(".would-line");
  root.onmouseover = null;
  if (line) {
    root.onmouseover = (event) => would(event, line);
    if (!root.utsynWould) root.addEventListener("focusin", (event) => would(event, root.querySelector(".would-line")));
    root.utsynWould = true;
  }
  root.onclick = (event) => {
    if (folded(event, root) || taken(event, root) || chosen(event) || presented(event, root) || jumped(event)) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    let link = event.target.closest("a[data-go]");
    if (!link && !String(window.getSelection())) {
      link = event.target.closest("tr[data-row]")?.querySelector("a[data-go]");
    }
    if (!link) return;
    event.preventDefault();
    setTriggerValue("go", link.getAttribute("href"));
  };
}

// What the server drew first is replaced once all its pieces are live, where the reader has come to in it. A build that was
// published meanwhile may have fewer pieces: so not later than a moment after the page itself.
function continued(main, isPage) {
  const first = document.querySelector(".first-main");
  if (!first) return;
  if (isPage) setTimeout(() => replaced(first, main), LATEST);
  const [drawn, live] = [first, main].map((part) => part.querySelectorAll(".utsyn").length);
  if (live >= drawn) replaced(first, main);
}

function replaced(first, main) {
  if (!first.isConnected) return;
  const at = first.scrollTop;
  const focused = first.contains(document.activeElement) ? document.activeElement.getAttribute("data-go") : null;
  first.remove();
  if (at) main.scrollTop = at;
  if (focused) focusable(main, focused).focus({ preventScroll: true });
}

// A list filtered by the words in its field: the address with them, sent once the reader pauses.
function asked(field) {
  const parameters = new URLSearchParams(field.dataset.query.replace(/^\.\//, ""));
  if (field.value.trim()) parameters.set("q", field.value.trim());
  return `?${parameters}`;
}

// A form as an address: the one it stands on, with what its fields hold.
function filled(form) {
  const parameters = new URLSearchParams(form.dataset.query.replace(/^\.\//, ""));
  for (const [name, value] of new FormData(form)) parameters.set(name, value);
  return `?${parameters}`;
}

// Whoever goes on typing while the page is drawn anew goes on in the same place.
function resumed(field, before) {
  if (!field) return;
  field.value = before.value;
  field.focus({ preventScroll: true });
  field.setSelectionRange(before.selectionStart, before.selectionEnd);
}

// Another page begins at its top, and there the keyboard and the screen reader begin too.
function arrived(main, root) {
  main?.scrollTo(0, 0);
  const heading = root.querySelector("h1");
  if (heading) reachable(heading).focus({ preventScroll: true });
}

// Where the followed link is gone, the keyboard goes on from what has come in its place.
function reachable(part) {
  part.setAttribute("tabindex", "-1");
  return part;
}

// Down to a heading of the page, and the keyboard with it; the address stays what the page shows.
function jumped(event) {
  const heading = event.target.closest('a[href^="#"]')?.getAttribute("href").slice(1);
  const part = heading && document.getElementById(heading);
  if (!part) return false;
  event.preventDefault();
  part.closest("details:not([open])")?.setAttribute("open", "");
  part.scrollIntoView({ block: "start" });
  reachable(part).focus({ preventScroll: true });
  return true;
}

// The link that was followed; where a menu has closed over it, the menu's own name.
function focusable(root, name) {
  const link = root.querySelector(`a[data-go="${CSS.escape(name)}"]`);
  const closed = link?.closest("details:not([open])");
  return closed?.querySelector("summary") ?? link ?? reachable(root);
}

// The year nearest to where the slider is: years without a figure are passed over.
function slid(slider) {
  const years = slider.dataset.years.split(" ").map(Number);
  const off = years.map((year) => Math.abs(year - slider.value));
  return off.indexOf(Math.min(...off));
}

function shown(slider, place) {
  slider.value = slider.dataset.years.split(" ")[place];
  slider.parentElement.querySelector("output").textContent = slider.value;
}

// How far each address was scrolled, so that Back and Forward return to that place once the page is tall enough.
const LEFT_AT = new Map();
let returning = null;

function remembered(main) {
  if (!main || main.utsynRemembered) return;
  main.utsynRemembered = true;
  main.addEventListener("scroll", () => { if (!returning) LEFT_AT.set(location.search, main.scrollTop); }, { passive: true });
  for (const hand of ["wheel", "touchstart", "keydown", "mousedown"]) {
    window.addEventListener(hand, () => { returning = null; }, { passive: true, capture: true });
  }
  window.addEventListener("popstate", () => {
    const to = LEFT_AT.get(location.search);
    if (to === undefined) return;
    returning = { to, until: performance.now() + 8000 };
    requestAnimationFrame(() => returned(main));
  });
}

function returned(main) {
  if (!returning) return;
  main.scrollTop = returning.to;
  const isThere = Math.abs(main.scrollTop - returning.to) < 2;
  returning.since = isThere ? (returning.since ?? performance.now()) : undefined;
  const isOver = performance.now() > returning.until || (isThere && performance.now() - returning.since > 1200);
  if (isOver) returning = null;
  else requestAnimationFrame(() => returned(main));
}

// Rows below a button that folds them on a phone, unless they are few; what the reader turned stays so on the way back.
const TURNED = new Set();
const FEW = 12; // rows that are shown at once

function folded(event, root) {
  const name = event.target.closest("[data-fold]")?.dataset.fold;
  if (!name) return false;
  if (!TURNED.delete(name)) TURNED.add(name);
  refolded(root);
  return true;
}

function refolded(root) {
  const areFew = root.querySelectorAll("[data-folds] > [data-row]").length <= FEW;
  for (const part of root.querySelectorAll("[data-folds]")) {
    const isOpen = areFew !== TURNED.has(part.dataset.folds);
    part.classList.toggle("unfolded", isOpen);
    part.querySelector("[data-fold]").setAttribute("aria-expanded", isOpen);
  }
}

// The goal that the pointer or the keyboard is at, and what would change its status, in one line below all of them.
function would(event, line) {
  const row = line && event.target.closest("tr[data-row]");
  const words = row?.querySelector(".would .words");
  if (!words) return;
  const name = document.createElement("b");
  name.textContent = `${row.querySelector(".id").textContent} ${row.querySelector("a[data-go]").textContent}: `;
  line.replaceChildren(name, words.textContent);
}

// Slides: on the whole screen one at a time, turned by keys or by a click; on the page one below the other.
const TURNS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -1e6, End: 1e6 };

function presented(event, root) {
  const deck = root.querySelector(".deck");
  if (!deck || !event.target.closest("[data-present]")) return false;
  present(deck);
  return true;
}

function present(deck) {
  deck.requestFullscreen?.().then(() => turned(deck, 0), () => {});
}

function turned(deck, by) {
  const slides = [...deck.querySelectorAll(".slide")];
  const at = Math.max(0, slides.findIndex((slide) => slide.classList.contains("shown")));
  const to = Math.min(Math.max(at + by, 0), slides.length - 1);
  slides.forEach((slide, place) => slide.classList.toggle("shown", place === to));
  slides[to].focus({ preventScroll: Boolean(document.fullscreenElement) });
  if (!document.fullscreenElement) slides[to].scrollIntoView({ block: "start" });
}

document.addEventListener("keydown", (event) => {
  const deck = document.querySelector(".utsyn .deck");
  const isTyping = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (!deck || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.toLowerCase() === "f" && !document.fullscreenElement) return present(deck);
  const isIn = document.fullscreenElement === deck || deck.contains(document.activeElement);
  if (!(event.key in TURNS) || !isIn) return;
  event.preventDefault();
  turned(deck, TURNS[event.key]);
});
document.addEventListener("focusin", (event) => {
  const slide = event.target.closest?.(".deck .slide");
  slide?.parentElement.querySelectorAll(".slide").forEach((one) => one.classList.toggle("shown", one === slide));
});
