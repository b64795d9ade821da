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
