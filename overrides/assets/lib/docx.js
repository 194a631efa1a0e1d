// Letters and tables that Word, WPS and LibreOffice open.

import { DECLARATION, contentTypes, escaped, relationships } from "./xml.js";
import { zip } from "./zip.js";

const MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
export const DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
// The width of the text between the margins of an A4 page, in twentieths of a point.
const WIDTH = 9070;

/** A heading of level 1 to 3. */
export const headingBlock = (text, level = 1) => ({ text, style: `Heading${level}` });
/** A paragraph; "\n" in it breaks the line. */
export const paragraphBlock = (text, align = "left") => ({ text, align });
/** A table of rows of texts; the first row is its heading. `widths` are shares of the whole. */
export const tableBlock = (rows, widths) => ({ rows, widths });

/** The bytes of a document of blocks. `language` is that of its text: "zh-CN", "zh-TW" or "en-GB". */
export function textDocument(blocks, language) {
  const body = blocks.map((block) => (block.rows ? table(block) : paragraph(block))).join("");
  const page =
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>' +
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>';
  return zip({
    "[Content_Types].xml": contentTypes({
      "word/document.xml": "wordprocessingml.document.main",
      "word/styles.xml": "wordprocessingml.styles",
    }),
    "_rels/.rels": relationships([["officeDocument", "word/document.xml"]]),
    "word/document.xml": `${DECLARATION}<w:document xmlns:w="${MAIN}"><w:body>${body}${page}</w:body></w:document>`,
    "word/_rels/document.xml.rels": relationships([["styles", "styles.xml"]]),
    "word/styles.xml": styleSheet(language),
  });
}

function paragraph({ text, style, align = "left" }) {
  const named = style ? `<w:pStyle w:val="${style}"/>` : "";
  const aligned = align === "left" ? "" : `<w:jc w:val="${align}"/>`;
  const properties = named || aligned ? `<w:pPr>${named}${aligned}</w:pPr>` : "";
  return `<w:p>${properties}${text === "" ? "" : runs(text)}</w:p>`;
}

function runs(text) {
  const lines = String(text).split(/\r?\n/);
  const inner = lines.map((line) => `<w:t xml:space="preserve">${escaped(line)}</w:t>`).join("<w:br/>");
  return `<w:r>${inner}</w:r>`;
}

function table({ rows, widths }) {
  const count = rows[0].length;
  const shares = widths ?? Array(count).fill(1);
  const whole = shares.reduce((total, share) => total + share, 0);
  const sizes = shares.map((share) => Math.floor((WIDTH * share) / whole));
  const sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
  const borders = sides.map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`).join("");
  const lines = rows.map((cells, row) => tableRow(cells, sizes, row === 0));
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${WIDTH}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr>` +
    `<w:tblGrid>${sizes.map((size) => `<w:gridCol w:w="${size}"/>`).join("")}</w:tblGrid>${lines.join("")}</w:tbl><w:p/>`
  );
}

function tableRow(cells, sizes, isHead) {
  const head = isHead ? "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" : "<w:trPr><w:cantSplit/></w:trPr>";
  const all = cells.map(
    (text, at) => `<w:tc><w:tcPr><w:tcW w:w="${sizes[at]}" w:type="dxa"/></w:tcPr>${paragraph({ text })}</w:tc>`,
  );
  return `<w:tr>${head}${all.join("")}</w:tr>`;
}

function styleSheet(language) {
  const fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="SimSun" w:cs="Arial"/>';
  const spoken = `<w:lang w:val="${language.startsWith("zh") ? "en-GB" : language}" w:eastAsia="${language.startsWith("zh") ? language : "zh-CN"}"/>`;
  const headings = [1, 2, 3].map(
    (level) =>
      `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/><w:basedOn w:val="Normal"/>` +
      `<w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="${level - 1}"/></w:pPr>` +
      `<w:rPr><w:b/><w:sz w:val="${36 - 4 * level}"/></w:rPr></w:style>`,
  );
  return (
    `${DECLARATION}<w:styles xmlns:w="${MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>${fonts}<w:sz w:val="24"/>${spoken}</w:rPr></w:rPrDefault>` +
    '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="360" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>' +
    `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${headings.join("")}</w:styles>`
  );
}
