// Takes the chart above a button away as a picture, or the page's address: in the browser that shows it.
const SVG = "http://www.w3.org/2000/svg";
const SHAPES = "path, circle, rect, line";
const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "vector-effect", "r"];
const SCALE = 2; // pixels of a png for each of the page's, as sharp as a good screen
const DRAWN = ".js-plotly-plot, svg.map";
const MARGIN = 16;
const BESIDE = 8; // beside the chart, which has as much of its own

function taken(event, root) {
  const button = event.target.closest("button[data-picture], button[data-copy]");
  if (!button) return false;
  if (button.dataset.copy) copied(button, root);
  else picture(button, root);
  return true;
}

async function copied(button, root) {
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    const field = document.body.appendChild(document.createElement("textarea"));
    field.value = location.href;
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus({ preventScroll: true });
  }
  announce(button, root, button.dataset.copy);
}

function announce(button, root, message) {
  const status = root.querySelector("[role=status]");
  const words = button.textContent;
  button.textContent = status.textContent = message;
  setTimeout(() => {
    button.textContent = words;
    status.textContent = "";
  }, 2500);
}

async function picture(button, root) {
  let box = root;
  while (box && !box.querySelector(DRAWN)) box = box.parentElement;
  const drawnOn = box && [...box.querySelectorAll(DRAWN)].pop();
  if (!drawnOn) return;
  const noted = await fetch(button.dataset.note); // what is not in the export log is not downloaded
  if (!noted.ok) return announce(button, root, await noted.text());
  const title = document.querySelector("h1")?.textContent ?? "";
  const key = [...box.querySelectorAll(".key > span, .scale > li")];
  const drawn = drawing(drawnOn, key, title, button.dataset.says, button.dataset.basis, button.dataset.origin);
  drawn.prepend(await fonts());
  const text = new XMLSerializer().serializeToString(drawn);
  const blob = new Blob([text], { type: "image/svg+xml;charset=utf-8" });
  const name = `${button.dataset.name}.${button.dataset.picture}`;
  if (button.dataset.picture === "svg") return save(blob, name);
  const image = new Image();
  const url = URL.createObjectURL(blob);
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = SCALE * image.width;
    canvas.height = SCALE * image.height;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(url);
    canvas.toBlob((png) => save(png, name), "image/png");
  };
  image.src = url;
}

// The page's own font, carried along: inside a picture there is no page to take it from, and another is wider.
async function fonts() {
  const style = document.createElementNS(SVG, "style");
  const family = getComputedStyle(document.querySelector(".utsyn")).fontFamily.split(",")[0].replace(/"/g, "");
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  for (const rule of rules.filter((rule) => rule instanceof CSSFontFaceRule)) {
    const { fontFamily, fontStyle, fontWeight } = rule.style;
    const url = rule.style.getPropertyValue("src").match(/url\("?([^")]+)"?\)/)?.[1];
    if (!url || fontStyle === "italic" || fontFamily.replace(/"/g, "") !== family) continue;
    const bytes = await (await fetch(new URL(url, rule.parentStyleSheet.href ?? location.href))).blob();
    const data = await new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.readAsDataURL(bytes);
    });
    style.textContent += `@font-face{font-family:"${family}";font-weight:${fontWeight || 400};src:url(${data})}`;
  }
  return style;
}

// What is drawn on the page, between a heading and a foot of words; data that is not real says so before all else.
function drawing(drawnOn, key, title, says, basis, origin) {
  const { width: inner, height } = (drawnOn.querySelector(".main-svg") ?? drawnOn).getBoundingClientRect();
  const width = inner + 2 * BESIDE;
  const [ink, soft, ground] = printed("--ink", "--soft", "--paper");
  const font = getComputedStyle(document.querySelector(".utsyn")).fontFamily;
  const svg = document.createElementNS(SVG, "svg");
  const across = width - 2 * MARGIN;
  const warned = origin ? lines(origin, 13, 650, ink, across, font) : [];
  const head = [...warned, ...lines(title, 18, 650, ink, across, font), ...lines(says, 13, 400, ink, across, font)];
  const foot = lines(basis, 11.5, 400, soft, across, font);
  const paper = document.createElementNS(SVG, "rect");
  svg.append(paper);
  let y = MARGIN;
  for (const line of head) y = written(svg, line, y);
  if (key.length) y = keyed(svg, key, soft, across, font, y + 4);
  for (const layer of layers(drawnOn, inner, height)) {
    layer.setAttribute("style", "overflow:visible");
    layer.setAttribute("x", BESIDE);
    layer.setAttribute("y", y + 8);
    svg.append(layer);
  }
  y += height + 16;
  for (const line of foot) y = written(svg, line, y);
  const tall = y + MARGIN;
  for (const [name, value] of Object.entries({ width, height: tall, viewBox: `0 0 ${width} ${tall}` })) {
    svg.setAttribute(name, value);
  }
  for (const [name, value] of Object.entries({ width, height: tall, fill: ground })) paper.setAttribute(name, value);
  return svg;
}

// Colours as on paper in every theme of the screen: what Plotly has drawn holds those too, beneath the page's style.
function printed(...names) {
  const sample = document.body.appendChild(document.createElement("i"));
  sample.className = "printed";
  const style = getComputedStyle(sample);
  const colours = names.map((name) => style.getPropertyValue(name).trim());
  sample.remove();
  return colours;
}

// The map, or the layers that Plotly has drawn without those that only hear the pointer.
function layers(drawnOn, width, height) {
  if (drawnOn.matches(".js-plotly-plot")) {
    const copies = [...drawnOn.querySelectorAll(".main-svg")].map((layer) => layer.cloneNode(true));
    copies.forEach((copy) => copy.querySelectorAll(".draglayer, .hoverlayer, .zoomlayer").forEach((part) => part.remove()));
    return copies;
  }
  const copy = painted(drawnOn);
  copy.querySelectorAll("a").forEach((link) => link.removeAttribute("href"));
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  return [copy];
}

// A copy that carries along what the page's style sheet says of it.
function painted(svg) {
  const copy = svg.cloneNode(true);
  svg.classList.add("printed");
  const shapes = svg.querySelectorAll(SHAPES);
  copy.querySelectorAll(SHAPES).forEach((shape, place) => {
    const style = getComputedStyle(shapes[place]);
    for (const look of LOOKS) shape.setAttribute(look, style.getPropertyValue(look));
  });
  svg.classList.remove("printed");
  return copy;
}

function lines(words, size, weight, colour, across, font) {
  const ruler = document.createElement("canvas").getContext("2d");
  ruler.font = `${weight} ${size}px ${font}`;
  const broken = [];
  for (const word of words.split(/ +/)) {
    const longer = broken.length ? `${broken[broken.length - 1]} ${word}` : word;
    if (broken.length && ruler.measureText(longer).width <= across) broken[broken.length - 1] = longer;
    else broken.push(word);
  }
  return broken.map((text) => ({ text, size, weight, colour, font }));
}

// What the lines or bars mean, as the page says it: a piece of each and its words, as many in a row as there is room.
function keyed(svg, key, colour, across, font, y) {
  const size = 13;
  const ruler = document.createElement("canvas").getContext("2d");
  ruler.font = `400 ${size}px ${font}`;
  let x = MARGIN;
  for (const item of key) {
    const words = item.textContent;
    const wide = 34 + ruler.measureText(words).width;
    if (x > MARGIN && x + wide > MARGIN + across) [x, y] = [MARGIN, y + size * 1.45];
    const piece = painted(item.querySelector("svg"));
    piece.setAttribute("x", x);
    piece.setAttribute("y", y + 2);
    svg.append(piece);
    written(svg, { text: words, size, weight: 400, colour, font, x: x + 32 }, y);
    x += wide + 18;
  }
  return y + size * 1.45;
}

function written(svg, line, y) {
  const text = document.createElementNS(SVG, "text");
  const look = { x: line.x ?? MARGIN, y: y + line.size, fill: line.colour, "font-size": line.size, "font-weight": line.weight };
  for (const [name, value] of Object.entries({ ...look, "font-family": line.font })) text.setAttribute(name, value);
  text.textContent = line.text;
  svg.append(text);
  return y + line.size * 1.45;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
