import type { RunReason, RunState } from '../../api/jobs/run-states.ts'

/** Exports that are made in the background. */
export const exportRunsText = {
  heading: 'Exports',
  lead: 'Order the data of your clinics as files of any size. They are as of the order, without names, numbers, notes or free text, and are kept for 30 days.',
  form: 'Order an export',
  site: 'Clinic',
  allSites: 'All your clinics',
  variant: 'Dates',
  format: 'Format',
  submit: 'Make it in the background',
  runs: 'Your exports',
  none: 'No export was ordered yet.',
  columns: { ordered: 'Data as of', what: 'Export', state: 'State', file: 'File' },
  state: {
    planned: 'Waiting',
    making: 'Being made',
    made: 'Ready',
    failed: 'Failed',
    skipped: 'Not made',
    cancelled: 'Canceled',
  } satisfies Record<RunState, string>,
  reason: {
    error: 'It failed three times. Order it again. If that fails, tell your operator.',
    'too-many-tries': 'It was interrupted three times. Order one clinic, or Parquet.',
    'file-differs': 'Your membership or the data changed while it was made. Order it again.',
    'too-large': 'A table does not fit a sheet. Order Parquet or CSV, or one clinic.',
    'no-membership': 'You were not in the study any more.',
    'no-site': 'You did not have its clinic any more.',
    'not-allowed': 'Your role does not have it.',
    'by-owner': 'Canceled by you.',
  } satisfies Record<RunReason, string>,
  progress: (participants: number, sites: number, of: number) =>
    `${participants} ${participants === 1 ? 'participant' : 'participants'}, clinic ${sites} of ${of}`,
  refresh: 'This page looks again every ten seconds.',
  download: (name: string) => `Download ${name}`,
  expired: 'Kept for 30 days. Order it again.',
  cancel: 'Cancel',
  noticed: {
    ordered: 'Ordered. It appears below, and can be downloaded once it is ready.',
    cancelled: 'Canceled.',
    'too-late': 'It was over already.',
    'dates-only': 'FHIR and ODM have dates only. Order it with dates.',
    'too-many': 'Five exports are waiting or being made. Wait until one is ready, or cancel one.',
  },
}
