import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'

/** `Total score`, `PHQ-9 sum score`, `T-score`, `Puntuación total`: a result. `Score your pain` is a question. */
const SCORE =
  /\b(total|sum|raw|summary|sub|overall|final|severity|risk|scale|t)[\s-]*scores?\b|\bscores?\W*$|\bscores?\s+total\b|^\W*(grand\s+)?total\W*$|\bpuntuaci[oó]n\s+(total|final|t)\b|\bpuntaje\b/i

/** Whether a number that a file holds is the result of its answers, so that nobody is to be asked for it. */
export function isScore(text: Localised | null, ...names: readonly (string | undefined)[]): boolean {
  return [...Object.values(text ?? {}), ...names].some((words) => words !== undefined && SCORE.test(words))
}

export const SCORE_LEFT_OUT = 'it is a score, not a question, and is ignored'
