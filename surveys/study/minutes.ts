/** A question takes someone who is tired so long: on the generous side, so that nobody is surprised. */
const SECONDS_PER_QUESTION = 12

/** How many minutes so many questions take, at least one. */
export function estimateMinutes(questions: number): number {
  return Math.max(1, Math.ceil((questions * SECONDS_PER_QUESTION) / 60))
}
