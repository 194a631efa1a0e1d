// Pinyin read as characters, and characters as others that sound alike.

import { HAN } from "./characters.js";

/** How characters sound: pinyin read as characters, and characters as others that sound alike. */
export class Sounds {
  #characters = new Map();
  #sounds = new Map();
  #alike = new Map();

  /** @param table syllables, each followed by its characters */
  constructor(table) {
    for (const [, sound, characters] of table.matchAll(/([a-z]+)([^a-z]+)/g)) {
      this.#characters.set(sound, [...characters]);
      if (!this.#alike.has(blurred(sound))) this.#alike.set(blurred(sound), []);
      this.#alike.get(blurred(sound)).push(sound);
      for (const c of characters) this.#sounds.set(c, [...(this.#sounds.get(c) || []), sound]);
    }
  }

  /** For each syllable or character what it may stand for: [character, cost]; null if not Chinese. */
  parts(units, known, firm) {
    const latin = units.filter((unit) => !HAN.test(unit.text) && !/^\d/.test(unit.raw));
    const pinyin = latin.every((unit) => this.split(unit.raw)) && !(latin.length && latin.every(known));
    if (latin.length && !pinyin) return null;
    return units.flatMap((unit, i) => {
      if (/^\d/.test(unit.raw)) return [[[unit.raw, 0]]];
      if (HAN.test(unit.text)) return [firm[i] ? [[unit.text, 0]] : this.#homophones(unit.text)];
      return this.split(unit.raw).map((sound) => this.#spoken(sound, 0, 0.7));
    });
  }

  #spoken(sound, exact, near) {
    return (this.#alike.get(blurred(sound)) || []).flatMap((one) =>
      this.#characters.get(one).map((c) => [c, one === sound ? exact : near]));
  }

  #homophones(character) {
    const others = (this.#sounds.get(character) || []).flatMap((sound) => this.#spoken(sound, 2.35, 2.7));
    return [[character, 0], ...others.filter(([c]) => c !== character)];
  }

  /** The first of some terms whose characters begin with these letters, if any. */
  initials(word, terms) {
    const begins = (c, letter) => (this.#sounds.get(c) || []).some((sound) => sound[0] === letter);
    return terms.find((term) => term.length === word.length && [...term].every((c, i) => begins(c, word[i])));
  }

  /** The syllables of a word in pinyin, as few as possible; null if it is none. */
  split(word) {
    const best = [[]];
    for (let end = 1; end <= word.length; end++) {
      for (let start = Math.max(0, end - 6); start < end; start++) {
        const sound = word.slice(start, end);
        if (!best[start] || !this.#alike.has(blurred(sound))) continue;
        if (!best[end] || best[start].length + 1 < best[end].length) best[end] = [...best[start], sound];
      }
    }
    return best[word.length] || null;
  }
}

/** A syllable without what many speakers do not tell apart. */
function blurred(sound) {
  return sound.replace(/^([zcs])h/, "$1").replace(/ng$/, "n");
}

const NUMBER = -1; // has no neighbours

/** The likeliest characters, one of each part, by how often neighbours stand together. */
export function likeliest(parts, count) {
  let paths = [{ text: "", code: 0, score: 0 }];
  for (const options of parts) {
    paths = options.map(([c, cost]) => {
      const code = HAN.test(c) ? c.charCodeAt(0) : NUMBER;
      let best = null;
      let highest = -Infinity;
      for (const path of paths) {
        const met = code === NUMBER || path.code === NUMBER ? 0 : count(path.code, code);
        const score = path.score + (met ? Math.log(1 + met) : 0) - cost;
        if (score > highest) [best, highest] = [path, score];
      }
      return { text: best.text + c, code, score: highest };
    });
  }
  return paths.reduce((a, b) => (b.score > a.score ? b : a)).text;
}
