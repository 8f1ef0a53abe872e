/** The API reference. */
export const referenceText = {
  title: 'API reference',
  problemsLead:
    'Every error is an RFC 9457 problem document (application/problem+json) with type, title, status and detail. It never repeats the values that were sent.',
  unionsLead: 'Where a reply has several forms, each field says in which form it appears.',
  filter: 'Search operations, paths and fields',
  fields: (count: number) => (count === 1 ? '1 field' : `${count} fields`),
  when: (condition: string) => `if ${condition}`,
  public: 'Public: no token required',
  bearer: 'Requires a bearer token',
  parameters: 'Parameters',
  body: 'Request body',
  responses: 'Responses',
  example: 'Example',
  field: 'Field',
  type: 'Type',
  meaning: 'Description',
  required: 'required',
  optional: 'optional',
  status: 'Status',
  problemHeading: (title: string) => `Problem: ${title}`,
  code: 'Code',
  back: 'Back to the API reference',
}

/** Published analyses done again. */
export const reanalysisText = {
  title: 'Reanalysis of published data',
  lead: 'Concord’s pooling and survival functions run on published data sets. Each result stands next to the published one. This page recomputes the results on every request.',
  alike: (alike: number, all: number) =>
    `${alike} of ${all} numbers match the published value to the last digit.`,
  others: 'A note below the table explains each difference.',
  source: (source: string) => `Published results: ${source}.`,
  numbers: (title: string) => `Numbers: ${title}`,
  number: 'Number',
  printed: 'Published',
  computed: 'Computed here',
  same: 'Match',
  yes: 'yes',
  no: 'no',
  pooled: 'Pooled',
  prediction: 'Prediction interval',
  moreEvents: 'more events with treatment',
  more: 'The tests also compare every method with an independent implementation in R. The scripts and their output are in tests/published/.',
}
