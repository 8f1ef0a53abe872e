import type { Problem } from './problem.ts'

export const exportProblems = {
  exportTooLarge: {
    code: 'export-too-large',
    status: 422,
    title: 'The export is too large for one download',
    detail: 'One reply holds 4 MB. Export one clinic at a time. Nothing was sent.',
  },
} as const satisfies Record<string, Problem>
