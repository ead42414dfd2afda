// Shows markup that Python has escaped, and hands followed links to Python instead of loading the page anew.
export default function (component) {
  const { data, setTriggerValue, parentElement } = component;
  const main = document.querySelector("[data-testid=stMain]");
  document.documentElement.lang = data.lang;
  main?.setAttribute("role", "main");
  let root = parentElement.querySelector(":scope > .utsyn");
  if (!root) {
    root = document.createElement("div");
    root.className = "utsyn";
    parentElement.appendChild(root);
  }
  if (root.utsynShown !== data.html) {
    const focused = root.contains(document.activeElement) ? document.activeElement.getAttribute("data-go") : null;
    root.innerHTML = data.html;
    root.utsynShown = data.html;
    furnished(root);
    themed(document.documentElement.dataset.theme ?? "");
    if (focused) (root.querySelector(`a[data-go="${CSS.escape(focused)}"]`) ?? reachable(root)).focus({ preventScroll: true });
  }
  if (data.place && window.utsynPlace !== data.place) {
    if (window.utsynPlace) arrived(main, root);
    window.utsynPlace = data.place;
  }
  root.onclick = (event) => {
    if (taken(event, root) || chosen(event)) return;
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

// Another page begins at its top, and there the keyboard and the screen reader begin too.
function arrived(main, root) {
  main?.scrollTo(0, 0);
  const heading = root.querySelector("h1");
  if (heading) reachable(heading).focus({ preventScroll: true });
}

// Where the followed link is no more, the keyboard goes on from what has come in its place.
function reachable(part) {
  part.setAttribute("tabindex", "-1");
  return part;
}
