// Makes elements, and paragraphs out of the text of the description.

// `el("a", { href: "#x" }, "text", other)`; what is undefined or null is left out.
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
  return made;
}

// Paragraphs and lists of the little Markdown that descriptions have.
export function prose(text) {
  const blocks = (text ?? "").trim().split(/\n\s*\n/).filter(Boolean);
  return blocks.map((block) => {
    const lines = block.split("\n");
    if (!lines.every((line) => /^[-*] /.test(line))) return el("p", {}, spans(block));
    return el("ul", {}, lines.map((line) => el("li", {}, spans(line.slice(2)))));
  });
}

// `code`, **strong** and [links](…) within a line.
export function spans(text) {
  const parts = text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)\s]+\))/);
  return parts.filter(Boolean).map((part) => {
    if (part.startsWith("`")) return el("code", {}, part.slice(1, -1));
    if (part.startsWith("**")) return el("strong", {}, part.slice(2, -2));
    const link = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part);
    return link && /^(https?:|[#/.])/.test(link[2]) ? el("a", { href: link[2] }, link[1]) : part;
  });
}

// A button that copies what `text` gives at that moment, and says so.
export function copies(label, text) {
  const button = el("button", { type: "button", class: "button other small" }, label);
  button.addEventListener("click", async () => {
    let said = "Copied";
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      said = "Select and copy it";
    }
    button.textContent = said;
    setTimeout(() => { button.textContent = label; }, 2_000);
  });
  return button;
}

// Text that may be long: it scrolls, also by keyboard.
export function long(label, text) {
  return el("pre", { class: "long", tabindex: "0", role: "group", "aria-label": label }, text);
}
