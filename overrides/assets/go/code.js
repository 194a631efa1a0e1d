// A code as people type and say it, and as it is written.

// What is said or typed for a digit: a letter that looks or sounds like it.
const DIGITS = { O: "0", I: "1", L: "1" };

/** "t 53", "Ｔ５３" or "T-5" -> "T53", "T05"; empty for what cannot be a code. */
export function codeOf(typed) {
  const plain = String(typed).normalize("NFKC").toUpperCase().replace(/[^A-Z0-9]/g, "");
  const digits = plain.slice(1).replace(/[OIL]/g, (letter) => DIGITS[letter]);
  return /^[A-Z]$/.test(plain.slice(0, 1)) && /^[0-9]{1,3}$/.test(digits) ? plain[0] + digits.padStart(2, "0") : "";
}
