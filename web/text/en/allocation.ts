/** Recording an arm after enrollment. */
export const allocationText = {
  record: 'Record the arm',
  recordHint: 'They were enrolled without an arm. Members who are blinded do not see it.',
  correct: 'Correct the arm',
  correctHint: 'What stood there before is kept, with the reason.',
  arm: 'Arm',
  reason: 'Why the arm that stands there is wrong',
  save: 'Save the arm',
  saved: 'The arm is saved.',
  refused: 'The arm was not saved. Choose one, and give a reason where another one stands there.',
}
