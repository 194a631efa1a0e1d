// Deadlines: the page's side of lib/deadlines.js. Each period stands in the page; the script dates, sorts and shows it.

import { OLDEST, addMonths, dayOf, daysBetween, weekday } from "../lib/dates.js";
import { periodsFrom } from "../lib/deadlines.js";
import { complain, control, controls, filled, fillSlots, readFields, whenAsked, wordsOf } from "../lib/form.js";
import { ICS_TYPE, calendarFile } from "../lib/ics.js";
import { lookAt, say, takeAway } from "../lib/output.js";
import { keepWhenAsked } from "../lib/store.js";

// Days before the last day on which the calendar speaks up.
const ALARMS = [3, 1];
// More years ahead than this are taken for a slip.
const AHEAD = 30;
const FRIDAY = 5;

class GuideDeadlines extends HTMLElement {
  connectedCallback() {
    this.words = wordsOf(this);
    this.result = this.querySelector("[data-part=result]");
    this.list = this.querySelector("[data-part=periods]");
    this.ahead = this.list.dataset.ahead.split(" ");
    this.periods = [...this.list.children].map(({ dataset }) => ({
      id: dataset.period,
      event: dataset.event,
      who: dataset.who,
      unit: dataset.unit,
      value: Number(dataset.value),
    }));
    const asked = whenAsked(this, (isAsked) => this.work(isAsked));
    takeAway(this, this.words, { copied: () => this.text(), saved: () => this.calendar() });
    keepWhenAsked(this, this.words, () => {
      asked.forget();
      this.result.hidden = true;
      this.classList.remove("worked");
      for (const field of controls(this)) complain(field, this.words);
      for (const more of this.querySelectorAll("details")) more.open = controls(more).some((field) => field.value);
    });
  }

  work(isAsked) {
    const found = this.found();
    this.result.hidden = !found.periods;
    this.classList.toggle("worked", !this.result.hidden);
    for (const field of controls(this)) field.closest(".field").classList.toggle("unused", !field.value);
    if (found.periods) this.show(found.periods, found.given);
    say(this, this.words, found.periods ? "done" : "faults", { count: found.faulty.length });
    for (const field of found.faulty) field.closest("details")?.setAttribute("open", "");
    if (isAsked && found.periods) lookAt(this.result);
    return found.faulty;
  }

  /** { given, periods, faulty }: the days typed, the periods from them, or the fields at fault. */
  found() {
    const today = dayOf(new Date());
    const { values, faulty } = readFields(this, this.words);
    const given = Object.fromEntries(Object.entries(values).filter(([, day]) => day));
    for (const [event, day] of Object.entries(given)) {
      if (day < OLDEST) this.fault(faulty, event, "old");
      else if (day > today && !this.ahead.includes(event)) this.fault(faulty, event, "future");
      else if (day > addMonths(today, AHEAD * 12)) this.fault(faulty, event, "far");
    }
    if (!faulty.length && !Object.keys(given).length) this.fault(faulty, this.periods[0].event, "one-date");
    return { given, faulty, periods: faulty.length ? null : periodsFrom(given, this.periods, today) };
  }

  fault(faulty, event, fault) {
    const input = control(this, event);
    complain(input, this.words, fault);
    faulty.push(input);
  }

  item(id) {
    return this.list.querySelector(`[data-period="${id}"]`);
  }

  show(found, given) {
    for (const item of this.list.children) item.hidden = true;
    for (const period of found) {
      const item = this.item(period.id);
      const { event, who } = item.dataset;
      const isOver = period.left !== null && period.left < 0;
      fillSlots(item, {
        day: period.day ? this.named(period.day) : this.words.open,
        left: period.day ? this.left(period.left) : "",
        weekend: period.day && !isOver && weekday(period.day) > FRIDAY ? this.weekend(item.dataset, period) : "",
        from: given[event],
      });
      item.querySelector("[data-slot=missed]").hidden = !isOver || who !== "you";
      item.hidden = false;
      this.list.append(item);
    }
  }

  named(day) {
    return filled(this.words.on, { day, weekday: this.words.weekdays.split(" ")[weekday(day) - 1] });
  }

  left(days) {
    const near = { "-1": "left-yesterday", 0: "left-today", 1: "left-tomorrow" };
    return filled(this.words[near[days] ?? (days > 0 ? "left-days" : "left-past")], { days: Math.abs(days) });
  }

  /** What is said of a last day at a weekend; the Friday before it may have passed. */
  weekend({ who, unit }, { safe, left, day }) {
    if (who !== "you" && who !== "both") return this.words["weekend-other"];
    const isFridayPast = daysBetween(safe, day) > left;
    return isFridayPast ? this.words["weekend-now"] : filled(this.words[unit === "before" ? "weekend-hearing" : "weekend"], { safe: this.named(safe) });
  }

  text() {
    return this.result.hidden ? "" : `${this.result.innerText}\n`;
  }

  /** The days still to come, the creditor's left out: nobody need be reminded of those. */
  calendar() {
    const { faulty, periods } = this.found();
    if (!periods) {
      say(this, this.words, "faults", { count: faulty.length });
      return null;
    }
    const events = periods.filter(({ id, left }) => left !== null && left >= 0 && this.item(id).dataset.who !== "creditor").map((period) => this.event(period));
    if (!events.length) say(this, this.words, "no-dates");
    const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    return events.length ? { name: "deadlines.ics", type: ICS_TYPE, bytes: calendarFile(this.words["calendar-name"], events, stamp) } : null;
  }

  event({ id, day }) {
    const item = this.item(id);
    const words = (slot) => item.querySelector(`[data-slot=${slot}]`).textContent.trim();
    return {
      uid: `${id}-${day}@overdue-loan-guide`,
      day,
      title: filled(this.words["event-title"], { who: words("who"), do: words("do") }),
      text: [words("do"), words("law"), words("weekend"), this.words["event-note"]].filter(Boolean).join("\n"),
      alarms: ALARMS,
    };
  }
}

customElements.define("guide-deadlines", GuideDeadlines);
