// List and detail without leaving the page. Each link of the list is a whole page of its own, so
// that it works without this file, in a new tab and after "reload"; here only its detail is taken.

// While a detail is on its way the old one answers neither a key nor the mouse: what is pressed now
// is meant for what comes. Of two that were asked for quickly only the later one is shown.

async function load(detail, href, signal) {
  const answer = await fetch(href, { credentials: "same-origin", signal });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-split] .ow-split__detail");
  if (!answer.ok || answer.redirected || !fresh) throw new Error("no detail");
  detail.replaceChildren(...fresh.childNodes);
  document.title = page.title;
}

function wait(detail, isWaiting) {
  detail.toggleAttribute("inert", isWaiting);
  if (isWaiting) detail.setAttribute("aria-busy", "true");
  else detail.removeAttribute("aria-busy");
}

function mark(split, href) {
  split.querySelectorAll("a[data-open]").forEach((link) => {
    if (link.href === href) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
}

export function startSplit(root, shown) {
  const split = root.querySelector("[data-split]");
  if (!split) return;

  const detail = split.querySelector(".ow-split__detail");
  let underway = new AbortController();

  const go = async (href, isNew) => {
    underway.abort();
    const { signal } = (underway = new AbortController());
    wait(detail, true);
    try {
      await load(detail, href, signal);
      wait(detail, false);
      if (isNew) history.pushState({}, "", href);
      mark(split, href);
      shown(detail);
      detail.focus();
    } catch {
      if (signal.aborted) return;
      wait(detail, false);
      location.assign(href);
    }
  };

  split.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-open]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.href, true);
  });
  addEventListener("popstate", () => go(location.href, false));
}
