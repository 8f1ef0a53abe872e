import type { Problem } from './problem.ts'

export const exportProblems = {
  exportTooLarge: {
    code: 'export-too-large',
    status: 422,
    title: 'The export is too large for one download',
    detail: 'One reply holds 4 MB. Export one clinic at a time. Nothing was sent.',
  },
  exportTooSlow: {
    code: 'export-too-slow',
    status: 422,
    title: 'The export takes longer than one download may',
    detail:
      'A download may take 20 seconds. Export one clinic at a time, or ask for csv or parquet, which are written fastest. Nothing was sent.',
  },
  sheetFull: {
    code: 'sheet-full',
    status: 422,
    title: 'A table has more rows than a sheet',
    detail:
      'A sheet holds 1,048,576 rows. Ask for parquet or csv, or for one clinic at a time. Nothing was sent.',
  },
} as const satisfies Record<string, Problem>
