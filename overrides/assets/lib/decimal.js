// Exact decimal numbers: { units, places } stands for units / 10^places, units being a BigInt.

const MODES = {
  "down": () => false,
  "up": (twice) => twice !== 0n,
  "half-up": (twice, whole) => twice >= whole,
  "half-even": (twice, whole, even) => twice > whole || (twice === whole && !even),
};

const ten = (places) => 10n ** BigInt(places);
const made = (units, places) => Object.freeze({ units, places });
const scaled = (a, places) => a.units * ten(places - a.places);

/** The decimal written plainly, as "-1234.50"; a RangeError if it is written otherwise. */
export function decimal(text) {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text));
  if (!match) throw new RangeError("not a decimal");
  const [, sign, whole, fraction = ""] = match;
  const units = BigInt(whole + fraction);
  return made(sign ? -units : units, fraction.length);
}

/** The plain notation of a decimal, with as many places as it has. */
export function plain(a) {
  const digits = String(a.units < 0n ? -a.units : a.units).padStart(a.places + 1, "0");
  const end = digits.length - a.places;
  const text = a.places ? `${digits.slice(0, end)}.${digits.slice(end)}` : digits;
  return a.units < 0n ? `-${text}` : text;
}

export function add(a, b) {
  const places = Math.max(a.places, b.places);
  return made(scaled(a, places) + scaled(b, places), places);
}

export function subtract(a, b) {
  const places = Math.max(a.places, b.places);
  return made(scaled(a, places) - scaled(b, places), places);
}

export function multiply(a, b) {
  return made(a.units * b.units, a.places + b.places);
}

/** a / b to a number of places; the mode says how: "half-up", "half-even", "down" or "up". */
export function divide(a, b, places, mode = "half-up") {
  if (b.units === 0n) throw new RangeError("division by zero");
  const over = a.units * ten(places + b.places);
  return made(quotient(over, b.units * ten(a.places), mode), places);
}

/** A decimal to a number of places, in the same modes as a division. */
export function round(a, places, mode = "half-up") {
  return divide(a, made(1n, 0), places, mode);
}

function quotient(over, under, mode) {
  const negative = over < 0n !== under < 0n;
  const [top, whole] = [over < 0n ? -over : over, under < 0n ? -under : under];
  const floor = top / whole;
  const up = MODES[mode]((top % whole) * 2n, whole, floor % 2n === 0n);
  const size = up ? floor + 1n : floor;
  return negative ? -size : size;
}

/** -1, 0 or 1 as a is below, equal to or above b. */
export function compare(a, b) {
  const difference = subtract(a, b).units;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const least = (a, b) => (compare(a, b) <= 0 ? a : b);
export const most = (a, b) => (compare(a, b) >= 0 ? a : b);
export const sum = (all) => all.reduce(add, decimal("0"));
export const isZero = (a) => a.units === 0n;
export const isNegative = (a) => a.units < 0n;
