"use strict";
/* The page at work: filters, search, views, keys. review.js adds the deciding. */
const page = (() => {
  const $ = (id) => document.getElementById(id);
  const fields = { q: $("search"), rule: $("rule"), level: $("level"), status: $("status") };
  let cards = [...document.querySelectorAll("article.place")];
  const at = new Map(cards.map((card, number) => [card.id, number]));
  const texts = new WeakMap();
  let current = -1, side = false, shortcuts = true, typed = Promise.resolve();

  const keys = {
    "j": ["next", () => step(1)], "k": ["previous", () => step(-1)],
    "g": ["first", () => go(next(-1, 1))], "G": ["last", () => go(next(cards.length, -1))],
    "/": ["search", () => fields.q.focus()],
    "v": ["side by side or inline", () => view(!side)],
    "t": ["light or dark", theme],
    "Escape": ["show all again", clear],
    "?": ["these keys", help],
  };
  const also = { ArrowDown: "j", ArrowUp: "k", n: "j", p: "k", Home: "g", End: "G" };

  /* ------------------------------------------------------------ which places are shown */

  function text(card) {
    if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase());
    return texts.get(card);
  }

  function wanted(card, ask) {
    const data = card.dataset;
    return (!ask.level || data.level === ask.level) && (!ask.status || data.status === ask.status)
      && (!ask.rule || data.rule.split(" ").includes(ask.rule)) && (!ask.q || text(card).includes(ask.q));
  }

  function filter() {
    const ask = { q: fields.q.value.trim().toLowerCase(), rule: fields.rule.value,
      level: fields.level.value, status: fields.status.value };
    let shown = 0;
    for (const card of cards) {
      const keep = wanted(card, ask);
      if (card.hidden === keep) card.hidden = !keep;
      shown += keep;
    }
    $("count").textContent = `${shown.toLocaleString("en")} of ${cards.length.toLocaleString("en")} shown`;
    $("none").hidden = shown > 0 || !cards.length;
    remember();
  }

  function clear() {
    for (const field of Object.values(fields)) field.value = "";
    filter();
  }

  /* ------------------------------------------------------------ moving */

  function next(from, way, fits = () => true) {
    for (let n = from + way; n >= 0 && n < cards.length; n += way)
      if (!cards[n].hidden && fits(cards[n])) return n;
    return -1;
  }

  function mark(number) {
    if (cards[current]) cards[current].classList.remove("current");
    current = number;
    cards[current].classList.add("current");
    remember();
  }

  function go(number) {
    if (number < 0) return;
    mark(number);
    cards[number].focus({ preventScroll: true });
    cards[number].scrollIntoView({ block: "nearest" });
  }

  function step(way) { go(next(current < 0 && way < 0 ? cards.length : current, way)); }

  /* ------------------------------------------------------------ views */

  function half(of, left) {
    const copy = of.cloneNode(true);
    copy.className = left ? "was" : "will";
    copy.setAttribute("aria-label", left ? "before" : "after");
    copy.setAttribute("role", "group");
    for (const gone of copy.querySelectorAll(left ? "ins" : "del")) gone.remove();
    return copy;
  }

  function pair(card) {
    const of = card.querySelector(".text"), has = card.querySelector(".pair");
    card.classList.toggle("sided", side);
    if (has && !side) has.remove();
    if (side && !has) {
      const both = document.createElement("div");
      both.className = "pair";
      both.dir = of.dir === "rtl" ? "rtl" : "ltr";
      both.append(half(of, true), half(of, false));
      of.after(both);
    }
  }

  function view(wide) {
    side = wide;
    $("side").setAttribute("aria-pressed", String(side));
    cards.forEach(pair);
    remember();
  }

  function theme() {
    const root = document.documentElement.style;
    const dark = root.colorScheme ? root.colorScheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.colorScheme = dark ? "light" : "dark";
  }

  function help() {
    const list = $("help-keys");
    list.replaceChildren();
    for (const [key, [what]] of Object.entries(keys)) {
      const others = Object.keys(also).filter((other) => also[other] === key && !keys[other]);
      const term = document.createElement("dt"), means = document.createElement("dd");
      term.textContent = [key, ...others].join(" ");
      means.textContent = what;
      list.append(term, means);
    }
    $("help").showModal();
  }

  /* ------------------------------------------------------------ the address remembers the view */

  /* File and position: numbers may change when the page is loaded again. */
  function spot(card) { return [Number(card.id.slice(1).split("-")[0]), Number(card.dataset.start)]; }

  function remember() {
    const said = new URLSearchParams();
    for (const [name, field] of Object.entries(fields)) if (field.value) said.set(name, field.value);
    if (side) said.set("view", "side");
    if (cards[current]) said.set("at", spot(cards[current]).join("."));
    try { history.replaceState(null, "", `#${said}`); } catch { /* a page in a frame may not */ }
  }

  function recall() {
    const said = new URLSearchParams(location.hash.slice(1));
    for (const [name, field] of Object.entries(fields)) field.value = said.get(name) || "";
    if (said.get("view") === "side") view(true);
    const [file, start] = (said.get("at") || "").split(".").map(Number);
    filter();
    go(cards.findIndex((card) => spot(card)[0] === file && spot(card)[1] >= start));
  }

  /* ------------------------------------------------------------ what the person does */

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input, textarea, select")) {
      if (event.key === "Escape") { event.target.blur(); event.preventDefault(); }
      return;
    }
    const key = keys[event.key] ? event.key : also[event.key];
    if (!shortcuts || !keys[key]) return;
    event.preventDefault();
    /* One after the other: a key is about the place that the one before it has led to. */
    typed = typed.then(() => document.querySelector("dialog[open]") || keys[key][1]()).catch(() => {});
  }

  document.addEventListener("keydown", pressed);
  document.querySelector("main").addEventListener("click", (event) => {
    const rule = event.target.closest("[data-filter]"), card = event.target.closest("article.place");
    if (rule) { fields.rule.value = rule.dataset.filter; filter(); }
    if (card) mark(at.get(card.id));
  });
  document.querySelector("main").addEventListener("focusin", (event) => {
    const card = event.target.closest("article.place");
    if (card && at.get(card.id) !== current) mark(at.get(card.id));
  });
  for (const field of Object.values(fields))
    for (const event of ["input", "change"]) field.addEventListener(event, filter);
  document.querySelector(".tools").addEventListener("submit", (event) => event.preventDefault());
  $("side").addEventListener("click", () => view(!side));
  $("theme").addEventListener("click", theme);
  $("keys").addEventListener("click", help);
  $("shortcuts").addEventListener("change", (event) => { shortcuts = event.target.checked; });
  document.querySelector(".tools").hidden = false;
  recall();

  return {
    keys, also, go, next, filter,
    get current() { return current; },
    get cards() { return cards; },
    number(id) { return at.get(id); },
    /* Put a new card in the place of an old one. It stays in sight even if the filter would not
       choose it any more: an answer must not take the place away from under the person's eyes. */
    replace(id, html) {
      const number = at.get(id), old = cards[number];
      const made = document.createRange().createContextualFragment(html).querySelector("article");
      const focused = old.contains(document.activeElement);
      made.hidden = old.hidden;
      if (number === current) made.classList.add("current");
      old.replaceWith(made);
      cards[number] = made;
      pair(made);
      if (focused) made.focus({ preventScroll: true });
    },
  };
})();
