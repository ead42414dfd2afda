// The search that opens on every page with a click, with / or with Ctrl-K: a field and its matches, moved through by keys.
const PAUSE = 120; // ms without a key before the server is asked

function searchable(root, go) {
  const button = root.querySelector("button[data-search]");
  if (!button) return;
  window.utsynSearch = { words: button.dataset, go };
  button.onclick = opened;
  if (document.body.dataset.utsynKeys) return;
  document.body.dataset.utsynKeys = "yes";
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const control = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k";
    if (!slash && !control) return;
    event.preventDefault();
    opened();
  });
}

function opened() {
  const { words } = window.utsynSearch;
  let dialog = document.querySelector("dialog.utsyn.search");
  if (dialog?.open) return;
  dialog?.remove();
  dialog = document.createElement("dialog");
  dialog.className = "utsyn search";
  dialog.setAttribute("aria-label", words.search);
  dialog.innerHTML = `<input type="search" role="combobox" aria-expanded="false" aria-controls="utsyn-matches"
    aria-autocomplete="list" autocomplete="off" spellcheck="false" maxlength="80"><p role="status"></p>
    <ul id="utsyn-matches" role="listbox"></ul>`;
  document.body.appendChild(dialog);
  const field = dialog.querySelector("input");
  field.placeholder = words.hint;
  field.setAttribute("aria-label", words.search);
  dialog.querySelector("ul").setAttribute("aria-label", words.search);
  let waiting;
  field.oninput = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => answered(dialog, field), PAUSE);
  };
  field.onkeydown = (event) => moved(event, dialog, field);
  dialog.onclick = (event) => {
    const option = event.target.closest("[role=option]");
    if (option) left(dialog, option);
    else if (event.target === dialog) dialog.close();
  };
  dialog.onclose = () => dialog.remove();
  dialog.showModal();
  field.focus();
}

async function answered(dialog, field) {
  const typed = field.value.trim();
  const list = dialog.querySelector("ul");
  const status = dialog.querySelector("[role=status]");
  dialog.utsynAsked?.abort();
  if (!typed) return listed(list, field, status, { matches: [], says: "" });
  dialog.utsynAsked = new AbortController();
  const here = new URLSearchParams(location.search);
  const parameters = new URLSearchParams({ q: typed });
  for (const name of ["lang", "build", "seen_as"]) if (here.get(name)) parameters.set(name, here.get(name));
  try {
    const answer = await fetch(`search?${parameters}`, { signal: dialog.utsynAsked.signal });
    if (answer.ok) listed(list, field, status, await answer.json());
    else status.textContent = window.utsynSearch.words.failed;
  } catch (error) {
    if (error.name !== "AbortError") status.textContent = window.utsynSearch.words.failed;
  }
}

function listed(list, field, status, { matches, says }) {
  list.replaceChildren(
    ...matches.map((match, place) => {
      const option = document.createElement("li");
      option.id = `utsyn-match-${place}`;
      option.setAttribute("role", "option");
      option.dataset.href = match.href;
      const name = document.createElement("span");
      name.textContent = match.name;
      const note = document.createElement("small");
      note.textContent = match.note;
      option.append(name, note);
      return option;
    }),
  );
  status.textContent = says;
  field.setAttribute("aria-expanded", String(matches.length > 0));
  chosenMatch(list, field, matches.length ? 0 : -1);
}

function chosenMatch(list, field, place) {
  [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
  const option = list.children[place];
  if (option) {
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else field.removeAttribute("aria-activedescendant");
}

function moved(event, dialog, field) {
  const list = dialog.querySelector("ul");
  const count = list.children.length;
  const place = [...list.children].findIndex((option) => option.getAttribute("aria-selected") === "true");
  const steps = { ArrowDown: place + 1, ArrowUp: place - 1 };
  if (event.key in steps && count) {
    event.preventDefault();
    chosenMatch(list, field, (steps[event.key] + count) % count);
  } else if (event.key === "Enter" && list.children[place]) {
    event.preventDefault();
    left(dialog, list.children[place]);
  }
}

function left(dialog, option) {
  const href = option.dataset.href;
  dialog.close();
  window.utsynSearch.go(href);
}
