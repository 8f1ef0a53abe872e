/** Adverse events of a study, by clinic. */
export const adverseEventsText = {
  heading: 'Adverse events',
  lead: 'Participants treated at least once, with events from the first treatment on. Each participant counts once for each event, by the worst severity. This is not a safety report.',
  terms: 'The terms are plain words of this project, not a coded vocabulary.',
  total: 'All clinics shown',
  summary: (withEvent: number, of: number) =>
    `${withEvent} of ${of} treated participants had at least one event`,
  serious: (count: number) => `${count} had a serious one`,
  related: (count: number) => `${count} had one that may be related to treatment`,
  none: 'No adverse events on record.',
  term: 'Event',
  participants: 'Participants',
  seriousColumn: 'Serious',
  relatedColumn: 'May be related',
}
