// The link builder. It picks among what the build made: the tables of the page, the pictures below
// qr/, the cards below counsellors/cards/. Every word that is shown stands in the page or in those.

const SITE = new URL("..", document.currentScript.src);
const LANGUAGE = document.documentElement.lang;

// Each file of cards calls this function with what it holds.
const cards = new Map();
globalThis.linkCards = (file) => cards.set(file.name, file.cards);

/** The cards in one language whose links lead to one; tried again after a failure. */
function loadCards(name) {
  if (cards.has(name)) return Promise.resolve(cards.get(name));
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(`counsellors/cards/${name}.js`, SITE).href;
    script.onload = () => resolve(cards.get(name));
    script.onerror = reject;
    document.head.append(script);
  });
}

/** Letters as they compare: any width, any case. */
function folded(text) {
  return text.normalize("NFKC").toLowerCase();
}

class LinkBuilder extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", (event) => this.changed(event.target.name));
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-copy]");
      if (button) this.copy(document.getElementById(button.dataset.copy));
    });
    this.hidden = false;
    this.changed("stage");
  }

  part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }

  changed(name) {
    if (name === "stage" || name === "words") this.offer();
    this.show();
  }

  /** Fill the list of pages with those that fit the stage and the words. */
  offer() {
    const { stage, words, page } = this.form.elements;
    const chosen = page.value;
    const wanted = folded(words.value).split(/\s+/).filter(Boolean);
    const groups = [...document.querySelectorAll(".all-links table")].map((table) => {
      const group = document.createElement("optgroup");
      group.label = table.dataset.kind;
      for (const row of table.tBodies[0].rows) {
        const text = `${row.dataset.code} ${row.cells[1].textContent}`;
        const fits = !stage.value || row.dataset.stages.split(" ").includes(stage.value);
        if (fits && wanted.every((word) => folded(text).includes(word))) {
          group.append(new Option(text, row.dataset.code, false, row.dataset.code === chosen));
        }
      }
      return group;
    });
    page.replaceChildren(...groups.filter((group) => group.children.length));
    this.part("none").hidden = page.options.length > 0;
  }

  async show() {
    const { page, language } = this.form.elements;
    const code = page.value;
    const leads = language.value;
    const asked = `${leads === "any" ? LANGUAGE : leads}-${leads}`;
    this.asked = asked + code;
    this.querySelector("[role=status]").textContent = "";
    let found;
    try {
      found = (await loadCards(asked))[code];
      this.part("failed").hidden = true;
    } catch {
      this.part("failed").hidden = false;
    }
    // A later choice may have been answered first.
    if (this.asked !== asked + code) return;
    this.part("made").hidden = !found;
    if (found) this.fill(code, leads === "any" ? "" : `${leads}/`, found);
  }

  fill(code, folder, { link, card, frame }) {
    const values = { permanent: link, code, card, frame };
    for (const [name, value] of Object.entries(values)) document.getElementById(`made-${name}`).value = value;
    const image = this.querySelector(".qr img");
    image.alt = this.dataset.qr.replace("{code}", code);
    image.src = new URL(`qr/${folder}${code}.svg`, SITE).href;
    for (const file of this.querySelectorAll("[data-file]")) {
      file.href = new URL(`qr/${folder}${code}.${file.dataset.file}`, SITE).href;
      file.download = `${code}${folder && `-${folder.slice(0, -1)}`}.${file.dataset.file}`;
    }
  }

  /** Copy a field; where a browser does not allow it, select the text for the reader to copy. */
  async copy(field) {
    const status = this.querySelector("[role=status]");
    const what = field.labels[0].textContent;
    status.textContent = "";
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = this.dataset.copied.replace("{what}", what);
    } catch {
      status.textContent = this.dataset.selected.replace("{what}", what);
    }
  }
}

customElements.define("link-builder", LinkBuilder);
