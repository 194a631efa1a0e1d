// The part of a tool's state that may stand in the address, because nothing private is in it.

/** The value of a parameter of the address if it is one of those allowed; otherwise the first. */
export function chosenInAddress(name, allowed) {
  const value = new URLSearchParams(location.search).get(name);
  return allowed.includes(value) ? value : allowed[0];
}

/** Write a choice into the address, without a new entry in the history. */
export function writeInAddress(name, value) {
  const address = new URL(location.href);
  address.searchParams.set(name, value);
  try {
    history.replaceState(null, "", address);
  } catch {
    // From file:// some browsers refuse; the choice still stands on the page.
  }
}

/** Take choices out of the address again. */
export function leaveAddress(names) {
  const address = new URL(location.href);
  if (!names.some((name) => address.searchParams.has(name))) return;
  for (const name of names) address.searchParams.delete(name);
  try {
    history.replaceState(null, "", address);
  } catch {
    // As above.
  }
}
