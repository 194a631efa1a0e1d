// Where a case stands: by what has arrived, or else by the days overdue.

import { daysBetween } from "./dates.js";

/**
 * Days overdue from what was typed: { days }, null where nothing was, or { field, fault, values }.
 * A due date that has not passed is a fault: nothing is overdue yet.
 */
export function daysOverdue({ days = null, due = null, today }) {
  const counted = due === null ? null : daysBetween(due, today);
  if (counted !== null && counted < 0) return { field: "due", fault: "not-yet-due", values: { left: -counted } };
  if (counted !== null && days !== null && counted !== days) return { field: "days", fault: "days-differ", values: { days: counted } };
  return { days: days ?? counted };
}

/** The band in which a number of days falls; `stages` are those of stages.yml that have days. */
export function bandOf(days, stages) {
  if (days === null) return "unknown";
  if (days < Math.min(...stages.map((stage) => stage.from))) return "not-due";
  return stages.find((stage) => stage.from <= days && (stage.to === null || days <= stage.to)).id;
}

/**
 * { stage, by, steps }: the stage, whether the paper, the days or nothing tells it, and whose steps
 * are today's: those of what has arrived, or those of the stage. `paper` is { id, stage, steps }.
 */
export function whereAmI(paper, band) {
  const stage = paper.stage || band || "unknown";
  const byDays = stage === "unknown" ? "none" : "days";
  return { stage, by: paper.stage ? "paper" : byDays, steps: paper.steps ? paper.id : stage };
}
