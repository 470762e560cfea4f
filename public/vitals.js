// Reports the speed of each page view once: largest contentful paint and interaction to next paint in milliseconds, and the
// cumulative layout shift. Sends no URL, no cookie and nothing about the visitor; see docs/telemetry.md.
(() => {
  const types = self.PerformanceObserver?.supportedEntryTypes ?? [];
  // A page opened in the background paints only when it is viewed, so its value is meaningless.
  if (!navigator.sendBeacon || document.visibilityState == "hidden") return;
  const watch = (type, each, options) => {
    if (!types.includes(type)) return;
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(each));
    observer.observe({ type, buffered: true, ...options });
    pending.push(() => observer.takeRecords().forEach(each));
  };
  const pending = [];
  let lcp, shift = types.includes("layout-shift") ? 0 : undefined;
  let session = 0, first = 0, last = 0;
  const interactions = new Map();

  const shown = performance.getEntriesByType("navigation")[0]?.activationStart ?? 0;
  watch("largest-contentful-paint", (entry) => (lcp = Math.max(entry.startTime - shown, 0)));
  // The worst window: at most five seconds, with less than a second between two shifts.
  watch("layout-shift", (entry) => {
    if (entry.hadRecentInput) return;
    if (entry.startTime - last > 1000 || entry.startTime - first > 5000) {
      session = 0;
      first = entry.startTime;
    }
    last = entry.startTime;
    session += entry.value;
    shift = Math.max(shift, session);
  });
  const interaction = (entry) => {
    if (entry.interactionId) interactions.set(entry.interactionId, Math.max(entry.duration, interactions.get(entry.interactionId) ?? 0));
  };
  watch("event", interaction, { durationThreshold: 40 });
  watch("first-input", interaction);

  const send = () => {
    if (document.visibilityState != "hidden" && !leaving) return;
    removeEventListener("visibilitychange", send, true);
    removeEventListener("pagehide", leave, true);
    pending.forEach((take) => take());
    const fields = new URLSearchParams();
    if (lcp !== undefined) fields.set("lcp", lcp.toFixed(1));
    // The longest, except for one outlier per fifty interactions.
    const longest = [...interactions.values()].sort((a, b) => b - a);
    const inp = longest[Math.floor(longest.length / 50)];
    if (inp !== undefined) fields.set("inp", inp.toFixed(1));
    if (shift !== undefined) fields.set("cls", shift.toFixed(4));
    if (![...fields].length) return;
    const kinds = { "": "home", categories: "list", search: "list", products: "product", cart: "cart", checkout: "checkout" };
    fields.set("page", kinds[location.pathname.split("/")[1]] ?? "other");
    navigator.sendBeacon("/vitals", fields);
  };
  let leaving = false;
  const leave = () => {
    leaving = true;
    send();
  };
  addEventListener("visibilitychange", send, true);
  addEventListener("pagehide", leave, true);
})();
