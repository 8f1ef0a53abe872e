/** Where a participant cannot go on. Each has its calm page. */
export type ParticipantProblem =
  | 'window-closed'
  /** It is closed, and answers that waited on a phone have arrived since. */
  | 'arrived-late'
  | 'already-submitted'
  | 'unknown-link'
  | 'not-yet-open'
  | 'nothing-answered'
  | 'something-went-wrong'
  | 'too-many-requests'
