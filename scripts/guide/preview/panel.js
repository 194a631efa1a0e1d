// Keeps the panel up to date, and loads the page again when it has changed.

(() => {
  const panel = document.getElementById("preview-panel");
  const rest = (ms) => new Promise((done) => setTimeout(done, ms));

  /** Waits at the server for a change; false when the page is about to be loaded again. */
  async function change() {
    const query = new URLSearchParams({ version: panel.dataset.version, page: location.pathname });
    const state = await (await fetch(`${panel.dataset.state}?${query}`, { cache: "no-store" })).json();
    if (state.built !== panel.dataset.built) {
      location.reload();
      return false;
    }
    if (String(state.version) !== panel.dataset.version) show(state);
    return true;
  }

  function show(state) {
    const open = panel.querySelector("details")?.open;
    panel.dataset.version = state.version;
    panel.innerHTML = state.panel;
    const details = panel.querySelector("details");
    if (details && open) details.open = true;
  }

  (async () => {
    for (;;) {
      try {
        if (!(await change())) return;
      } catch {
        await rest(2000);
      }
    }
  })();
})();
