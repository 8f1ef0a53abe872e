import type { Problem } from './problem.ts'

export const missedReasonProblems = {
  neitherMissedNorLate: {
    code: 'assessment-neither-missed-nor-late',
    status: 409,
    title: 'The assessment was neither missed nor late',
    detail: 'Record a reason only when an assessment was missed or was completed after its due date.',
  },
} as const satisfies Record<string, Problem>
