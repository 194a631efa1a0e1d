// Which of the languages a reader would read.

const TRADITIONAL = ["hant", "tw", "hk", "mo"];

/** The language that a browser's tag, such as zh-TW or en-GB, stands for; empty if none of ours. */
export function languageOf(tag) {
  const [first, ...rest] = String(tag).toLowerCase().split(/[-_]/);
  if (first === "en") return "en";
  if (first === "yue") return rest.includes("hans") || rest.includes("cn") ? "zh-Hans" : "zh-Hant";
  if (first !== "zh" && first !== "cmn") return "";
  if (rest.includes("hans")) return "zh-Hans";
  return rest.some((part) => TRADITIONAL.includes(part)) ? "zh-Hant" : "zh-Hans";
}

/** The language chosen before, else the first of the browser's that is offered, else empty. */
export function languageFor(chosen, preferred, offered) {
  const wanted = [chosen, ...preferred.map(languageOf)];
  return wanted.find((language) => language && offered.includes(language)) || "";
}
