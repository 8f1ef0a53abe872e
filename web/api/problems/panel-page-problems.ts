/** Where a panelist cannot go on. Each has its calm page, and none says anything about others. */
export type PanelProblem =
  | 'unknown-link'
  | 'not-open-yet'
  | 'round-closed'
  | 'panel-ended'
  | 'withdrew'
  /** Decided and stable: the item is not asked any more. */
  | 'item-stopped'
  | 'something-went-wrong'
  | 'too-many-requests'

/** What is wrong with what a panelist sent; the question comes back with it. */
export type PanelAnswerFault =
  | 'nothing-chosen'
  | 'outside-scale'
  | 'nothing-to-keep'
  /** Another page of the same panelist was faster. */
  | 'changed-meanwhile'
  | 'reason-too-long'
  | 'nothing-written'

/** What is wrong with the statements that stand before the first vote. */
export type PanelStatementFault =
  | 'no-consent'
  | 'no-conflict-choice'
  | 'no-conflict-text'
  | 'conflict-text-too-long'
