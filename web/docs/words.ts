/** What the pages of /docs say around the documents themselves. They are in English only, as the documents are. */
export const docsText = {
  name: 'Concord documentation',
  documentation: 'Documentation',
  contents: 'Contents',
  skip: 'Skip to main content',
  console: 'Console',
  instruments: 'Instruments',
  openapi: 'OpenAPI 3.1 document',
  indexTitle: 'Documentation',
  indexLead:
    'Concord collects patient-reported outcomes in multi-clinic studies, scores them exactly and pools the clinics.',
  notADevice:
    'Concord is not a medical device and gives no advice. Nobody watches answers as they arrive: a clinic sees a safety alert when its staff open Today or read the text or mail to the on-call list.',
  next: (title: string) => `Next: ${title}`,
}
