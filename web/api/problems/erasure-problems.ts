import type { Problem } from './problem.ts'

export const erasureProblems = {
  samePerson: {
    code: 'erasure-same-person',
    status: 409,
    title: 'A second person must confirm',
    detail:
      'The person who recorded what the participant wants cannot confirm it. Ask a colleague or a study lead.',
  },
  changed: {
    code: 'erasure-changed',
    status: 409,
    title: 'The request has changed',
    detail: 'It is no longer recorded like this. Read the current version and retry.',
  },
  underWay: {
    code: 'erasure-under-way',
    status: 409,
    title: 'The request is confirmed',
    detail: 'It was confirmed and cannot be changed or canceled.',
  },
  alertOpen: {
    code: 'erasure-alert-open',
    status: 409,
    title: 'A safety alert is open',
    detail: 'Close the participant’s safety alerts first. Nobody could call them afterwards.',
  },
} as const satisfies Record<string, Problem>
