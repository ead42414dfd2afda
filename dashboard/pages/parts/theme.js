// Light, dark or as the device is: the reader's own, so it is kept in this browser and not in the address.
const KEPT = "utsyn-theme";

function kept() {
  try {
    return localStorage.getItem(KEPT) ?? "";
  } catch {
    return ""; // a browser that keeps nothing
  }
}

function themed(choice) {
  if (choice) document.documentElement.dataset.theme = choice;
  else delete document.documentElement.dataset.theme;
  for (const button of document.querySelectorAll("button[data-choose]")) {
    button.setAttribute("aria-pressed", button.dataset.choose === choice);
  }
}

function chosen(event) {
  const button = event.target.closest("button[data-choose]");
  if (!button) return false;
  const choice = button.dataset.choose;
  try {
    if (choice) localStorage.setItem(KEPT, choice);
    else localStorage.removeItem(KEPT);
  } catch {
    // it holds until the page is left
  }
  themed(choice);
  return true;
}

themed(kept());
