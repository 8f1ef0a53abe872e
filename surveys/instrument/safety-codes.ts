import { splitCodes } from './several-answer.ts'

/**
 * The place of the worst answer given among the codes of a safety rule, which stand in the order of how bad they are; -1
 * where none of them was given. Of a question with several answers, each counts.
 */
export function findWorstPlace(codes: readonly string[], answer: string): number {
  const chosen = new Set([answer, ...splitCodes(answer)])
  return codes.findLastIndex((code) => chosen.has(code))
}
