/* Deciding: every button asks the server this page is from, which keeps the answer at once. */
(() => {
  const $ = (id) => document.getElementById(id);
  const shown = document.querySelector("main").dataset;
  let generation = Number(shown.generation), version = Number(shown.version);
  let busy = Promise.resolve(), gone = false, stopped = false;

  function say(text) { $("say").textContent = text || ""; }

  async function call(path, body) {
    const how = body === undefined ? {} : { method: "POST", body: JSON.stringify(body),
      headers: { "Content-Type": "application/json" } };
    const answer = await fetch(path, { cache: "no-store", ...how });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error);
    return told;
  }

  /* One request after the other: answers come in the order of the questions. */
  function queued(work) {
    busy = busy.then(work).then(() => { gone = false; }, (error) => {
      gone = error instanceof TypeError;
      say(gone ? "The server does not answer; decisions so far are kept. Start it again to go on." : error.message);
    }).then(() => { document.documentElement.dataset.busy = "no"; });
    document.documentElement.dataset.busy = "yes";
    return busy;
  }

  /* The places are others than before: load the page again, and say then what there was to say. */
  function again(said) {
    if (said) sessionStorage.setItem("said", said);
    stopped = true;
    location.reload();
  }

  function take(news) {
    if (news.reload) { again(news.said); return false; }
    for (const [id, html] of Object.entries(news.cards || {})) page.replace(id, html);
    (news.totals || []).forEach((html, file) => { $(`totals${file}`).innerHTML = html; });
    generation = news.generation;
    version = news.version;
    const others = Object.keys(news.cards || {}).length && news.said === undefined;
    if (news.said !== undefined) say(news.said);
    else if (others) say("Somebody else has decided something; it is taken in.");
    else if (news.stale.length) say(`${news.stale.join(", ")} was changed by another program; writing reads it again first.`);
    return true;
  }

  const parts = (id) => id.slice(1).split("-").map(Number);
  const here = () => page.cards[page.current];

  function order(card, what, more = {}) {
    const [file, place] = card ? parts(card.id) : [0, 0];
    const wasOpen = card && card.dataset.status === "open";
    return queued(async () => {
      const news = await call("do", { do: what, generation, version, file, place, ...more });
      if (!take(news) || !card || !news.well || what === "clear") return;
      onward(page.number(card.id), wasOpen);
    });
  }

  /* From a question to the next open one, going round; else to the next place. */
  function onward(from, wasOpen) {
    const open = (card) => card.dataset.status === "open";
    let to = wasOpen ? page.next(from, 1, open) : -1;
    if (wasOpen && to < 0) to = page.next(-1, 1, open);
    if (to < 0) to = page.next(from, 1);
    page.go(to < 0 ? from : to);
  }

  function nextOpen(way) {
    const open = (card) => card.dataset.status === "open";
    let to = page.next(page.current, way, open);
    if (to < 0) to = page.next(way > 0 ? -1 : page.cards.length, way, open);
    if (to < 0) say("No open question is left here."); else page.go(to);
  }

  function options(card, then) {
    const [file, place] = parts(card.id);
    return queued(async () => {
      const told = await call(`options?generation=${generation}&file=${file}&place=${place}`);
      if (told.reload) again(); else then(told);
    });
  }

  /* ------------------------------------------------------------ dialogs */

  function edit(card) {
    options(card, (told) => {
      const dialog = $("edit"), field = $("edit-text");
      $("edit-before").textContent = told.before || "(nothing)";
      field.value = told.put;
      dialog.returnValue = "";
      dialog.onclose = () => {
        if (dialog.returnValue === "save") order(card, "edit", { put: field.value });
        else page.go(page.number(card.id));
      };
      dialog.showModal();
      field.focus();
      field.select();
    });
  }

  function button(label, work) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", work);
    return made;
  }

  function row(...nodes) {
    const made = document.createElement("p");
    made.className = "row";
    made.append(...nodes);
    return made;
  }

  function fill(select, values) {
    select.replaceChildren(...Object.entries(values).map(([value, label]) => new Option(label, value)));
  }

  const quoted = (text) => text === "" ? "(take it out)" : `“${text}”`;
  const likes = { text: "same text", rule: "same rule", file: "whole file" };

  function more(card, focus) {
    options(card, (told) => {
      const dialog = $("more");
      const send = (what, given) => { dialog.onclose = null; dialog.close(); order(card, what, given); };
      $("choices").replaceChildren(...told.choices.map((choice, number) => row(
        button(`${number + 1} ${quoted(choice)}`, () => send("accept", { put: choice })))));
      $("alike").replaceChildren(...Object.entries(told.alike).map(([how, count]) => row(
        `${likes[how]} (${count.toLocaleString("en")})`,
        button("Accept all", () => send("alike", { how, verdict: "accept" })),
        button("Reject all", () => send("alike", { how, verdict: "reject" })))));
      $("alike").querySelectorAll("button").forEach((made) =>
        made.setAttribute("aria-label", `${made.textContent}: ${made.parentNode.firstChild.textContent}`));
      fill($("extent"), told.about);
      fill($("scope"), told.scopes);
      $("rule-text").textContent = told.rule;
      $("explain").open = focus === "explain";
      for (const made of dialog.querySelectorAll("[data-say]")) {
        made.disabled = made.dataset.say === "clear" && !told.decided;
        made.onclick = () => send(made.dataset.say, made.dataset.say === "clear" ? {}
          : { extent: $("extent").value, scope: $("scope").value });
      }
      dialog.onclose = () => page.go(page.number(card.id));
      dialog.showModal();
      const first = { choices: "#choices button", alike: "#alike button", always: "#extent",
        explain: "#explain summary" }[focus];
      dialog.querySelector(first || "button")?.focus();
    });
  }

  $("edit-text").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();  /* or the button that gets the focus back is pressed as well */
    $("edit").close("save");
  });

  /* ------------------------------------------------------------ buttons and keys */

  const fileHere = () => here() ? parts(here().id)[0] : 0;

  function write(file) {
    return queued(async () => take(await call("do", { do: "write", generation, version, file,
      backup: $(`backup${file}`).checked })));
  }

  const turn = (what) => queued(async () =>
    take(await call("do", { do: what, generation, version, file: fileHere() })));

  function act(what, card, button) {
    if (what === "write") return write(Number(button.dataset.file));
    if (what === "undo" || what === "redo") return turn(what);
    if (what === "stop") return queued(async () => {
      say((await call("stop", {})).said);
      stopped = true;
    });
    if (!card) return say("Choose a place first: j goes to the next one.");
    if (what === "edit") return edit(card);
    if (what === "more") return more(card);
    return what === "cut" ? order(card, "edit", { put: "" }) : order(card, what);
  }

  document.addEventListener("click", (event) => {
    const made = event.target.closest("[data-do]");
    if (made) act(made.dataset.do, made.closest("article.place"), made);
  });

  const on = (work) => () => here() ? work(here()) : say("Choose a place first: j goes to the next one.");
  Object.assign(page.keys, {
    "y": ["accept what is proposed", on((card) => order(card, "accept"))],
    "n": ["reject it: leave the text as it is", on((card) => order(card, "reject"))],
    "e": ["put something else there", on(edit)],
    "x": ["take out what stands there", on((card) => order(card, "edit", { put: "" }))],
    "s": ["pick another suggestion", on((card) => more(card, "choices"))],
    "a": ["the same answer for all like this", on((card) => more(card, "alike"))],
    "A": ["apply this always", on((card) => more(card, "always"))],
    "N": ["never propose this", on((card) => more(card, "always"))],
    "c": ["take back the decision on this place", on((card) => order(card, "clear"))],
    "u": ["undo your last action", () => turn("undo")],
    "U": ["redo what was undone", () => turn("redo")],
    "J": ["next open question", () => nextOpen(1)],
    "K": ["previous open question", () => nextOpen(-1)],
    "i": ["explain the rule", on((card) => more(card, "explain"))],
    "w": ["go to the button that writes the file", () =>
      document.querySelector(`[data-do="write"][data-file="${fileHere()}"]`).focus()],
  });

  if (page.current < 0) nextOpen(1);
  say(sessionStorage.getItem("said"));
  sessionStorage.removeItem("said");
  setInterval(() => {
    if (stopped || document.hidden || document.documentElement.dataset.busy === "yes") return;
    queued(async () => {
      const back = gone;
      if (take(await call(`news?generation=${generation}&version=${version}`)) && back) say("");
    });
  }, 1500);
})();
