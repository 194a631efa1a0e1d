// Tables as text that Excel, WPS and LibreOffice open: commas, quotation marks, a mark of UTF-8 in front.

const MARK = "\ufeff";
// A cell that begins so would be worked out by a spreadsheet, so an apostrophe is put before it.
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;

/** The text of a file with these rows of cells; no cell of it is read as a formula. */
export function csvText(rows) {
  return MARK + rows.map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

function csvCell(text) {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""')}"`;
}

/** A cell without the apostrophe that `csvText` put before it. */
export const unguarded = (text) => (/^'+[=+\-@\t\r＝＋－＠]/.test(text) ? text.slice(1) : text);

/** The rows of cells of such a text, also with semicolons or tabs; `csvText` is undone by it. */
export function readCsv(text) {
  const body = text.startsWith(MARK) ? text.slice(1) : text;
  const comma = separatorOf(body);
  const [rows, state] = [[[]], { cell: "", quoted: false, at: 0 }];
  const endCell = () => {
    rows[rows.length - 1].push(unguarded(state.cell));
    state.cell = "";
  };
  while (state.at < body.length) {
    const c = body[state.at];
    state.at += 1;
    if (state.quoted) readQuoted(body, c, state);
    else if (c === '"' && state.cell === "") state.quoted = true;
    else if (c === comma) endCell();
    else if (c === "\n" || c === "\r") {
      if (c === "\r" && body[state.at] === "\n") state.at += 1;
      endCell();
      rows.push([]);
    } else state.cell += c;
  }
  if (state.cell !== "" || rows[rows.length - 1].length) endCell();
  return rows.filter((row) => row.length);
}

function readQuoted(body, c, state) {
  const end = body.indexOf('"', state.at - 1);
  if (c !== '"') {
    state.cell += body.slice(state.at - 1, end < 0 ? body.length : end);
    state.at = end < 0 ? body.length : end;
  } else if (body[state.at] === '"') {
    state.cell += '"';
    state.at += 1;
  } else state.quoted = false;
}

/** What parts the cells of the first line: a tab or a semicolon where that is commoner than a comma, quotations apart. */
function separatorOf(body) {
  const line = body.slice(0, 2000).replace(/"(?:[^"]|"")*"?/g, "").split(/[\r\n]/)[0];
  const count = (c) => line.split(c).length;
  return [",", ";", "\t"].reduce((most, c) => (count(c) > count(most) ? c : most));
}
