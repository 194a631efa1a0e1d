// The nearest name to one that does not exist. The twin of scripts/guide/inbound/nearest.py.

/** How many letters to put in, take out, change or swap with the next; most + 1 if more. */
function distanceUpTo(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const older = before;
    before = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, older[j - 2] + 1);
      }
      row.push(cost);
    }
    if (Math.min(...row) > most) return most + 1;
  }
  return row[b.length];
}

/** The first of the nearest names, or nothing if none is near: a third of the letters differ.
 * Another number is never near: Article 189 is not meant by whoever writes 188. */
export function nearestName(word, known) {
  const most = Math.min(Math.max(1, Math.floor(word.length / 3)), 6);
  let best = most + 1;
  let found = "";
  const digits = digitsOf(word);
  for (const name of known) {
    if (digitsOf(name) !== digits) continue;
    const distance = distanceUpTo(word, name, Math.min(most, best - 1));
    if (distance < best) {
      best = distance;
      found = name;
    }
  }
  return found;
}

function digitsOf(word) {
  return word.replace(/[^0-9]/g, "");
}
