/** The addresses of one participant's link. Everything a participant can open is below `/s/{token}`. */
export function buildParticipantPaths(token: string) {
  const introduction = `/s/${encodeURIComponent(token)}`
  const buildPath = createPathBuilder(introduction)
  return {
    introduction,
    begin: buildPath('begin'),
    /** `fromReview`: the answer is being changed, and Next leads back to the review. */
    question: (position: number, fromReview?: boolean) => buildPath(position, fromReview),
    help: (position: number, fromReview?: boolean) => buildPath(`help/${position}`, fromReview),
    review: buildPath('review'),
    submit: buildPath('submit'),
    thanks: buildPath('thanks'),
    yourData: buildPath('your-data'),
  }
}

/** The paths below a link's own address, which is all that the browser knows of the link. */
export function createPathBuilder(base: string) {
  return (place: string | number, fromReview?: boolean): string =>
    `${base}/${place}${fromReview ? '?from=review' : ''}`
}

export type ParticipantPaths = ReturnType<typeof buildParticipantPaths>
