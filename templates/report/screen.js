/* What a browser adds: tables that sort, data to copy, the section in view. The page reads the same without it. */
(() => {
  "use strict";
  const decimal = document.documentElement.dataset.decimal;

  const amount = (text) => {
    const found = text.replaceAll("\u2212", "-").match(/-?\d[\d.,'\u2019\s\u00a0\u202f]*/);
    if (!found) return -Infinity;
    const digits = [...found[0]].filter((c) => /[-\d]/.test(c) || c === decimal).join("");
    return Number.parseFloat(digits.replace(decimal, "."));
  };
  const day = (text) => (/^\d{1,2} \p{L}+ \d{4}$/u.test(text) ? Date.parse(text) : Number.NaN);

  const order = (texts, numeric) => {
    if (numeric) return (a, b) => amount(a) - amount(b);
    if (texts.every((text) => !Number.isNaN(day(text)))) return (a, b) => day(a) - day(b);
    return new Intl.Collator(undefined, { numeric: true }).compare;
  };

  const sortBy = (table, head, column, written) => {
    const next = { none: "ascending", ascending: "descending", descending: "none" }[head.ariaSort ?? "none"];
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    const text = (row) => row.cells[column].textContent.trim();
    const compare = order(written.map(text), head.classList.contains("numeric"));
    const turned = next === "descending" ? -1 : 1;
    const rows = next === "none" ? written : written.toSorted((a, b) => turned * compare(text(a), text(b)));
    if (next !== "none") head.setAttribute("aria-sort", next);
    table.tBodies[0].append(...rows);
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    const written = [...table.tBodies[0].rows];
    if (written.length < 2) continue;
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (written.some((row) => row.cells[column].classList.contains("micro"))) return;
      const button = document.createElement("button");
      button.append(...head.childNodes);
      button.addEventListener("click", () => sortBy(table, head, column, written));
      head.append(button);
    });
  }

  const copied = async (link, button) => {
    const bytes = Uint8Array.from(atob(link.href.split(",", 2)[1]), (c) => c.charCodeAt(0));
    try {
      await navigator.clipboard.writeText(new TextDecoder().decode(bytes));
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed to copy";
    }
  };

  for (const link of navigator.clipboard ? document.querySelectorAll(".download a") : []) {
    const button = document.createElement("button");
    button.textContent = "Copy as CSV";
    button.setAttribute("aria-live", "polite");
    button.setAttribute("aria-label", `Copy ${link.download} as CSV`);
    button.addEventListener("click", () => copied(link, button));
    link.after(" ", button);
  }

  const links = new Map([...document.querySelectorAll(".contents a")].map((a) => [a.hash.slice(1), a]));
  const chapters = [...document.querySelectorAll(".chapter")];
  const mark = () => {
    const atEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    const begun = chapters.filter((c) => atEnd || c.getBoundingClientRect().top < innerHeight / 3);
    const current = begun.at(-1)?.getAttribute("aria-labelledby");
    for (const [name, link] of links) {
      if (name === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  addEventListener("scroll", () => requestAnimationFrame(mark), { passive: true });
  mark();
})();
