// Single keys. HTML declares them: <a data-key="g" …>, <button data-key="a" …>, <input data-key="/" …>.
// A key never fires inside a field, with a modifier, while the list of keys is open, or when
// the person has switched keys off (WCAG 2.1.4).

const STORE = "ow-keys";
const FIELDS = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

function remembered() {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true;
  }
}

function remember(on) {
  try {
    localStorage.setItem(STORE, on ? "on" : "off");
  } catch {
    // A closed store only means that the choice lasts as long as the page.
  }
}

function isField(element) {
  return element.matches(FIELDS);
}

function nameOf(element) {
  if (element.dataset.keyName) return element.dataset.keyName;
  if (element.getAttribute("aria-label")) return element.getAttribute("aria-label");
  if (element.labels?.length) return element.labels[0].textContent.trim();
  const copy = element.cloneNode(true);
  copy.querySelectorAll(".ow-key").forEach((hint) => hint.remove());
  return copy.textContent.trim();
}

function show(root) {
  root.querySelectorAll("[data-key]").forEach((element) => {
    if (element.hasAttribute("aria-keyshortcuts")) return;
    const hint = document.createElement("kbd");
    hint.className = "ow-key";
    hint.setAttribute("aria-hidden", "true");
    hint.textContent = element.dataset.key;
    if (isField(element)) element.after(hint);
    else element.append(hint);
    element.setAttribute("aria-keyshortcuts", element.dataset.key);
  });
}

function fill(dialog) {
  const list = dialog.querySelector("[data-keys-list]");
  list.querySelectorAll("[data-keys-made]").forEach((line) => line.remove());
  const seen = new Set();
  document.querySelectorAll("[data-key]").forEach((element) => {
    if (seen.has(element.dataset.key)) return;
    seen.add(element.dataset.key);
    const key = document.createElement("dt");
    const kbd = document.createElement("kbd");
    kbd.className = "ow-key";
    kbd.textContent = element.dataset.key;
    key.append(kbd);
    const name = document.createElement("dd");
    name.textContent = nameOf(element);
    for (const part of [key, name]) part.setAttribute("data-keys-made", "");
    list.append(key, name);
  });
}

function step(by) {
  const links = [...document.querySelectorAll("[data-split] .ow-split__list a[data-open]")];
  if (!links.length) return false;
  const here = links.findIndex((link) => link === document.activeElement);
  const open = links.findIndex((link) => link.hasAttribute("aria-current"));
  const from = here >= 0 ? here : open;
  links[Math.min(Math.max(from + by, 0), links.length - 1)].focus();
  return true;
}

function press(key) {
  if (key === "j") return step(1);
  if (key === "k") return step(-1);
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]:not([disabled])`);
  if (!target || target.closest("[aria-busy=true]")) return false;
  target.focus();
  if (!isField(target)) target.click();
  return true;
}

export function startKeys(root) {
  const dialog = root.querySelector("dialog[data-keys]");
  const choice = dialog?.querySelector("[data-keys-switch]");
  const openers = root.querySelectorAll("[data-keys-open]");
  const apply = (on) => root.body.classList.toggle("ow-keys-off", !on);
  const open = () => {
    fill(dialog);
    dialog.showModal();
  };

  show(root);
  apply(remembered());
  if (dialog) {
    choice.checked = remembered();
    choice.addEventListener("change", () => {
      remember(choice.checked);
      apply(choice.checked);
    });
    dialog.querySelector("[data-keys-close]").addEventListener("click", () => dialog.close());
    openers.forEach((opener) => {
      opener.hidden = false;
      opener.addEventListener("click", open);
    });
  }

  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.isComposing || event.repeat || event.key.length !== 1) return;
    if (isField(event.target) || dialog?.open || root.body.classList.contains("ow-keys-off")) return;
    if (event.key === "?" && dialog) {
      event.preventDefault();
      open();
    } else if (press(event.key)) event.preventDefault();
  });
  return { show };
}
