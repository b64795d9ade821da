"use strict";
const WORDS = JSON.parse(document.body.dataset.words);
const LANGUAGE = document.documentElement.lang;
const told_of = (key, values) => WORDS[key].replace(/\{(\w+)\}/g, (_, name) => values[name].toLocaleString(LANGUAGE));
// Everything on the page is there without this. It sorts tables, unfolds what a link leads into, and points out notes.

for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const rising = head.getAttribute("aria-sort") === "descending" || (column === 0 && !head.hasAttribute("aria-sort"));
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", rising ? "ascending" : "descending");
      const key = (row) => row.cells[column].dataset.v;
      const order = (a, b) => column === 0
        ? a.cells[0].textContent.localeCompare(b.cells[0].textContent)
        : Number(key(a)) - Number(key(b));
      const rows = [...table.tBodies[0].rows].sort((a, b) => (rising ? 1 : -1) * order(a, b));
      table.tBodies[0].append(...rows);
    });
  });
}

// Who stands where, narrowed by words, stance and days.
const filters = document.querySelector("#stances .filters");
if (filters) {
  const groups = [...document.querySelectorAll(".stance")];
  const field = (words, element) => {
    const label = document.createElement("label");
    label.append(words, element);
    filters.append(label);
    element.addEventListener("input", narrow);
    return element;
  };
  const input = (type) => Object.assign(document.createElement("input"), { type });
  const search = field(WORDS.search, input("search"));
  const stance = document.createElement("select");
  stance.append(new Option(WORDS.all, ""), ...groups.map((g) => new Option(g.querySelector("h3").firstChild.textContent.trim(), g.id)));
  field(WORDS.stance, stance);
  const from = field(WORDS.from, input("date"));
  const to = field(WORDS.to, input("date"));
  const told = Object.assign(document.createElement("span"), { role: "status" });
  filters.append(told);
  filters.hidden = false;
  function narrow() {
    const words = search.value.trim().toLowerCase();
    let shown = 0, all = 0;
    for (const group of groups) {
      for (const item of group.querySelectorAll(".stands > li")) {
        const day = item.dataset.date;
        const fits = (!words || item.textContent.toLowerCase().includes(words))
          && (!stance.value || stance.value === group.id)
          && (!from.value || (day && day >= from.value)) && (!to.value || (day && day <= to.value));
        item.hidden = !fits;
        all += 1;
        shown += fits ? 1 : 0;
      }
      const box = group.querySelector("details");
      if (box && (words || from.value || to.value)) box.open = true;
      group.hidden = Boolean(stance.value) && stance.value !== group.id;
    }
    told.textContent = shown === all ? "" : told_of("shown", { some: shown, all });
  }
}

// The rows of the sheets, unpacked when they are asked for; so many are laid out at once.
const ROWS_SHOWN = 200;
const rows = document.querySelector("details.rows");
if (rows && "DecompressionStream" in window) {
  rows.addEventListener("toggle", async () => {
    if (!rows.open || rows.dataset.read) return;
    rows.dataset.read = "yes";
    const packed = Uint8Array.from(atob(rows.querySelector("template").content.textContent.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const columns = JSON.parse(await new Response(stream).text())
      .map((column, i) => (i > 2 ? column : column[0].length ? column[1].map((k) => column[0][k]) : column[1]));
    const number = columns[0].length;
    const words = columns[0].map((unit, i) => `${unit} ${columns[1][i]}`.toLowerCase());
    const heads = [...rows.querySelectorAll("th")];
    const body = rows.querySelector("tbody");
    const bar = rows.querySelector(".filters");
    const label = document.createElement("label");
    const search = Object.assign(document.createElement("input"), { type: "search" });
    const told = Object.assign(document.createElement("span"), { role: "status" });
    label.append(WORDS.unit, search);
    bar.append(label, told);
    bar.hidden = false;
    rows.querySelector(".note").remove();
    let order = columns[0].map((_, i) => i);
    function lay() {
      const wanted = search.value.trim().toLowerCase();
      const found = wanted ? order.filter((i) => words[i].includes(wanted)) : order;
      body.replaceChildren(...found.slice(0, ROWS_SHOWN).map((i) => {
        const row = document.createElement("tr");
        columns.forEach((column, k) => {
          const cell = document.createElement(k === 0 ? "th" : "td");
          if (k === 0) cell.scope = "row";
          if (k > 2) cell.className = "n";
          const value = column[i];
          cell.textContent = value === null ? "–" : typeof value === "number" ? value.toLocaleString(LANGUAGE) : value;
          row.append(cell);
        });
        return row;
      }));
      const shown = Math.min(found.length, ROWS_SHOWN);
      told.textContent = told_of("shown", { some: shown, all: found.length })
        + (found.length < number ? told_of("of", { all: number }) : "");
    }
    heads.forEach((head, k) => {
      const button = Object.assign(document.createElement("button"), { type: "button" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const falling = head.getAttribute("aria-sort") === "ascending" || (k > 2 && !head.hasAttribute("aria-sort"));
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", falling ? "descending" : "ascending");
        const column = columns[k];
        const by = k > 2
          ? (a, b) => (column[a] ?? -Infinity) - (column[b] ?? -Infinity)
          : (a, b) => (column[a] < column[b] ? -1 : column[a] > column[b] ? 1 : 0);
        order = columns[0].map((_, i) => i).sort((a, b) => (falling ? -1 : 1) * by(a, b));
        lay();
      });
    });
    search.addEventListener("input", lay);
    lay();
  });
}

function unfold() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  if (!target) return;
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", unfold);
unfold();

let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details.prints:not([open])")];
  for (const box of folded) box.open = true;
});
addEventListener("afterprint", () => { for (const box of folded) box.open = false; });

function point(event, on) {
  const mark = event.target.closest && event.target.closest("a.m");
  if (!mark) return;
  for (const id of (mark.getAttribute("aria-describedby") || "").split(" ")) {
    const note = document.getElementById(id);
    if (note) note.classList.toggle("pointed", on);
  }
}
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]])
  document.addEventListener(name, (event) => point(event, on));
