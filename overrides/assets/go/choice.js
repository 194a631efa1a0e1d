// The language that a reader asked this device to remember; nothing is kept unless asked.

const NAME = "guide-language";

/** What was chosen; empty if nothing was, or if the browser keeps nothing. */
export function chosenLanguage() {
  try {
    return localStorage.getItem(NAME) || "";
  } catch {
    return "";
  }
}

/** Remember a language, or forget it if it is empty; whether that could be done. */
export function chooseLanguage(language) {
  try {
    if (language) localStorage.setItem(NAME, language);
    else localStorage.removeItem(NAME);
    return true;
  } catch {
    return false;
  }
}
