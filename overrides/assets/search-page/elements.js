// Small things that box and page share.

export const LONGEST_IN_ADDRESS = 300;

export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** Say how many there are, in the words of the page; before that, unseen, what is shown elsewhere. */
export function announce(status, count, unseen = "") {
  const { one, many } = status.dataset;
  const text = count === 1 ? one : count ? many.replace("{count}", count) : "";
  if (status.textContent === `${unseen} ${text}`) return; // nothing is said twice
  status.replaceChildren(element("span", "hidden", unseen), ` ${text}`);
}

/** Whether a key or an input belongs to characters that are still being composed. */
export const composing = (event) => event.isComposing || event.keyCode === 229;
