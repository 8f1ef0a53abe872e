import type { Problem } from './problem.ts'

export const treatmentProblems = {
  unknownKind: {
    code: 'treatment-kind-unknown',
    status: 422,
    title: 'The study has no such treatment',
    detail: 'Choose one of the treatment kinds that the study names.',
  },
  inFuture: {
    code: 'treatment-in-future',
    status: 422,
    title: 'The treatment lies in the future',
    detail: 'Record a treatment when it has been given. A clock may be five minutes off, not more.',
  },
  tooEarly: {
    code: 'treatment-too-early',
    status: 422,
    title: 'The treatment lies too far back',
    detail: 'A treatment may lie at most ten years before the enrolment. Check the year.',
  },
  taken: {
    code: 'treatment-at-that-time',
    status: 409,
    title: 'Another treatment stands at that time',
    detail: 'The participant has a treatment of this kind at that very time already.',
  },
} as const satisfies Record<string, Problem>
