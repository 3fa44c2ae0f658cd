// What pages gain where scripts run: news while a page is open, and a network that moves with its slider.
// Pages work without it.
(() => {
  "use strict";
  const script = document.currentScript;
  const main = document.getElementById("main");
  if (!main || !window.fetch) return;

  // Another address of this page, put in the place of the main part.
  let asked = 0;
  async function load(address, keep) {
    const turn = ++asked;
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok || turn !== asked) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== asked) return false;
    const fresh = page.getElementById("main");
    if (!fresh) return false;
    const parts = keep ? [...main.querySelectorAll("[data-live]")] : [];
    if (parts.length) {
      for (const part of parts) {
        const other = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
        if (other) part.replaceWith(document.adoptNode(other));
      }
    } else {
      const open = [...main.querySelectorAll("details")].map((d) => d.open);
      main.replaceChildren(...[...fresh.childNodes].map((n) => document.adoptNode(n)));
      main.querySelectorAll("details").forEach((d, i) => { if (open[i]) d.open = true; });
      prepare();
    }
    return true;
  }

  // The slider of the network: the picture follows; the address too, so that it can be kept and sent.
  let playing = 0;
  function prepare() {
    const form = main.querySelector("form[data-slider]");
    const slider = form && form.querySelector("input[type=range]");
    if (!slider) return;
    const shown = form.querySelector("output");
    const button = form.querySelector("button[data-play]");
    let wait = 0;
    const follow = () => {
      if (shown) shown.textContent = slider.value;
      clearTimeout(wait);
      wait = setTimeout(async () => {
        const address = new URL(form.action);
        for (const [name, value] of new FormData(form)) if (value) address.searchParams.append(name, value);
        if (await load(address, true)) history.replaceState(null, "", address);
      }, 150);
    };
    slider.addEventListener("input", follow);
    for (const choice of form.querySelectorAll("select")) choice.addEventListener("change", follow);
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      clearInterval(playing);
      const stop = button.getAttribute("aria-pressed") === "true";
      button.setAttribute("aria-pressed", String(!stop));
      button.textContent = stop ? button.dataset.play : button.dataset.pause;
      if (stop) return;
      if (slider.value === slider.max) slider.value = slider.min;
      playing = setInterval(() => {
        if (!slider.isConnected || slider.value === slider.max) return button.click();
        slider.stepUp();
        follow();
      }, 1200);
    });
  }
  prepare();

  // News: a cheap question every few seconds while somebody looks.
  let known = null;
  let notice = null;
  async function show() {
    if (notice) notice.remove();
    notice = null;
    await load(location.href, false);
  }
  function tell() {
    if (notice) return;
    notice = document.createElement("p");
    notice.className = "notice news";
    notice.setAttribute("role", "status");
    notice.append(script.dataset.news + " ");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = script.dataset.show;
    button.addEventListener("click", show);
    notice.append(button);
    main.prepend(notice);
  }
  async function look() {
    if (document.hidden) return;
    try {
      const answer = await fetch("/api/v1/revision", { credentials: "same-origin", cache: "no-store" });
      if (!answer.ok) return;
      const { revision } = await answer.json();
      const changed = known !== null && revision !== known;
      known = revision;
      if (!changed) return;
      // Who reads at the top sees the news at once; who is further down, types or has chosen words is only told.
      const busy = window.scrollY > 200 || main.contains(document.activeElement) && document.activeElement !== main ||
        String(getSelection()) !== "";
      if (busy) tell(); else await show();
    } catch {
      // The server is away; it may come back.
    }
  }
  look();
  setInterval(look, 4000);
})();
