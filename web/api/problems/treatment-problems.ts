import type { Problem } from './problem.ts'

export const treatmentProblems = {
  unknownKind: {
    code: 'treatment-kind-unknown',
    status: 422,
    title: 'Unknown treatment kind',
    detail: 'Choose one of the treatment kinds that the study defines.',
  },
  inFuture: {
    code: 'treatment-in-future',
    status: 422,
    title: 'The treatment is too far in the future',
    detail: 'A treatment may be planned at most one year ahead. Check the year.',
  },
  tooEarly: {
    code: 'treatment-too-early',
    status: 422,
    title: 'The treatment is too long ago',
    detail: 'A treatment may be at most ten years before enrollment. Check the year.',
  },
  afterEnd: {
    code: 'treatment-after-end',
    status: 409,
    title: 'The participation had ended before the treatment',
    detail:
      'The participant had withdrawn, was lost to follow-up or had died by then. Check the date, or void the end of the participation.',
  },
  needsConfirmation: {
    code: 'treatment-needs-confirmation',
    status: 409,
    title: 'Confirm the treatment',
    detail:
      'Nothing was changed. `confirm` lists what is unusual, and `plan` lists which assessments would be planned, moved or canceled. Send the request again with exactly these values in `confirm` if it is right.',
  },
  recordedOtherwise: {
    code: 'treatment-recorded-otherwise',
    status: 409,
    title: 'The treatment is already recorded with another dose or route',
    detail:
      'The same treatment at the same time is recorded with another dose or route. Correct that record instead.',
  },
  taken: {
    code: 'treatment-at-that-time',
    status: 409,
    title: 'There is already a treatment at that time',
    detail: 'The participant already has a treatment of this kind at exactly that time.',
  },
} as const satisfies Record<string, Problem>
