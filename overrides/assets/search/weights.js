// How much each kind of token counts before its rarity: character, pair, word, concept.
const WEIGHT = [0.25, 1, 1, 1.7];
const INSIDE = 0.3; // tokens of a phrase that counts as a concept

export function weightOf(kind, inside) {
  return WEIGHT[kind] * (inside ? INSIDE : 1);
}

/** Put the weights of tokens into a map, each the greatest of those it has. */
export function weigh(tokens, factor, weights) {
  for (const { token, kind, inside } of tokens) {
    weights.set(token, Math.max(weights.get(token) || 0, weightOf(kind, inside) * factor));
  }
  return weights;
}
