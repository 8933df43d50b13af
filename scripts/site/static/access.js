// What the theme leaves out for screen readers and keyboards.
addEventListener("DOMContentLoaded", () => {
  const set = (selector, name, value) =>
    document.querySelectorAll(selector).forEach((each) => each.setAttribute(name, value));
  set(".sidebar-tree .caption", "aria-level", "2");
  set("aside.sidebar-drawer", "aria-label", "All pages");
  set("aside.toc-drawer", "aria-label", "This page");
  set("pre, .table-wrapper", "tabindex", "0");
});
