/** The addresses of one participant's link. Everything a participant can open is below `/s/{token}`. */
export function participantPaths(token: string) {
  const introduction = `/s/${encodeURIComponent(token)}`
  const pathTo = pathsBelow(introduction)
  return {
    introduction,
    begin: pathTo('begin'),
    /** `fromReview`: the answer is being changed, and Next leads back to the review. */
    question: (position: number, fromReview?: boolean) => pathTo(position, fromReview),
    help: (position: number, fromReview?: boolean) => pathTo(`help/${position}`, fromReview),
    review: pathTo('review'),
    submit: pathTo('submit'),
    thanks: pathTo('thanks'),
  }
}

/** The paths below a link's own address, which is all that the browser knows of the link. */
export function pathsBelow(base: string) {
  return (place: string | number, fromReview?: boolean): string =>
    `${base}/${place}${fromReview ? '?from=review' : ''}`
}

export type ParticipantPaths = ReturnType<typeof participantPaths>
