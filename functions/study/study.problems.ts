import type { Problem } from '../platform/problem.ts'

export const studyProblems = {
  notExpressible: {
    code: 'instrument-not-expressible-in-fhir',
    status: 422,
    title: 'FHIR R4 cannot write this instrument',
    detail: 'When some of its questions are shown turns on more than one level of all or any.',
  },
} as const satisfies Record<string, Problem>
