// The framework's own controls, called by names in the reader's language whenever it draws them.
const NAMES = {
  menu: ".streamlit-sidebar",
  open: ".streamlit-sidebar-open",
  close: ".streamlit-sidebar-close button",
};
const REDRAWN = ".streamlit-header, .streamlit-sidebar-header";

function named(words) {
  const skip = document.querySelector(".streamlit-skip");
  if (skip && skip.textContent !== words.skip) skip.textContent = words.skip;
  for (const [part, selector] of Object.entries(NAMES)) {
    document.querySelector(selector)?.setAttribute("aria-label", words[part]);
  }
}

function furnished(root) {
  const side = root.querySelector(".side");
  if (!side) return;
  named(side.dataset);
  root.utsynWatch?.disconnect();
  root.utsynWatch = new MutationObserver(() => named(side.dataset));
  for (const part of document.querySelectorAll(REDRAWN)) {
    root.utsynWatch.observe(part, { childList: true, subtree: true });
  }
}
