// How much a kind of token counts, before its rarity.
const WEIGHT = { character: 0.25, pair: 1, word: 1, concept: 1.7 };
const INSIDE = 0.3; // tokens of a phrase that counts as a concept

/** Put the weights of tokens into a map, each the greatest of those it has. */
export function weigh(tokens, factor, weights) {
  for (const { token, kind, inside } of tokens) {
    const weight = WEIGHT[kind] * factor * (inside && kind !== "concept" ? INSIDE : 1);
    weights.set(token, Math.max(weights.get(token) || 0, weight));
  }
  return weights;
}
