// Periods of the law from the days on paper. Days are "yyyy-mm-dd"; the day of the event is not counted.

import { addDays, addMonths, daysBetween, weekday } from "./dates.js";

/** The last day of a period of `value` days, months or years; "before" ends the day before; null if "open". */
export function lastDay(day, unit, value) {
  if (unit === "days") return addDays(day, value);
  if (unit === "months") return addMonths(day, value);
  if (unit === "years") return addMonths(day, value * 12);
  return unit === "before" ? addDays(day, -1) : null;
}

/** The day itself, or the Friday before it when it is a Saturday or Sunday. */
export const weekdayBefore = (day) => addDays(day, -Math.max(0, weekday(day) - 5));

/**
 * The periods of the events given, the earliest last day first, those without a day at the end.
 * `given` is { event: day }, `periods` are { id, event, unit, value }; each found is
 * { id, day, left, safe }: its last day, how many days are left, and the last weekday not after it.
 */
export function periodsFrom(given, periods, today) {
  const found = periods.filter(({ event }) => given[event]).map(({ id, event, unit, value }) => {
    const day = lastDay(given[event], unit, value);
    return { id, day, left: day && daysBetween(today, day), safe: day && weekdayBefore(day) };
  });
  const order = (period) => period.day ?? "9999-99-99";
  return found.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}
