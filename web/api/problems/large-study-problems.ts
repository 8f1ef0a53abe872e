import type { Problem } from './problem.ts'

export const largeStudyProblems = {
  cohortTooLarge: {
    code: 'cohort-too-large',
    status: 422,
    title: 'There are too many participants for this analysis',
    detail:
      'It looks at each participant, of 20,000 at most. Export the study and compute it there. Responder rates and mean changes have no such limit.',
  },
} as const satisfies Record<string, Problem>
