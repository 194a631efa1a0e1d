// Porter's stemmer (1980), the one that Snowball calls "porter": the index is made with Snowball's.

const SUFFIXES_2 = suffixes("ational ate tional tion enci ence anci ance izer ize abli able alli al entli ent eli e ousli ous ization ize ation ate ator ate alism al iveness ive fulness ful ousness ous aliti al iviti ive biliti ble");
const SUFFIXES_3 = suffixes("icate ic ative - alize al iciti ic ical ic ful - ness -");
const SUFFIXES_4 = /(ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic|ou)$/;

function suffixes(text) {
  const words = text.split(" ");
  const pairs = [];
  for (let i = 0; i < words.length; i += 2) pairs.push([words[i], words[i + 1] === "-" ? "" : words[i + 1]]);
  return pairs.sort((a, b) => b[0].length - a[0].length);
}

/** Vowels and consonants of a word, as v and c. */
function shape(word) {
  let out = "";
  for (const letter of word) out += /[aeiou]/.test(letter) || (letter === "y" && out.endsWith("c")) ? "v" : "c";
  return out;
}

const measure = (word) => (shape(word).match(/v+c+/g) || []).length;
const hasVowel = (word) => shape(word).includes("v");
const endsShort = (word) => /cvc$/.test(shape(word)) && !/[wxy]$/.test(word);

function replaced(word, pairs) {
  const pair = pairs.find(([suffix]) => word.endsWith(suffix));
  if (!pair) return word;
  const rest = word.slice(0, -pair[0].length);
  return measure(rest) > 0 ? rest + pair[1] : word;
}

export function stem(word) {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  let w = word.replace(/(ss|i)es$/, "$1").replace(/([^s])s$/, "$1");
  if (w.endsWith("eed")) {
    if (measure(w.slice(0, -3)) > 0) w = w.slice(0, -1);
  } else {
    const cut = w.match(/^(.+?)(ed|ing)$/);
    if (cut && hasVowel(cut[1])) {
      w = cut[1];
      if (/(at|bl|iz)$/.test(w)) w += "e";
      else if (/([^aeiou])\1$/.test(w) && !/[lsz]$/.test(w)) w = w.slice(0, -1);
      else if (measure(w) === 1 && endsShort(w)) w += "e";
    }
  }
  if (w.endsWith("y") && hasVowel(w.slice(0, -1))) w = `${w.slice(0, -1)}i`;
  w = replaced(replaced(w, SUFFIXES_2), SUFFIXES_3);
  const last = w.match(SUFFIXES_4) || w.match(/(?:[st])(ion)$/);
  if (last && measure(w.slice(0, -last[1].length)) > 1) w = w.slice(0, -last[1].length);
  if (w.endsWith("e")) {
    const rest = w.slice(0, -1);
    if (measure(rest) > 1 || (measure(rest) === 1 && !endsShort(rest))) w = rest;
  }
  return measure(w) > 1 && w.endsWith("ll") ? w.slice(0, -1) : w;
}
