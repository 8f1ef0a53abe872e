/** Where a participant cannot go on. Each has its calm page. */
export type ParticipantProblem =
  | 'window-closed'
  | 'already-submitted'
  | 'unknown-link'
  | 'not-yet-open'
  | 'nothing-answered'
  | 'something-went-wrong'
  | 'too-many-requests'
