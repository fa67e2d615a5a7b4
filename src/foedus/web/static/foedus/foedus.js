// Makes the pages quicker to use by keyboard and by drag; every page works without it.
"use strict";

(() => {
  document.documentElement.dataset.script = "";

  const isTyping = (element) => element.closest("input, select, textarea, [contenteditable]") !== null
    && !element.matches("input[type=checkbox], input[type=radio]");

  // Lists: j and k move, Enter opens, x chooses
  const lines = () => [...document.querySelectorAll("[data-list] tbody > tr, ul[data-list] > li, ol[data-list] > li")]
    .filter((line) => line.querySelector("[data-open]") && line.getClientRects().length > 0);

  const move = (step) => {
    const all = lines();
    if (all.length === 0) return;
    const here = all.findIndex((line) => "at" in line.dataset);
    const next = all[here === -1 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1)];
    for (const line of all) delete line.dataset.at;
    next.dataset.at = "";
    next.querySelector("[data-open]").focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };

  const choose = () => {
    const box = document.querySelector("[data-at] input[type=checkbox]");
    if (box) box.click();
    return box !== null;
  };

  // A letter says a word of the line where one is
  const say = (key) => {
    const word = document.querySelector(`[data-at] [data-key="${CSS.escape(key)}"]`);
    if (word) word.click();
    return Boolean(word);
  };

  // g and a letter go to a main page; `?` shows the keys
  let isGoing = false;
  const go = (key) => {
    const link = [...document.querySelectorAll("[data-go]")].find((one) => one.dataset.go === key);
    if (link) link.click();
    return link !== undefined;
  };

  const press = (key) => {
    if (isGoing) {
      isGoing = false;
      return go(key);
    }
    if (key === "g") {
      isGoing = true;
      setTimeout(() => { isGoing = false; }, 1500);
      return true;
    }
    if (key === "/") {
      const box = document.querySelector("[data-search]");
      if (box) box.select();
      if (box) box.focus();
      return box !== null;
    }
    if (key === "?") {
      document.getElementById("keys")?.showModal();
      return true;
    }
    if (key === "j" || key === "k") {
      move(key === "j" ? 1 : -1);
      return true;
    }
    return (key === "x" && choose()) || say(key);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]") || isTyping(event.target)) return;
    if (press(event.key)) event.preventDefault();
  });

  // The menu closes by Escape and by a click elsewhere
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("details.menu[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });

  // What is signed is sent once; a page that comes back out of the browser's memory may send again
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !("once" in form.dataset)) return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "";
    delete form.dataset.changed;
    if (event.submitter) event.submitter.dataset.busy = "";
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    for (const button of document.querySelectorAll("[data-busy]")) delete button.dataset.busy;
  });

  // What was typed is not left behind unasked
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && "unsaved" in form.dataset) form.dataset.changed = "";
  });
  document.addEventListener("submit", (event) => { delete event.target.dataset.changed; });
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-changed]")) event.preventDefault();
  });

  // A file is dropped into the input inside
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const place = event.target instanceof Element ? event.target.closest("[data-drop]") : null;
      const input = place?.querySelector("input[type=file]");
      if (!input) return;
      event.preventDefault();
      if (kind === "drop" && event.dataTransfer.files.length > 0) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
      if (kind === "dragenter" || kind === "dragover") place.dataset.over = "";
      else if (kind === "drop" || !place.contains(event.relatedTarget)) delete place.dataset.over;
    });
  }

  // One box ticks all boxes of a name
  document.addEventListener("change", (event) => {
    const name = event.target.dataset?.checkAll;
    if (!name) return;
    for (const box of document.querySelectorAll("input[type=checkbox]")) {
      if (box.name === name && box !== event.target) box.checked = event.target.checked;
    }
  });

  // A button ticks all boxes of its section; without script the page comes back with them ticked
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-tick-all]");
    if (!button) return;
    event.preventDefault();
    const boxes = [...button.closest("section").querySelectorAll("input[type=checkbox]")]
      .filter((box) => box.name === button.dataset.tickAll);
    const isTicked = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = isTicked;
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-print]")) window.print();
  });

  const ready = () => { document.querySelector("[data-focus]")?.focus(); };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
