/** What participants are, such as pain mechanism and age group: on enrolment, on their page, and in analyses. */
export const attributesText = {
  heading: 'Attributes',
  correct: 'Correct',
  lead: 'What the study asks of every participant. Analyses can be filtered and broken down by it. What was recorded before stays in the history.',
  missing: 'Not recorded',
  save: 'Save',
  saved: 'The attributes are saved.',
  none: 'The study has no attributes.',
  fault: 'Choose one of the options.',
  refused: (titles: string) => `Nothing was saved. Please correct: ${titles}.`,
  tooOften: 'This participant’s record has reached the limit of recorded changes.',
  recorded: (title: string, after: string) => `${title}: ${after}`,
  changed: (title: string, before: string, after: string) => `${title}: ${before} → ${after}`,
}
