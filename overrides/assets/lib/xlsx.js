// Workbooks that Excel, WPS and LibreOffice open, with formulas that stay alive.

import { DECLARATION, RELATIONSHIPS, contentTypes, escaped, relationships } from "./xml.js";
import { zip } from "./zip.js";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// The styles that cells may ask for: number format, font, fill and wrapping, in this order.
const STYLES = ["", "text", "money", "whole", "rate", "date", "title", "head", "total", "warn"];
const FORMATS = { money: 4, whole: 3, rate: 10, date: 164, total: 4 };
const FONTS = { title: 2, head: 1, total: 1, warn: 3 };

/** A cell of text; it is never read as a formula. */
export const textCell = (text, style = "text") => ({ text, style });
/** A cell with a number in plain notation. */
export const numberCell = (number, style = "money") => ({ number, style });
/** A formula without "=", and the number it gives, for programs that do not calculate. */
export const formulaCell = (formula, number, style = "money") => ({ formula, number, style });
/** A formula that gives text. */
export const textFormulaCell = (formula, text, style = "text") => ({ formula, text, style });
/** A day, "2026-11-23", from its number of days since 1970-01-01. */
export const dateCell = (days) => ({ number: String(days + 25569), style: "date" });

/**
 * The bytes of a workbook. Each sheet is { name, widths, rows }: widths of columns in characters,
 * rows of cells or null; `frozen` is the number of rows that stay in sight.
 */
export function workbook(sheets) {
  const numbers = sheets.map((_, at) => at + 1);
  const parts = Object.fromEntries(numbers.map((n) => [`xl/worksheets/sheet${n}.xml`, "spreadsheetml.worksheet"]));
  const files = {
    "[Content_Types].xml": contentTypes({
      "xl/workbook.xml": "spreadsheetml.sheet.main",
      "xl/styles.xml": "spreadsheetml.styles",
      ...parts,
    }),
    "_rels/.rels": relationships([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": book(sheets),
    "xl/_rels/workbook.xml.rels": relationships([
      ...numbers.map((n) => ["worksheet", `worksheets/sheet${n}.xml`]),
      ["styles", "styles.xml"],
    ]),
    "xl/styles.xml": styles(),
  };
  sheets.forEach((each, at) => (files[`xl/worksheets/sheet${at + 1}.xml`] = sheet(each)));
  return zip(files);
}

/** "A1" from the number of a column and of a row, both from 0. */
export function cellName(column, row) {
  const letters = column < 26 ? "" : String.fromCharCode(64 + Math.floor(column / 26));
  return `${letters}${String.fromCharCode(65 + (column % 26))}${row + 1}`;
}

/** A name that a sheet may have: at most 31 characters, none of []:*?/\ */
export const sheetName = (name) => name.replace(/[[\]:*?/\\']/g, " ").trim().slice(0, 31);

function book(sheets) {
  const names = sheets.map(({ name }, at) => `<sheet name="${escaped(sheetName(name))}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  return (
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><bookViews><workbookView/></bookViews><sheets>${names.join("")}</sheets>` +
    '<calcPr fullCalcOnLoad="1"/></workbook>'
  );
}

function sheet({ widths = [], rows, frozen = 0 }) {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  const pane = `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;
  const lines = rows.map((cells, row) => `<row r="${row + 1}">${cells.map((c, column) => cell(c, column, row)).join("")}</row>`);
  return (
    `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<sheetViews><sheetView workbookViewId="0">${frozen ? pane : ""}</sheetView></sheetViews>` +
    `${columns.length ? `<cols>${columns.join("")}</cols>` : ""}<sheetData>${lines.join("")}</sheetData>` +
    '<pageSetup paperSize="9" orientation="portrait" fitToWidth="1" fitToHeight="0"/></worksheet>'
  );
}

function cell(content, column, row) {
  if (!content) return "";
  const { text, number, formula, style } = content;
  const start = `<c r="${cellName(column, row)}" s="${Math.max(STYLES.indexOf(style), 0)}"`;
  const worked = formula ? `<f>${escaped(formula)}</f>` : "";
  if (number !== undefined) return `${start}>${worked}<v>${escaped(number)}</v></c>`;
  if (formula) return `${start} t="str">${worked}<v>${escaped(text)}</v></c>`;
  return `${start} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

function styles() {
  const font = (size, rest) => `<font>${rest}<sz val="${size}"/><name val="Arial"/></font>`;
  const fonts = [font(11, ""), font(11, "<b/>"), font(14, "<b/>"), font(11, "<b/>").replace("<sz", '<color rgb="FF83202F"/><sz')];
  const order = (f) => f.replace(/(<color[^>]*>)(<sz[^>]*>)/, "$2$1");
  const formats = STYLES.map((style) => {
    const wrap = style === "text" || style === "head" || style === "warn";
    const align = wrap ? '<alignment vertical="top" wrapText="1"/>' : '<alignment vertical="top"/>';
    const fill = style === "head" ? 2 : 0;
    return `<xf numFmtId="${FORMATS[style] ?? 0}" fontId="${FONTS[style] ?? 0}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">${align}</xf>`;
  });
  const fills =
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE6F0F2"/><bgColor indexed="64"/></patternFill></fill>';
  return (
    `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
    `<fonts count="${fonts.length}">${fonts.map(order).join("")}</fonts><fills count="3">${fills}</fills>` +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${formats.length}">${formats.join("")}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}
