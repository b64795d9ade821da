"use strict";
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
const filters = document.querySelector(".filters");
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
  const search = field("Country or words", input("search"));
  const stance = document.createElement("select");
  stance.append(new Option("all", ""), ...groups.map((g) => new Option(g.querySelector("h3").firstChild.textContent.trim(), g.id)));
  field("Stance", stance);
  const from = field("From", input("date"));
  const to = field("to", input("date"));
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
    told.textContent = shown === all ? "" : `${shown} of ${all} shown`;
  }
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
