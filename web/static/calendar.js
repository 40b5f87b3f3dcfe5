/* The calendar: a chip is dragged to another day. “Move to…” on its page does the same without a mouse. */
(() => {
  "use strict";

  let moved = null;

  const day = (event) => {
    const cell = event.target.closest("[data-day]");
    return moved && cell && !cell.classList.contains("gone") && cell !== moved.closest("[data-day]") ? cell : null;
  };

  const clear = () => document.querySelectorAll(".drop").forEach((cell) => cell.classList.remove("drop"));

  document.addEventListener("dragstart", (event) => {
    moved = event.target.closest("[data-move]");
    if (!moved) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", moved.title);
  });

  document.addEventListener("dragover", (event) => {
    const cell = day(event);
    clear();
    if (!cell) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    cell.classList.add("drop");
  });

  document.addEventListener("drop", (event) => {
    const cell = day(event);
    clear();
    if (!cell) return;
    event.preventDefault();
    const address = new URL(moved.dataset.move, location.href);
    address.searchParams.set("date", cell.dataset.day);
    location.assign(address);
  });

  document.addEventListener("dragend", () => {
    clear();
    moved = null;
  });
})();
