/* Callboard: nothing typed in an advert is lost, and boards' own words are made without a new page.
   Every page works without this file. */
(() => {
  "use strict";

  const form = document.getElementById("advert");
  if (!form) return;
  const ours = Array.from(form.elements, (each) => each.name).filter((name) => name.startsWith("own-"));
  const FIELDS = ["title", "summary", "body", "benefits", "similar_titles", "name", ...ours];
  const field = (name) => form.elements[name];
  const key = `callboard.draft.${form.dataset.draft}`;
  const version = Number(field("version").value);
  const owned = () => Array.from(form.querySelectorAll("[name=own]:not(:disabled)"), (each) => each.value);

  const all = (part) => Object.fromEntries(FIELDS.filter(field).map((name) => [name, field(name)[part]]));
  const typed = () => all("value");
  const same = (one, other) => FIELDS.every((name) => (one[name] ?? "").trim() === (other[name] ?? "").trim());

  /* What is typed is kept in this browser: it outlives a dropped connection and a session that has ended. */
  const store = {
    read() { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write(more) {
      const kept = { at: new Date().toISOString(), version, values: typed(), own: owned(), ...more };
      try { localStorage.setItem(key, JSON.stringify(kept)); } catch { /* full or not allowed: the server keeps it too */ }
    },
    drop() { localStorage.removeItem(key); },
  };

  const offer = document.getElementById("offer");
  const began = all("defaultValue");  // as the page came: somebody may have typed before this file was here
  let changed = false;
  const noteChange = () => { changed = !same(typed(), began); if (changed) store.write(); else if (offer.hidden) store.drop(); };
  form.addEventListener("input", noteChange);
  form.addEventListener("input", (event) => {
    if (ours.includes(event.target.name)) form.querySelector(`[data-own="${event.target.name}"]`).hidden = !event.target.value;
  });

  const before = store.read();
  const failed = document.querySelector(".errors");
  if (before && before.submitted && before.version < version && !failed) store.drop();
  else if (before && !same(before.values, began)) {
    const when = new Date(before.at);
    offer.querySelector("[data-when]").textContent = when.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
    offer.hidden = false;
  } else if (before && !failed) store.drop();

  const own = (name, yes) => {
    const mark = form.querySelector(`[name=own][value="${name}"]`);
    if (!mark) return;
    mark.disabled = !yes;
    field(name).readOnly = !yes;
    form.querySelector(`[data-own="${name}"]`).hidden = !yes;
    form.querySelector(`[data-inherited="${name}"]`).hidden = yes;
  };
  const tell = (name) => field(name).dispatchEvent(new Event("input", { bubbles: true }));

  offer.querySelector("[data-restore]").addEventListener("click", () => {
    before.own.forEach((name) => own(name, true));
    for (const [name, words] of Object.entries(before.values)) if (field(name)) field(name).value = words;
    offer.hidden = true;
    form.querySelectorAll("details").forEach((part) => { part.open = true; });
    field("title").focus();
    tell("body");
  });
  offer.querySelector("[data-forget]").addEventListener("click", () => { store.drop(); offer.hidden = true; field("title").focus(); });

  /* A second click sends nothing; a way to another tab saves first. */
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formaction")) return;
    if (sent) { event.preventDefault(); return; }
    sent = true;
    if (changed) store.write({ submitted: true });
  });
  addEventListener("pageshow", () => { sent = false; });

  document.querySelector(".tabs")?.addEventListener("click", (event) => {
    const tab = event.target.closest("a");
    if (!tab || !changed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const go = document.createElement("input");
    go.type = "hidden";
    go.name = "go";
    go.value = new URL(tab.href).searchParams.get("tab") ?? "";
    form.append(go);
    form.requestSubmit();
    go.remove();
  });

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=change], button[name=reset]");
    if (!button) return;
    event.preventDefault();
    const name = button.value;
    own(name, button.name === "change");
    if (button.name === "reset") field(name).value = document.getElementById(`${name}-base`).textContent;
    field(name).focus();
    tell(name);
  });

  /* Lists and headings of a word processor stay what they are. */
  field("body").addEventListener("paste", async (event) => {
    const source = event.clipboardData.getData("text/html");
    const input = event.target;
    if (input.readOnly || !/<(li|h[1-6]|b|strong|p)[\s>]/i.test(source)) return;
    event.preventDefault();
    const plain = event.clipboardData.getData("text/plain");
    const words = new FormData();
    words.set("csrf_token", field("csrf_token").value);
    words.set("source", source);
    let text = plain;
    try {
      const answer = await fetch(form.dataset.pasted, { method: "POST", body: words, redirect: "error" });
      if (answer.ok) text = (await answer.text()) || plain;
    } catch { /* what was copied goes in as it is */ }
    input.setRangeText(text, input.selectionStart, input.selectionEnd, "end");
    tell("body");
  });
})();
