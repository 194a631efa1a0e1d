// Phrases by which a query says something: danger, a stage, a kind of page, another country's law.

const NUMBER = "#"; // stands for any number in a phrase

/** The phrases of a long list, which the first tier holds as one text. */
export const phrasesIn = (list) => (list ? list.split("|") : []);

export class Sayings {
  #tells = new Map();
  #numerals;
  #longest = 0;

  /** @param boot the first tier, which holds the phrases */
  constructor({ crisis, elsewhere, stages, intents }, numerals) {
    this.#numerals = numerals;
    this.add("crisis", phrasesIn(crisis.words));
    this.add("sign", phrasesIn(crisis.signs));
    this.add("elsewhere", elsewhere);
    for (const stage of Object.keys(stages)) this.add(`stage ${stage}`, stages[stage]);
    for (const kind of Object.keys(intents)) this.add(`intent ${kind}`, intents[kind].words);
  }

  /** Phrases that say something. */
  add(what, phrases) {
    for (const phrase of phrases) {
      const joined = phrase.replaceAll(" ", "");
      const known = this.#tells.get(joined);
      if (known) known.push(what);
      else this.#tells.set(joined, [what]);
      this.#longest = Math.max(this.#longest, joined.length);
    }
  }

  /** What some units say. Phrases begin and end where units do, so Latin ones are made of whole words. */
  told(units) {
    const raw = units.map((unit) => unit.raw);
    const told = new Set();
    this.#hear(raw, told);
    const isNumber = (unit) => /^\d+$/.test(unit) || this.#numerals.get(unit) > 0;
    const numbered = raw.map((unit) => (isNumber(unit) ? NUMBER : unit))
      .filter((unit, i, all) => unit !== NUMBER || all[i - 1] !== NUMBER);
    if (numbered.includes(NUMBER)) this.#hear(numbered, told);
    return told;
  }

  #hear(units, told) {
    for (let i = 0; i < units.length; i++) {
      let said = "";
      for (let k = i; k < units.length && said.length < this.#longest; k++) {
        said += units[k];
        for (const what of this.#tells.get(said) || []) told.add(what);
      }
    }
  }
}
