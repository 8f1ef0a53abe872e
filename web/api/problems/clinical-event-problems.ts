import type { Problem } from './problem.ts'

export const clinicalEventProblems = {
  notRecorded: {
    code: 'clinical-event-kind-not-recorded',
    status: 422,
    title: 'The study does not record this kind of event',
    detail: 'Choose one of the kinds that the study definition lists under `events`.',
  },
  inFuture: {
    code: 'clinical-event-in-future',
    status: 422,
    title: 'The event is in the future',
    detail: 'Record what has happened. Check the day and the time.',
  },
  tooEarly: {
    code: 'clinical-event-too-early',
    status: 422,
    title: 'The event is too long ago',
    detail: 'An event may be at most ten years before enrollment. Check the year.',
  },
  dataStopped: {
    code: 'clinical-event-data-stopped',
    status: 409,
    title: 'Nothing more is recorded of this participant',
    detail: 'The participant asked that nothing more be recorded, or was erased.',
  },
  recordedOtherwise: {
    code: 'clinical-event-recorded-otherwise',
    status: 409,
    title: 'The event is already recorded with other details',
    detail:
      'The same event at the same time is recorded with other details. If those are wrong, void that record first, then record the event again.',
  },
} as const satisfies Record<string, Problem>
