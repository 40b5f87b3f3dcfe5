/* Callboard: the editor of an advert. Words that rules speak of are marked where they stand, behind the text itself.
   Every page works without this file. */
(() => {
  "use strict";

  const FIELDS = ["title", "summary", "body", "benefits", "similar_titles"];
  const margin = () => document.getElementById("margin");
  const field = (id) => document.getElementById(id);

  /* A sheet under the field, with the same text in the same places; only its marks are seen. */
  const sheetOf = (input) => {
    if (input.dataset.sheet) return document.getElementById(input.dataset.sheet);
    const sheet = document.createElement("div");
    sheet.id = `${input.id}-marks`;
    sheet.className = `marks ${input.tagName === "TEXTAREA" ? "long" : "line"}`;
    sheet.setAttribute("aria-hidden", "true");
    const box = document.createElement("div");
    box.className = "marked";
    const focused = document.activeElement === input;
    input.replaceWith(box);
    box.append(sheet, input);
    if (focused) input.focus();
    input.dataset.sheet = sheet.id;
    input.addEventListener("scroll", () => follow(input, sheet), { passive: true });
    new ResizeObserver(() => follow(input, sheet)).observe(input);
    return sheet;
  };

  const follow = (input, sheet) => {
    sheet.scrollTop = input.scrollTop;
    sheet.scrollLeft = input.scrollLeft;
  };

  /* Python counts characters, JavaScript counts halves of some. */
  const place = (characters, number) => characters.slice(0, number).join("").length;

  const marksOf = (id) => {
    const links = Array.from(margin().querySelectorAll(`[data-select="${id}"]`));
    const spans = links.map((link) => ({
      start: Number(link.dataset.start), end: Number(link.dataset.end), level: link.dataset.level,
    })).filter((span) => span.end > span.start && span.level !== "i");
    spans.sort((one, other) => one.start - other.start || other.end - one.end);
    const apart = [];
    for (const span of spans) if (!apart.length || span.start >= apart.at(-1).end) apart.push(span);
    return apart;
  };

  const draw = (id) => {
    const input = field(id);
    if (!input) return;
    const marks = marksOf(id);
    if (!marks.length && !input.dataset.sheet) return;
    const sheet = sheetOf(input);
    const characters = Array.from(input.value);
    const parts = [];
    let done = 0;
    for (const { start, end, level } of marks) {
      parts.push(characters.slice(done, start).join(""));
      const mark = document.createElement("mark");
      mark.className = level;
      mark.textContent = characters.slice(start, end).join("");
      parts.push(mark);
      done = end;
    }
    parts.push(`${characters.slice(done).join("")}\n`);
    sheet.replaceChildren(...parts);
    follow(input, sheet);
  };

  const drawAll = () => { if (margin()) FIELDS.forEach(draw); };

  /* While the rules are being asked, marks of before would stand beside their words. */
  document.addEventListener("input", (event) => {
    const sheet = event.target.dataset?.sheet;
    if (sheet) document.getElementById(sheet).replaceChildren();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-select]");
    const input = link && field(link.dataset.select);
    if (input) {
      event.preventDefault();
      input.closest("details")?.setAttribute("open", "");
      const characters = Array.from(input.value);
      input.focus();
      const [start, end] = [Number(link.dataset.start), Number(link.dataset.end)];
      if (end > start) {
        input.setSelectionRange(place(characters, start), place(characters, start));
        input.blur();
        input.focus();
        input.setSelectionRange(place(characters, start), place(characters, end));
      }
    }
    const add = event.target.closest("[data-add]");
    const body = add && field(add.dataset.add);
    if (body) {
      event.preventDefault();
      body.value = `${body.value.trimEnd()}\n\n${add.value}\n`;
      body.dispatchEvent(new Event("input", { bubbles: true }));
      body.focus();
      body.setSelectionRange(body.value.length, body.value.length);
    }
  });

  /* What was unfolded in the margin, or is being typed there, stays so when it is swapped. */
  let open = [];
  let typed = [];
  let pressed = false;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "margin") return;
    open = Array.from(event.detail.target.querySelectorAll("details[open]"), (part) => part.id);
    typed = Array.from(event.detail.target.querySelectorAll("textarea"), (part) => [part.id, part.value]);
    pressed = event.detail.requestConfig?.elt?.tagName === "BUTTON";
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!margin()) return;
    open.forEach((id) => { const part = document.getElementById(id); if (part) part.open = true; });
    if (!pressed) typed.forEach(([id, value]) => { const part = document.getElementById(id); if (part) part.value = value; });
    if (pressed && document.activeElement === document.body) document.getElementById("findings-h").focus();
    [open, typed, pressed] = [[], [], false];
    drawAll();
  });

  drawAll();
})();
