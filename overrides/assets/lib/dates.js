// Days of the calendar, as "2026-11-23", without hours or time zones.

/** A day before it is taken for a slip; it is no limit of any law. */
export const OLDEST = "1990-01-01";

// A court dates its papers 二〇二六年三月五日.
const ON_PAPERS = "〇一二三四五六七八九";
const FORMS = [
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})[日號号]?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** { value } for a day as it was typed, or { fault }: "empty", "long" or "no-date". */
export function readDate(typed) {
  const text = String(typed).trim();
  if (text === "") return { fault: "empty" };
  if (text.length > 40) return { fault: "long" };
  const folded = inFigures(text.normalize("NFKC").replace(/\s/g, ""));
  for (const form of FORMS) {
    const match = form.exec(folded);
    if (match) return isDay(...match.slice(1).map(Number)) ? { value: iso(...match.slice(1).map(Number)) } : { fault: "no-date" };
  }
  return { fault: "no-date" };
}

/** A day whose year is in Chinese numerals, in figures; any other text as it is. */
function inFigures(text) {
  const match = /^([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日號号]?$/.exec(text);
  if (!match) return text;
  const year = [...match[1].replace(/[○零]/g, "〇")].map((c) => ON_PAPERS.indexOf(c)).join("");
  return `${year}年${underHundred(match[2])}月${underHundred(match[3])}日`;
}

/** 十, 十二, 二十, 二十三 and 三 in figures; 0 for what is no such numeral. */
function underHundred(text) {
  const match = /^(?:([二三]?)十)?([一二三四五六七八九]?)$/.exec(text);
  if (!match) return 0;
  const tens = text.includes("十") ? ON_PAPERS.indexOf(match[1] || "一") : 0;
  return tens * 10 + (match[2] ? ON_PAPERS.indexOf(match[2]) : 0);
}

/** The day that a Date falls on where the reader is. */
export const dayOf = (now) => iso(now.getFullYear(), now.getMonth() + 1, now.getDate());

/** How many days from one day to another; below zero when the second is the earlier. */
export const daysBetween = (from, to) => count(to) - count(from);

export const addDays = (day, days) => fromCount(count(day) + days);

/** The same day of a later month, or its last day when it is shorter: 31 January, then 28 February. */
export function addMonths(day, months) {
  const [year, month, date] = parts(day);
  const at = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(at / 12), (at % 12) + 1];
  return iso(y, m, Math.min(date, length(y, m)));
}

/** 1 for Monday to 7 for Sunday. */
export const weekday = (day) => ((((count(day) + 3) % 7) + 7) % 7) + 1;

const parts = (day) => day.split("-").map(Number);
const isLeap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const length = (year, month) => LENGTHS[month - 1] + (month === 2 && isLeap(year) ? 1 : 0);

function isDay(year, month, date) {
  return year >= 1900 && month >= 1 && month <= 12 && date >= 1 && date <= length(year, month);
}

function iso(year, month, date) {
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(date).padStart(2, "0")].join("-");
}

/** Days since 1970-01-01, by the rule of the Gregorian calendar. */
function count(day) {
  const [year, month, date] = parts(day);
  const y = month > 2 ? year : year - 1;
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return y * 365 + leaps + Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date - 1 - 719468;
}

function fromCount(days) {
  let year = Math.floor((days + 719468) / 365.2425);
  while (count(iso(year + 1, 3, 1)) <= days) year += 1;
  while (count(iso(year, 3, 1)) > days) year -= 1;
  const within = days - count(iso(year, 3, 1));
  const at = Math.floor((5 * within + 2) / 153);
  const date = within - Math.floor((153 * at + 2) / 5) + 1;
  return at < 10 ? iso(year, at + 3, date) : iso(year + 1, at - 9, date);
}
