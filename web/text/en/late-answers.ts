/** Answers that arrived after a window had closed. */
export const lateAnswersText = {
  heading: 'Answers that arrived late',
  lead: 'The phone says that these were given while the assessment was open. They came after it had closed, and are not among its answers.',
  skipped: 'Skipped',
  times: (claimed: string, received: string) =>
    `Given ${claimed}, by the phone’s clock. Received ${received}.`,
  takeIn: 'Take them in',
  leaveOut: 'Leave them out',
  decided: (takenIn: number, leftOut: number) => `Taken in: ${takenIn}. Left out: ${leftOut}.`,
  saved: 'The decision is saved.',
}
