/** A Chinese character. */
export const HAN = /[\u3400-\u9fff]/;
