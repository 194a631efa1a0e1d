import { CHARACTER, CONCEPT, INSIDE, PAIR, WORD } from "./lexicon.js";

// How much each sort of token counts before its rarity; those inside a phrase that counts as a
// concept count less.
export const WEIGHTS = new Float64Array(2 * INSIDE);
WEIGHTS[CHARACTER] = 0.25;
WEIGHTS[PAIR] = 1;
WEIGHTS[WORD] = 1;
WEIGHTS[CONCEPT] = 1.7;
for (const kind of [CHARACTER, PAIR, WORD]) WEIGHTS[kind + INSIDE] = 0.3 * WEIGHTS[kind];

/** Put the weights of tokens into a map, each the greatest of those it has. */
export function weigh(tokens, factor, weights) {
  for (const { token, sort } of tokens) weights.set(token, Math.max(weights.get(token) || 0, WEIGHTS[sort] * factor));
  return weights;
}
