// Amounts and rates as people type them, and as pages show them.

import { add, decimal, isZero, multiply, plain, round } from "./decimal.js";

const LONGEST = 40;
const DIGITS = { "〇": 0, "零": 0, "一": 1, "壹": 1, "二": 2, "貳": 2, "贰": 2, "兩": 2, "两": 2, "三": 3, "叁": 3, "四": 4, "肆": 4, "五": 5, "伍": 5, "六": 6, "陸": 6, "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9 };
const SMALL = { "十": "10", "拾": "10", "百": "100", "佰": "100", "千": "1000", "仟": "1000", "k": "1000" };
const LARGE = { "萬": "10000", "万": "10000", "w": "10000", "億": "100000000", "亿": "100000000" };
const NUMBER = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/;
const PART = /([\d.,]*)([十拾百佰千仟k萬万w億亿])/y;
const BEFORE = /^(?:¥|rmb|cny|人民[幣币])/;
const AFTER = /(?:[元圓圆塊块]?[整正]|[元圓圆塊块]|yuan|rmb|cny)$/;
const COINS = /^(.+)[元圓圆塊块](?:(\d)[角毛]?)?(?:(\d)分)?$/;
const FRACTION = /^(百|千|萬|万)分之(.+)$/;
const OF_A_HUNDRED = { "%": "1", "‰": "0.1", "‱": "0.01", "百": "1", "千": "0.1", "萬": "0.01", "万": "0.01" };

/** What was typed in one notation: half-width, lower case, no spaces, Chinese digits as digits. */
function folded(typed) {
  const text = typed.normalize("NFKC").toLowerCase().replace(/[\s_'’]/g, "").replace(/[−–—]/g, "-");
  return [...text].map((c) => DIGITS[c] ?? c).join("");
}

/** { value } for an amount as it was typed, or { fault }: "empty", "long" or "unreadable". */
export function readAmount(typed) {
  return reading(typed, (text) => amount(text.replace(BEFORE, "")));
}

/** { value } in percent for a rate: "24", "24%", "0.5‰", "萬分之五"; or { fault }. */
export function readRate(typed) {
  return reading(typed, (text) => {
    const [, base, rest] = FRACTION.exec(text) ?? [];
    const sign = base ?? /[%‰‱]$/.exec(text)?.[0] ?? "%";
    const value = number(rest ?? text.replace(/[%‰‱]$/, ""));
    return value && multiply(value, decimal(OF_A_HUNDRED[sign]));
  });
}

/** { value } for a whole number such as days, with or without a unit behind it; or { fault }. */
export function readWhole(typed) {
  const read = reading(typed, (text) => number(text.replace(/(?:個?月|个月|天|日|期|年|days?|months?)$/, "")));
  if (!read.value) return read;
  const whole = round(read.value, 0, "down");
  return plain(round(read.value, 6)) === plain(round(whole, 6)) ? { value: whole } : { fault: "whole" };
}

/** { value } for several amounts, a line or space between them; a single fault stands for all. */
export function readAmounts(typed) {
  const text = String(typed).trim();
  if (text === "") return { fault: "empty" };
  if (text.length > 20000) return { fault: "long" };
  const all = text.split(/[\s;；、]+/).filter(Boolean).map(readAmount);
  const wrong = all.find((read) => read.fault);
  if (wrong) return { fault: wrong.fault };
  return all.some(({ value }) => value.units < 0n) ? { fault: "negative" } : { value: all.map(({ value }) => value) };
}

function reading(typed, read) {
  const text = String(typed).trim();
  if (text === "") return { fault: "empty" };
  if (text.length > LONGEST) return { fault: "long" };
  const value = read(folded(text));
  return value ? { value } : { fault: "unreadable" };
}

function amount(text) {
  const [, yuan, tenth, cent] = COINS.exec(text) ?? [];
  if (tenth || cent) {
    const whole = number(yuan);
    return whole && !whole.places ? add(whole, decimal(`0.${tenth ?? 0}${cent ?? 0}`)) : null;
  }
  return number(text.replace(AFTER, ""));
}

/** A number with or without a sign, in digits or with Chinese units; null if it is none. */
function number(text) {
  if (text.startsWith("-")) {
    const size = number(text.slice(1));
    return size && !text.startsWith("--") ? multiply(size, decimal("-1")) : null;
  }
  const digits = text.replace(/^\+/, "");
  if (NUMBER.test(digits)) return decimal(digits.replace(/,/g, ""));
  return /[十拾百佰千仟k萬万w億亿]/.test(digits) ? withUnits(digits) : null;
}

/** "3萬5", "3.5萬", "一千零五", "十五": a single digit at the end counts tenths of the unit before. */
function withUnits(text) {
  const read = { total: decimal("0"), section: decimal("0"), small: "", large: "", unit: "" };
  let end = 0;
  PART.lastIndex = 0;
  for (let part = PART.exec(text); part; part = PART.exec(text)) {
    end = PART.lastIndex;
    const written = part[1] === "" ? null : NUMBER.test(part[1]) && decimal(part[1].replace(/,/g, ""));
    if (written === false || !(SMALL[part[2]] ? small : large)(read, written, part)) return null;
  }
  const before = add(read.total, read.section);
  const rest = text.slice(end);
  if (rest === "") return before;
  if (!/^\d{1,8}$/.test(rest) || Number(rest) >= Number(read.unit)) return null;
  return add(before, /^[1-9]$/.test(rest) ? decimal(rest + read.unit.slice(2)) : decimal(rest));
}

/** Take in "5千"; units of a section go down. */
function small(read, written, [, , name]) {
  const unit = SMALL[name];
  if (read.small && Number(read.small) <= Number(unit)) return false;
  read.section = add(read.section, multiply(written ?? decimal("1"), decimal(unit)));
  read.small = read.unit = unit;
  return true;
}

/** Take in "5萬" and all of its section before, or the second unit of "3萬億". */
function large(read, written, [, digits, name]) {
  const unit = LARGE[name];
  const higher = read.large && Number(read.large) <= Number(unit);
  const alone = !written && isZero(read.section);
  if (alone ? !read.large : higher || (read.small && !"0".includes(digits[0] ?? "0") && read.small !== "10")) return false;
  if (alone) read.total = multiply(read.total, decimal(unit));
  else read.total = add(read.total, multiply(add(read.section, written ?? decimal("0")), decimal(unit)));
  Object.assign(read, { section: decimal("0"), small: "", large: unit, unit });
  return true;
}

/** A decimal to read: "1,234.50", with a true minus sign. */
export function grouped(value, places = 2) {
  const [whole, fraction] = plain(round(value, places)).split(".");
  const text = whole.replace("-", "").replace(/\B(?=(?:\d{3})+$)/g, ",");
  return (whole.startsWith("-") ? "−" : "") + (fraction ? `${text}.${fraction}` : text);
}

/** A rate to read, without the zeros that say nothing: "24", "18.25". */
export function shortest(value, places = 2) {
  return grouped(value, places).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}
