// What shows in the form of a message and not in its words: addresses, senders, case numbers, odd characters.

import { isHidden, oneLine } from "./message-text.js";

const sign = (id, side, quotes) => ({ id, side, quotes: [...new Set(quotes)].slice(0, 3) });
const short = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
const endsIn = (host, ends) => ends.some((end) => host === end || host.endsWith(`.${end}`));

/** Signs of the addresses in a text: { id, side, quotes }. */
export function addressSigns(text, isOfficial, data) {
  const found = {};
  for (const { id, side, quote } of addresses(text, data).map((address) => judgedAddress(address, isOfficial, data))) {
    if (id) found[id] = sign(id, side, [...(found[id]?.quotes ?? []), short(quote)]);
  }
  return Object.values(found);
}

/** { quote, host, mail, user } of what looks like an address of a page or of mail. */
function addresses(text, data) {
  const plain = text.replace(/([a-z0-9])。(?=[a-z0-9])/g, "$1.");
  const tokens = plain.match(/[a-z0-9._~:/?#@%&=+\-\u0370-\u04ff]+/g) ?? [];
  return tokens.flatMap((token) => {
    const quote = token.replace(/^[._~:/?#@%&=+-]+|[._~:?#@%&=+-]+$/g, "");
    const hasScheme = /^https?:\/\//.test(quote);
    const authority = quote.replace(/^https?:\/\//, "").split(/[/?#]/)[0];
    const [host, user] = [authority.split("@").pop().replace(/:[0-9]*$/, ""), authority.includes("@")];
    if (!hasScheme && !isHost(host, data)) return [];
    return [{ quote, host, mail: user && !hasScheme, user }];
  });
}

function isHost(host, data) {
  const labels = host.split(".");
  if (isNumeric(host)) return true;
  return labels.length > 1 && labels.every((label) => label !== "") && data.ends.includes(labels[labels.length - 1]);
}

const isNumeric = (host) => /^[0-9]{1,3}(\.[0-9]{1,3}){3}$/.test(host);

function judgedAddress({ quote, host, mail, user }, isOfficial, data) {
  const isPublic = endsIn(host, data["public-ends"]);
  const isOdd = /[^a-z0-9.-]/.test(host) || /(^|\.)xn--/.test(host);
  if (mail) {
    if (isPublic) return { id: "mail-public", side: "for", quote };
    return isOfficial && endsIn(host, data["free-mail"]) ? { id: "mail-free", side: "against", quote } : {};
  }
  if (isNumeric(host)) return { id: "link-numeric", side: "against", quote };
  if (isPublic && !user && !isOdd) return { id: "link-public", side: "for", quote };
  const imitates = data.imitated.some((name) => quote.includes(name));
  if (user || isOdd || imitates || isPublic) return { id: "link-disguised", side: "against", quote };
  if (endsIn(host, data.short)) return { id: "link-short", side: "against", quote };
  return { id: "link-other", side: isOfficial ? "against" : "neither", quote };
}

/** The sign of a sender's number or name, if there is any. */
export function senderSigns(sender, isOfficial, data) {
  const text = sender.normalize("NFKC").toLowerCase().trim();
  if (!text) return [];
  if (text.includes("@")) return addressSigns(text, isOfficial, data);
  const dialled = text.replace(/[\s().-]/g, "");
  const number = dialled.replace(/^(\+86|0086|86(?=1[0-9]{10}$))/, "");
  const id = /^(\+|00)/.test(dialled) && number === dialled ? "sender-abroad" : kindOfNumber(number, text, data);
  const side = id === "sender-abroad" || (isOfficial && ["sender-mobile", "sender-chat"].includes(id)) ? "against" : "neither";
  return id ? [sign(id, side, [short(oneLine(Array.from(sender)))])] : [];
}

function kindOfNumber(number, text, data) {
  if (data["public-numbers"].includes(number)) return "sender-public";
  if (/^106[0-9]{2,}$/.test(number)) return "sender-106";
  if (/^1[3-9][0-9]{9}$/.test(number)) return "sender-mobile";
  if (/^(400|800)[0-9]{7}$|^9[56][0-9]{3,7}$/.test(number)) return "sender-service";
  if (/^0[0-9]{9,11}$|^[2-8][0-9]{6,7}$/.test(number)) return "sender-landline";
  return data.chats.some((name) => text.includes(name)) ? "sender-chat" : "";
}

const CASE = /([(（[{〔【<]?)\s?([0-9]{4})\s?[)）\]}〕】>]?\s?([\u4e00-\u9fa5]{1,4})\s?([0-9]{0,6})\s?([\u4e00-\u9fa5]{1,6}?)\s?第?\s?([0-9]{1,9})\s?(?:-[0-9]{1,3})?号/g;

/** Signs of the case numbers of courts in a text that is read; `year` is this year. */
export function caseSigns(text, isCourt, year, data) {
  const found = [...text.matchAll(CASE)].map((match) => readCase(match, year, data)).filter((each) => each);
  const [odd, usual] = [found.filter(({ isUsual }) => !isUsual), found.filter(({ isUsual }) => isUsual)];
  const quotes = (all) => all.map(({ quote }) => quote);
  const elsewhere = usual.filter(({ court }) => isElsewhere(text, court, data));
  return [
    ...(usual.length ? [sign("case-usual", "for", quotes(usual))] : []),
    ...(odd.length ? [sign("case-odd", "against", quotes(odd))] : []),
    ...(elsewhere.length ? [sign("case-elsewhere", "against", quotes(elsewhere))] : []),
    ...(isCourt && !found.length ? [sign("case-none", "against", [])] : []),
  ];
}

/** A case number in its parts; null where it is only a date or the number of a paper. */
function readCase([quote, bracket, opened, letters, place, type], year, data) {
  const split = place === "" ? unplaced(letters + type, data) : { court: letters, kind: type };
  const isKnown = split.court in data.provinces;
  if (!bracket && !isKnown) return null;
  const isUsual = isKnown && [0, 2, 4].includes(place.length) && data["case-types"].includes(split.kind) &&
    Number(opened) >= data["first-case-year"] && Number(opened) <= year;
  return { quote: quote.trim(), court: split.court, isUsual };
}

/** The court and the kind of a number without digits between them: 粵民終. */
function unplaced(letters, data) {
  const court = Object.keys(data.provinces).filter((name) => letters.startsWith(name)).sort((a, b) => b.length - a.length)[0] ?? "";
  return { court, kind: letters.slice(court.length) };
}

/** Whether the court that is named is in another province than the number says. */
function isElsewhere(text, court, data) {
  const named = data.courts.flatMap((word) => text.split(word).slice(0, -1).map((before) => before.slice(-14).split("\n").pop()));
  const isIn = (names) => named.some((words) => names.some((name) => words.includes(name)));
  if (isIn(data.provinces[court])) return false;
  return Object.entries(data.provinces).some(([letter, names]) => letter !== court && isIn(names));
}

/** Signs of characters that hide something. */
export function characterSigns(original) {
  const hidden = original.filter((c, at) => isHidden(c) && !(c === "\u200d" && /[\u{2190}-\u{2bff}\u{1f000}-\u{1faff}\ufe0f]/u.test(original[at - 1] ?? "")));
  const codes = hidden.map((c) => `U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
  const odd = oddRuns(original);
  return [
    ...(hidden.length ? [sign("hidden", "against", codes)] : []),
    ...(odd.length ? [sign("disguised", "against", odd.map((run) => short(run)))] : []),
  ];
}

/** Runs of letters and digits in which unlike alphabets, widths or dressed-up forms are mixed. */
function oddRuns(original) {
  const runs = oneLine(original).match(/[0-9A-Za-z\u0370-\u04ff\u2460-\u24ff\u2776-\u2793\u2f00-\u2fdf\uff10-\uff5a\u{1d400}-\u{1d7ff}\u{1f100}-\u{1f18f}]+/gu) ?? [];
  return runs.filter((run) => {
    const has = (pattern) => pattern.test(run);
    const dressed = (run.match(/[\u2460-\u24ff\u2776-\u2793\u{1f100}-\u{1f18f}]/gu) ?? []).length;
    return (
      (has(/[A-Za-z]/) && has(/[\u0370-\u04ff]/)) ||
      (has(/[0-9A-Za-z]/) && has(/[\uff10-\uff5a]/)) ||
      has(/[\u2f00-\u2fdf\u{1d400}-\u{1d7ff}]/u) || dressed > 1 || (dressed === 1 && Array.from(run).length > 2)
    );
  });
}
