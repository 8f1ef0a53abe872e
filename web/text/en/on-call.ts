/** Whom safety alerts reach. */
export const onCallText = {
  link: 'On-call list',
  leadsLink: 'Leads on call',
  ofSite: (site: string) => `On call at ${site}`,
  ofLeads: 'Leads on call',
  siteLead:
    'An alert about self-harm goes to everybody here at once, and again until someone acknowledges it. Any other goes out when it has waited too long. Without a list nobody can be enrolled.',
  leadsLead:
    'Leads hear about an alert of self-harm that a clinic has not acknowledged for an hour, or at once where a clinic has nobody on call.',
  phones: 'Telephone numbers, one a line',
  phonesHint: 'Include the country code, such as +1 202-555-0123. Ten at most. No number of a participant.',
  emails: 'Mail addresses, one a line',
  emailsHint: 'Ten at most.',
  save: 'Save the list',
  saved: 'The list is saved.',
  refused: 'Nothing was saved. See below what is wrong.',
  stopped: (numbers: string) =>
    `Alerts are not texted to ${numbers}: STOP was texted from there. To resume, text START from that phone.`,
  faults: {
    phone: 'this is no telephone number.',
    country: 'numbers of this country are not texted.',
    participant: 'this number belongs to a participant.',
    email: 'this is no mail address.',
    'too-many': 'ten at most.',
  },
}
