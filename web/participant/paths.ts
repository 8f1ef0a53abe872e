/** The addresses of one participant's link. Everything a participant can open is below `/s/{token}`. */
export function participantPaths(token: string) {
  const base = `/s/${encodeURIComponent(token)}`
  return {
    introduction: base,
    begin: `${base}/begin`,
    /** `fromReview`: the answer is being changed, and Next leads back to the review. */
    question: (position: number, fromReview = false) =>
      `${base}/${position}${fromReview ? '?from=review' : ''}`,
    help: (position: number, fromReview = false) =>
      `${base}/help/${position}${fromReview ? '?from=review' : ''}`,
    review: `${base}/review`,
    submit: `${base}/submit`,
    thanks: `${base}/thanks`,
  }
}

export type ParticipantPaths = ReturnType<typeof participantPaths>
