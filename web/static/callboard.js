/* Callboard: what makes the pages quicker to use. Every page works without this file. */
(() => {
  "use strict";

  const characters = (text) => Array.from(text).length;

  /* Characters used: <output data-used-by="field-id" data-limit="75">. */
  const count = (output) => {
    const field = document.getElementById(output.dataset.usedBy);
    if (!field) return;
    const used = characters(field.value);
    const limit = Number(output.dataset.limit);
    output.textContent = `${used.toLocaleString("en-GB")} of ${limit.toLocaleString("en-GB")} characters`;
    output.classList.toggle("over", used > limit);
  };

  document.addEventListener("input", (event) => {
    document.querySelectorAll(`[data-used-by="${CSS.escape(event.target.id)}"]`).forEach(count);
  });

  /* Copy: <button data-copy="id-of-the-text">; shown only where the browser can. */
  const offerCopy = (root) => {
    if (!navigator.clipboard) return;
    root.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    say("Copied");
  });

  const say = (words) => {
    const status = document.getElementById("spoken-status");
    if (status) status.textContent = words;
  };

  /* Where one is stands in view, in a row of links that is wider than the screen. */
  document.querySelectorAll(".side nav [aria-current], .tabs [aria-current]").forEach((link) => {
    const row = link.closest("nav, .tabs");
    if (row.scrollWidth > row.clientWidth) row.scrollLeft = link.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
  });

  /* Print: <button data-print>; without script the browser's own menu does it. */
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  /* A control that cannot be used now keeps its place in the tab order and says why beside it. */
  document.addEventListener("click", (event) => {
    if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
  });

  /* The drawer: the page behind is inert, Escape or Close brings focus back to where it came from. */
  const drawer = () => document.getElementById("drawer");
  const behind = () => [document.querySelector(".side"), document.getElementById("main")];
  let opener = null;
  let addressBehind = null;

  const openDrawer = () => {
    const box = drawer();
    box.hidden = false;
    document.querySelector(".scrim").hidden = false;
    behind().forEach((part) => { part.inert = true; });
    const heading = box.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus();
  };

  const closeDrawer = () => {
    const box = drawer();
    if (!box || box.hidden) return false;
    box.hidden = true;
    box.replaceChildren();
    document.querySelector(".scrim").hidden = true;
    behind().forEach((part) => { part.inert = false; });
    if (addressBehind) history.pushState({}, "", addressBehind);
    addressBehind = null;
    if (opener && opener.isConnected) opener.focus();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && closeDrawer()) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if ((event.target.closest(".drawer .close") || event.target.matches(".scrim")) && closeDrawer()) {
      event.preventDefault();
    }
  });

  const warn = (words) => { document.getElementById("spoken-alert").textContent = words; };
  document.addEventListener("htmx:sendError", () => warn("Callboard does not answer. Reload the page to see whether it went through."));
  document.addEventListener("htmx:responseError", (event) => {
    warn(event.detail.xhr.status === 400 ? "This page was open too long. Reload it; nothing was changed."
      : "That did not work. Reload the page to see what holds now.");
  });
  document.addEventListener("htmx:beforeRequest", () => { document.getElementById("spoken-alert").textContent = ""; });

  /* What is selected, in business terms: <output data-selected-in="form-id">. */
  const selected = (form) => {
    const boxes = Array.from(form.querySelectorAll("[data-openings]:checked"));
    const sum = (key) => boxes.reduce((total, box) => total + Number(box.dataset[key]), 0);
    const many = (number, one, more) => `${number.toLocaleString("en-GB")} ${number === 1 ? one : more}`;
    const output = form.querySelector("[data-selected]");
    const noun = output.dataset.noun ?? "advert";
    const some = many(boxes.length, noun, noun === "vacancy" ? "vacancies" : `${noun}s`);
    const inner = noun === "advert" ? `${many(sum("vacancies"), "vacancy", "vacancies")}, ` : "";
    output.textContent = boxes.length ? `${some} selected: ${inner}${many(sum("openings"), "opening", "openings")}`
      : "None selected";
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form");
    if (form?.querySelector("[data-selected]")) selected(form);
  });

  /* After a swap focus stays on the same control (by its id, else by its place among the others), or goes to the
     error summary. */
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  let focused = null;
  let place = -1;

  document.addEventListener("htmx:beforeSwap", (event) => {
    const active = document.activeElement;
    if (event.detail.target.id === "drawer" && !event.detail.target.contains(active)) {
      opener = active;
      addressBehind = location.href;
    }
    focused = active && active !== document.body ? active.id || null : null;
    place = Array.from(event.detail.target.querySelectorAll(CONTROLS)).indexOf(active);
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "drawer") openDrawer();
  });

  const keepFocus = (part) => {
    if (focused === null && place < 0) return;
    const controls = part ? part.querySelectorAll(CONTROLS) : [];
    const same = focused === null ? null : document.getElementById(focused);
    const next = same ?? (place < 0 ? null : controls[Math.min(place, controls.length - 1)]) ?? document.querySelector("h1");
    if (next.matches("h1")) next.tabIndex = -1;
    next.focus({ preventScroll: true });
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    const root = event.detail.target.isConnected ? event.detail.target : document;
    offerCopy(document);
    document.querySelectorAll("[data-used-by]").forEach(count);
    const summary = root.querySelector(".errors");
    if (summary) summary.focus();
    else if (document.activeElement === document.body) keepFocus(document.getElementById(event.detail.target.id));
  });

  /* What refreshes by itself does so only while somebody can see it: <div data-every="30" hx-trigger="refresh">. */
  const due = new Map();
  setInterval(() => {
    if (document.visibilityState !== "visible" || !window.htmx) return;
    document.querySelectorAll("[data-every]").forEach((part) => {
      const now = Date.now();
      if (!due.has(part.id)) due.set(part.id, now);
      if (now - due.get(part.id) < Number(part.dataset.every) * 1000 || part.contains(document.activeElement)) return;
      due.set(part.id, now);
      window.htmx.trigger(part, "refresh");
    });
  }, 1000);

  document.querySelectorAll("[data-used-by]").forEach(count);
  document.querySelectorAll("form:has([data-selected]):has([data-openings]:checked)").forEach(selected);
  offerCopy(document);
  document.querySelector(".errors")?.focus();
})();
