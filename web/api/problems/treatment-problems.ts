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
    title: 'The treatment is in the future',
    detail: 'Record a treatment after it is given. Clocks may differ by at most five minutes.',
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
  taken: {
    code: 'treatment-at-that-time',
    status: 409,
    title: 'There is already a treatment at that time',
    detail: 'The participant already has a treatment of this kind at exactly that time.',
  },
} as const satisfies Record<string, Problem>
