import type { Problem } from './problem.ts'

export const exportProblems = {
  exportTooLarge: {
    code: 'export-too-large',
    status: 422,
    title: 'The export is too large for one download',
    detail:
      'One reply holds 4 MB. Order it to be made in the background (POST …/export-runs), or export one clinic at a time. Nothing was sent.',
  },
  exportTooSlow: {
    code: 'export-too-slow',
    status: 422,
    title: 'The export takes longer than one download may',
    detail:
      'A download may take 20 seconds. Order it to be made in the background (POST …/export-runs), or export one clinic at a time. Nothing was sent.',
  },
  sheetFull: {
    code: 'sheet-full',
    status: 422,
    title: 'A table has more rows than a sheet',
    detail:
      'A sheet holds 1,048,576 rows. Ask for parquet or csv, or for one clinic at a time. Nothing was sent.',
  },
  tooMany: {
    code: 'too-many-exports',
    status: 409,
    title: 'Too many exports are being made',
    detail: 'You can have five waiting or being made at once. Wait until one is ready, or cancel one.',
  },
  over: {
    code: 'export-run-over',
    status: 409,
    title: 'The export is over already',
    detail: 'An export that is made, failed or was canceled cannot be canceled.',
  },
  respondAsync: {
    code: 'respond-async-needed',
    status: 400,
    title: 'A bulk export is answered later',
    detail: 'Send the header “Prefer: respond-async”, and ask at the address in Content-Location.',
  },
  bulkFailed: {
    code: 'bulk-export-failed',
    status: 500,
    title: 'The bulk export could not be made',
    detail:
      'A file of it failed, or your membership does not cover it any more. Nothing of it is complete. Begin it again; if that fails, tell your operator.',
  },
  notReady: {
    code: 'export-not-ready',
    status: 404,
    title: 'There is no file',
    detail:
      'The export is not made yet, was not made, or is older than 30 days. Read its state, or order it again.',
  },
} as const satisfies Record<string, Problem>
