// In pages that are served, never in a pack: another pack loads the page anew, and a fault is shown above it.
{
  const { pack, state } = document.currentScript.dataset;
  const title = document.title;
  const events = new EventSource("/_portolan/events");
  let late;
  const lost = (is) => document.documentElement.toggleAttribute("data-portolan-lost", is);
  events.onopen = () => { clearTimeout(late); late = undefined; lost(false); };
  events.onerror = () => { late ??= setTimeout(lost, 1500, true); };
  events.onmessage = (event) => {
    const now = JSON.parse(event.data);
    if (pack ? now.pack !== pack : now.state !== state) {
      location.reload();
    } else if (pack) {
      const next = new DOMParser().parseFromString(now.fault, "text/html").getElementById("portolan-fault");
      document.getElementById("portolan-fault").replaceWith(next);
      document.title = next.hidden ? title : "Fault: " + title;
    }
  };
}
