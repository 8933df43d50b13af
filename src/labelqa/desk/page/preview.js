/* Follows a report in the making: how it stands, its faults as plain text, its new page in place of the old. */
(() => {
  "use strict";
  const part = (id) => document.getElementById(id);
  const shown = part("shown");
  const stages = { starting: "Starting", freeze: "Looking at the data", cut: "Cutting the extract",
    execute: "Running", render: "Laying out", publish: "Laying out" };
  const proofs = { "at work": "A clean run is checking it", same: "Proved: a clean run shows the same",
    differs: "A clean run differs: ", failed: "A clean run fails: " };
  let version = 0;
  let frame = null;

  const make = (tag, text, name) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (name) made.className = name;
    return made;
  };

  /* A place is a chapter and how far it is from the top, so that it is found again where the page above grew. */
  const placeIn = (page) => {
    const begun = [...page.querySelectorAll(".chapter")].filter((c) => c.getBoundingClientRect().top <= 8);
    const chapter = begun.at(-1);
    const top = page.defaultView.scrollY;
    return { top, name: chapter?.getAttribute("aria-labelledby"), off: chapter?.getBoundingClientRect().top };
  };
  const goTo = (page, place) => {
    const head = place.name && page.getElementById(place.name);
    const chapter = head?.closest(".chapter");
    const top = chapter ? page.defaultView.scrollY + chapter.getBoundingClientRect().top - place.off : place.top;
    page.defaultView.scrollTo({ top, behavior: "instant" });
  };

  const load = (edition) => {
    const coming = document.createElement("iframe");
    coming.title = "The report";
    coming.className = "coming";
    coming.dataset.edition = edition;
    coming.src = `report?${version}`;
    coming.addEventListener("load", () => {
      if (frame) goTo(coming.contentDocument, placeIn(frame.contentDocument));
      for (const other of shown.querySelectorAll("iframe")) if (other !== coming) other.remove();
      part("waiting").hidden = true;
      coming.className = "";
      frame = coming;
    });
    shown.append(coming);
  };

  const fault = (found) => {
    const article = document.createElement("article");
    const line = found.line ? `, line ${found.line}` : "";
    if (found.where) article.append(make("p", found.where + line, "where"));
    article.append(make("h2", found.what));
    if (found.remedy) article.append(make("p", found.remedy, "remedy"));
    if (found.code) article.append(make("pre", found.code, "code"));
    if (found.trace) {
      const more = document.createElement("details");
      more.append(make("summary", "Traceback"), make("pre", found.trace));
      article.append(more);
    }
    return article;
  };

  const tellFaults = (state) => {
    const panel = part("faults");
    panel.hidden = state.faults.length === 0;
    panel.replaceChildren(...state.faults.map(fault));
    if (!panel.hidden && state.version) panel.append(make("p", "Below stands the last page that could be made.", "last"));
  };

  const tellNotes = (state) => {
    const notes = part("notes");
    notes.hidden = state.notes.length === 0;
    const things = state.notes.length === 1 ? "One thing only looks" : `${state.notes.length} things only look`;
    notes.querySelector("summary").textContent = `${things} wrong and would be published so`;
    notes.querySelector("ul").replaceChildren(...state.notes.map((note) => make("li", note)));
  };

  const tellStatus = (state) => {
    const cells = state.doing === "execute" && state.total ? ` cell ${state.done + 1} of ${state.total}` : "";
    const faulty = state.faults.length > 0 && !state.doing;
    const doing = state.doing ? (stages[state.doing] ?? state.doing) + cells : faulty ? "Error" : "Up to date";
    part("doing").textContent = doing;
    part("status").className = faulty ? "faulty" : state.doing ? "" : "current";
    part("proof").textContent = faulty || state.doing ? "" : (proofs[state.proof] ?? "") + state.differs;
    part("proof").className = state.differs ? "differs" : "";
    part("progress").hidden = !cells;
    part("progress").max = state.total || 1;
    part("progress").value = state.done;
    shown.classList.toggle("behind", frame !== null && state.doing !== "" && frame.dataset.edition !== part("edition").value);
    part("pdf").setAttribute("aria-disabled", String(!state.version));
  };

  const tellSubject = (state) => {
    document.title = `${state.report}: ${state.market}, ${state.period} (preview)`;
    part("report").textContent = state.report;
    part("subject").textContent = `${state.market}, ${state.period}`;
    const select = part("edition");
    const known = [...select.options].map((option) => option.value).join();
    if (known !== state.editions.join()) {
      select.replaceChildren(...state.editions.map((name) => new Option(name, name)));
      select.value = state.edition;
    }
  };

  part("edition").addEventListener("change", (event) => {
    fetch("edition", { method: "POST", body: event.target.value });
  });

  const events = new EventSource("events");
  events.addEventListener("message", (event) => {
    const state = JSON.parse(event.data);
    tellSubject(state);
    tellFaults(state);
    tellNotes(state);
    if (state.version !== version && state.version) {
      version = state.version;
      load(state.edition);
    }
    tellStatus(state);
  });
  events.addEventListener("error", () => {
    part("doing").textContent = "The preview has ended; start it again to go on";
    part("proof").textContent = "";
    part("progress").hidden = true;
    part("status").className = "left";
  });
})();
