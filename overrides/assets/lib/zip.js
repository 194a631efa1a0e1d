// Files in one: a ZIP archive without compression. The same content gives the same bytes.

const TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
// 1980-01-01 00:00, the first moment that a ZIP archive knows.
const DATE = 0x21;

/** The UTF-8 bytes of a text; half of a surrogate pair becomes U+FFFD. */
export function utf8(text) {
  const bytes = [];
  for (const character of text) {
    const point = character.codePointAt(0);
    const c = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (c < 0x80) bytes.push(c);
    else if (c < 0x800) bytes.push(0xc0 | (c >> 6), 0x80 | (c & 63));
    else if (c < 0x10000) bytes.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
    else bytes.push(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
  }
  return Uint8Array.from(bytes);
}

export function crc32(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = TABLE[(c ^ byte) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

/** The bytes of an archive of { path: text }, in the order given. */
export function zip(files) {
  const [bodies, entries] = [[], []];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, data] = [utf8(path), utf8(text)];
    const fields = [20, 0x800, 0, 0, DATE, crc32(data), data.length, data.length, name.length, 0];
    const sizes = [2, 2, 2, 2, 2, 4, 4, 4, 2, 2];
    bodies.push(little([0x04034b50, ...fields], [4, ...sizes]), name, data);
    entries.push(little([0x02014b50, 20, ...fields, 0, 0, 0, 0, offset], [4, 2, ...sizes, 2, 2, 2, 4, 4]), name);
    offset += 30 + name.length + data.length;
  }
  const count = Object.keys(files).length;
  const size = entries.reduce((total, part) => total + part.length, 0);
  const end = little([0x06054b50, 0, 0, count, count, size, offset, 0], [4, 2, 2, 2, 2, 4, 4, 2]);
  return concatenated([...bodies, ...entries, end]);
}

function little(values, sizes) {
  return Uint8Array.from(values.flatMap((value, at) => Array.from({ length: sizes[at] }, (_, n) => (value >>> (8 * n)) & 0xff)));
}

function concatenated(parts) {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}
