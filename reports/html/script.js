// What a reader may do beyond reading: change the language in place, search, sort.
// Without this script the page shows the same text; it only takes away what needs it.

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const made = (tag, words = "", name = "") => {
  const element = document.createElement(tag);
  element.textContent = words;
  if (name) element.className = name;
  return element;
};
const editions = all(".edition");
const buttons = all('.top input[type="radio"]');
const current = () => editions.find((edition) => !edition.hidden);

// ---- Languages -------------------------------------------------------------------------

// The place that a reader has reached. The switch has hidden the text already, so it is turned
// back to be measured; nobody sees that.
const reached = (edition) => {
  for (const button of buttons) button.checked = button.value === edition.dataset.edition;
  const places = all("main [id]", edition).filter((e) => e.matches("h2, h3, .table, figure"));
  const above = places.filter((e) => e.getBoundingClientRect().top < window.innerHeight / 3);
  return above.length ? above[above.length - 1] : null;
};

const choose = (code) => {
  const before = current();
  if (!before || before.dataset.edition === code) return;
  const place = reached(before);
  const top = place ? place.getBoundingClientRect().top : 0;
  for (const part of all("[data-edition]")) part.hidden = part.dataset.edition !== code;
  for (const button of buttons) button.checked = button.value === code;
  const now = current();
  document.documentElement.lang = code;
  document.title = now.dataset.title;
  fit(now);
  if (!place) return;
  const same = document.getElementById(code + place.id.slice(before.lang.length));
  const shift = same ? same.getBoundingClientRect().top - top : 0;
  window.scrollBy(0, shift);
};

// An address that names a place of another language opens that language.
const follow = () => {
  let name = location.hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    return;
  }
  const target = name ? document.getElementById(name) : null;
  const edition = target ? target.closest(".edition") : null;
  if (!edition) return;
  const other = edition.hidden;
  choose(edition.dataset.edition);
  if (other) target.scrollIntoView();
};

// ---- Tables ----------------------------------------------------------------------------

// A table or figure that fits needs no scrolling, so it is no stop for the keyboard.
const fit = (edition) => {
  const regions = all(".scroll", edition).filter((region) => region.clientWidth);
  const measured = regions.map((region) => [region, region.scrollWidth <= region.clientWidth + 1]);
  for (const [region, fits] of measured) {
    region.classList.toggle("fits", fits);
    region.classList.toggle("scrolls", !fits);
    for (const [name, value] of [["tabindex", "0"], ["role", "region"]]) {
      if (fits) region.removeAttribute(name);
      else region.setAttribute(name, value);
    }
  }
};

const value = (cell) => {
  if (cell.dataset.v !== undefined) return Number(cell.dataset.v);
  const words = cell.textContent.trim();
  return words === "–" ? null : words;
};

// Numbers by their full value, then words by the alphabet, what is missing at the end.
const compared = (a, b, order, collator) => {
  if (a === null || b === null) return (a === null) - (b === null);
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return order * (typeof a === "number" ? a - b : collator.compare(a, b));
};

const sort = (table, head, status) => {
  const words = table.closest(".edition").dataset;
  const next = { none: "ascending", ascending: "descending", descending: "none" };
  const way = next[head.getAttribute("aria-sort")];
  for (const other of all("th[aria-sort]", table)) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", way);
  const body = table.tBodies[0];
  const column = Number(head.dataset.column);
  const collator = new Intl.Collator(table.closest(".edition").lang, { numeric: true });
  const order = way === "descending" ? -1 : 1;
  const keyed = [...body.rows].map((row) => [row, value(row.cells[column]), Number(row.dataset.at)]);
  keyed.sort((a, b) => (way === "none" ? 0 : compared(a[1], b[1], order, collator)) || a[2] - b[2]);
  body.append(...keyed.map((entry) => entry[0]));
  const said = { ascending: words.ascending, descending: words.descending, none: words.original };
  const name = head.textContent.trim();
  status.textContent = way === "none" ? said.none : `${said[way]}: ${name}`;
};

const sortable = (table) => {
  const status = made("p", "", "unseen");
  status.setAttribute("role", "status");
  table.closest(".scroll").after(status);
  [...table.tBodies[0].rows].forEach((row, i) => { row.dataset.at = i; });
  for (const head of all("th[data-column]", table)) {
    if (!head.textContent.trim()) continue;
    const button = made("button", head.textContent);
    button.type = "button";
    button.title = table.closest(".edition").dataset.sort;
    head.replaceChildren(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => sort(table, head, status));
  }
};

// ---- Search ----------------------------------------------------------------------------

const plain = (words) => words.normalize("NFC").toLocaleLowerCase()
  .replaceAll("ё", "е").replace(/[−–—]/g, "-").replace(/[\s\u00a0\u202f]+/g, " ").trim();

// What can be found: headings, captions of tables and figures, then rows of tables.
const catalogue = (edition) => {
  const entries = [];
  const add = (place, title, words) => entries.push({ place, title, words, plain: plain(words) });
  for (const place of all("main :is(h2, h3, caption, figcaption, tbody tr)", edition)) {
    if (place.tagName !== "TR") {
      add(place, "", place.textContent);
      continue;
    }
    const cells = [...place.cells].map((cell) => cell.textContent);
    add(place, place.closest("table").caption.textContent, cells.filter(Boolean).join(" · "));
  }
  return entries.sort((a, b) => Boolean(a.title) - Boolean(b.title));
};

const visit = (place) => {
  for (let e = place.parentElement; e; e = e.parentElement) {
    if (e.tagName === "DETAILS") e.open = true;
  }
  const target = place.closest("h2, h3, tr, .table, figure");
  for (const old of all(".found")) old.classList.remove("found");
  if (target.tagName === "TR") target.classList.add("found");
  target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: target.tagName === "TR" ? "center" : "start" });
};

// A cut of the words around the first one that was asked for, which is marked.
const excerpt = (words, asked) => {
  const part = made("span");
  const at = words.toLocaleLowerCase().indexOf(asked);
  if (at < 0) {
    part.textContent = words.slice(0, 110) + (words.length > 110 ? "…" : "");
    return part;
  }
  const from = Math.max(0, at - 40);
  const end = at + asked.length;
  part.append(from ? "…" : "", words.slice(from, at), made("mark", words.slice(at, end)));
  part.append(words.slice(end, end + 70), words.length > end + 70 ? "…" : "");
  return part;
};

const searchable = (box) => {
  const edition = box.closest(".edition");
  const field = box.querySelector("input");
  const status = box.querySelector(".status");
  const list = box.querySelector(".results");
  const most = Number(box.dataset.listed);
  let entries = null;

  const show = () => {
    entries ??= catalogue(edition);
    const asked = plain(field.value).split(" ").filter(Boolean);
    const found = asked.length
      ? entries.filter((entry) => asked.every((word) => entry.plain.includes(word)))
      : [];
    list.replaceChildren(...found.slice(0, most).map((entry) => {
      const link = made("a");
      link.href = `#${(entry.place.closest("[id]") || edition).id}`;
      link.append(excerpt(entry.words, asked[0]));
      if (entry.title) link.append(made("small", entry.title));
      link.addEventListener("click", (event) => {
        event.preventDefault();
        visit(entry.place);
      });
      const item = made("li");
      item.append(link);
      return item;
    }));
    list.hidden = !found.length;
    const count = new Intl.NumberFormat(edition.lang).format(found.length);
    const more = found.length > most ? ` ${box.dataset.first}` : "";
    const answer = found.length ? `${box.dataset.found}: ${count}.${more}` : box.dataset.nothing;
    status.textContent = asked.length ? answer : "";
  };

  let wait = 0;
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(show, 120);
  });
  box.addEventListener("keydown", (event) => {
    const stops = [field, ...all("a", list)];
    const at = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && stops[at + step]) {
      event.preventDefault();
      stops[at + step].focus();
    } else if (event.key === "Enter" && at === 0) {
      clearTimeout(wait);
      show();
      if (list.firstChild) list.querySelector("a").click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      field.value = "";
      show();
      field.focus();
    }
  });
  box.hidden = false;
};

// ---- Contents --------------------------------------------------------------------------

// Open beside the text, closed above it; the section that is read is marked.
const roomy = window.matchMedia("(width >= 64rem)");
const unfold = () => {
  for (const details of all(".contents")) details.open = roomy.matches;
};

const mark = () => {
  const edition = current();
  const heads = all("main h2", edition);
  const above = heads.filter((head) => head.getBoundingClientRect().top < 140);
  const name = above.length ? `#${above[above.length - 1].id}` : "";
  for (const link of all(".contents > ul a", edition)) {
    if (decodeURIComponent(link.hash) === name) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};

let drawing = 0;
const later = () => {
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(mark);
};

// ----------------------------------------------------------------------------------------

for (const button of buttons) {
  button.addEventListener("change", () => choose(button.value));
  if (button.checked) choose(button.value);
}
for (const table of all("table[data-sortable]")) sortable(table);
for (const box of all(".search")) searchable(box);
for (const data of all(".data")) data.addEventListener("toggle", () => fit(data));
roomy.addEventListener("change", unfold);
window.addEventListener("resize", () => fit(current()));
document.fonts.addEventListener("loadingdone", () => fit(current()));
window.addEventListener("scroll", later, { passive: true });
window.addEventListener("hashchange", follow);
window.addEventListener("pageshow", () => {
  for (const button of buttons) if (button.checked) choose(button.value);
});
unfold();
fit(current());
follow();
mark();
