// Calendar files (RFC 5545): days with alarms, for the reader's own calendar.

import { utf8 } from "./zip.js";

export const ICS_TYPE = "text/calendar;charset=utf-8";

/**
 * The text of a calendar. `events` are { uid, day: "2026-11-23", title, text, alarms }, alarms being
 * days before at nine in the morning; `stamp` is the moment of making, "20261123T120000Z".
 */
export function calendarFile(name, events, stamp) {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Overdue Loan Guide//Deadlines//EN", "CALSCALE:GREGORIAN", `X-WR-CALNAME:${icsText(name)}`];
  for (const event of events) lines.push(...eventLines(event, stamp));
  return [...lines, "END:VCALENDAR"].map((line) => folded75(line) + "\r\n").join("");
}

function eventLines({ uid, day, title, text, alarms = [] }, stamp) {
  return [
    "BEGIN:VEVENT",
    `UID:${icsText(uid)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day.replace(/-/g, "")}`,
    `SUMMARY:${icsText(title)}`,
    ...(text ? [`DESCRIPTION:${icsText(text)}`] : []),
    "TRANSP:TRANSPARENT",
    ...alarms.flatMap((days) => alarmLines(days, title)),
    "END:VEVENT",
  ];
}

/** An alarm at 09:00, so many days before a whole day, which begins at midnight. */
function alarmLines(days, title) {
  const hours = days * 24 - 9;
  const trigger = hours > 0 ? `-PT${hours}H` : `PT${-hours}H`;
  return ["BEGIN:VALARM", "ACTION:DISPLAY", `TRIGGER:${trigger}`, `DESCRIPTION:${icsText(title)}`, "END:VALARM"];
}

function icsText(text) {
  const plainText = String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "");
  return plainText.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");
}

/** A line in pieces of at most 75 bytes, none of which cuts a character. */
function folded75(line) {
  let [out, size] = ["", 0];
  for (const character of line) {
    const bytes = utf8(character).length;
    if (size + bytes > 75) [out, size] = [out + "\r\n ", 1];
    out += character;
    size += bytes;
  }
  return out;
}
