// A bar for each month and a line for what the budget allows, as inline SVG. Its numbers stand in a table.

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, BOTTOM, TOP, SIDE] = [600, 195, 34, 10];

/** Draw `bars` of { amount, label } into an <svg>; `limit` is { amount, label }. Amounts are numbers. */
export function drawBars(svg, bars, limit) {
  svg.querySelectorAll(":scope > :not(title)").forEach((old) => old.remove());
  const most = Math.max(limit.amount, ...bars.map(({ amount }) => amount), 1);
  const height = (amount) => ((BOTTOM - TOP) * amount) / most;
  const step = (WIDTH - 2 * SIDE) / Math.max(bars.length, 1);
  bars.forEach(({ amount, isOver }, at) => {
    const size = { x: SIDE + at * step, y: BOTTOM - height(amount), width: Math.max(step * 0.8, 1), height: height(amount) };
    svg.append(shape("rect", { ...size, class: isOver ? "over" : "fits" }));
  });
  const y = BOTTOM - height(limit.amount);
  svg.append(shape("line", { x1: SIDE, x2: WIDTH - SIDE, y1: BOTTOM, y2: BOTTOM, class: "axis" }));
  svg.append(shape("line", { x1: SIDE, x2: WIDTH - SIDE, y1: y, y2: y }));
  svg.append(label(limit.label, { x: SIDE, y: 22 }));
  if (!bars.length) return;
  svg.append(label(bars[0].label, { x: SIDE, y: BOTTOM + 22 }));
  svg.append(label(bars[bars.length - 1].label, { x: WIDTH - SIDE, y: BOTTOM + 22, "text-anchor": "end" }));
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function label(text, attributes) {
  const element = shape("text", attributes);
  element.textContent = text;
  return element;
}
