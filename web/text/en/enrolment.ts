import type { DuplicateFact } from '../../api/participants/duplicates.ts'

/** The forms that enrol a participant and record a treatment. */
export const enrolmentText = {
  enrol: 'Enroll a participant',
  lead: 'The participant gets a study ID. If they consent to texts, the first one goes out right away.',
  closedSites: (names: string) => `Closed to enrollment: ${names}.`,
  refused: (fields: string) => `Nothing was saved. Please correct: ${fields}.`,
  fields: {
    site: 'Clinic',
    phone: 'Phone number',
    name: 'Name',
    birthYear: 'Year of birth',
    locale: 'Language',
    timeZone: 'Participant’s time zone',
    arm: 'Arm',
    smsConsent: 'Does the participant consent to texts?',
    channel: 'How they prefer to answer',
    textAt: 'Preferred time for texts',
    kind: 'Treatment',
    givenAt: 'Date and time given',
  },
  phoneHint: 'Include the country code, such as +1 202-555-0123',
  nameHint: 'Optional. Only people who call the participant see it.',
  birthYearHint: 'Optional. Helps notice a person who is enrolled twice.',
  zoneHint: (zones: string) => `Leave empty to use the clinic’s time zone (${zones})`,
  consentHint: 'Without consent, no texts are sent. Ask the questions by phone.',
  channelHint:
    'Answering by text works only for assessments that can be texted, and only if no one else uses this number.',
  textAtHint: (from: string, until: string) =>
    `From ${from} until ${until}. Leave empty to send texts when the assessment opens.`,
  yes: 'Yes',
  no: 'No',
  none: 'None',
  byLink: 'On the web, with a link',
  byText: 'By replying to texts',
  faults: {
    'site-closed': 'The clinic is closed to enrollment. Nothing was saved.',
    'nobody-on-call':
      'No one was enrolled. The clinic’s on-call list is empty, so safety alerts would reach no one. Set the list first: Today, On-call list.',
    form: 'This form was already used to enroll someone with different values. Open a new form to enroll another participant.',
    site: 'Choose one of your clinics.',
    phone:
      'Enter the participant’s full number with its country code. The study must be able to text that country. Premium-rate and toll-free numbers cannot be texted. The number of a clinic or of someone on call is refused.',
    name: 'Enter at most 120 characters, as they are typed. A pasted name may hold hidden characters: type it instead.',
    birthYear: 'Enter a year with four digits, such as 1970, or leave it empty.',
    locale: 'Choose one of the languages.',
    timeZone: 'Enter a zone such as America/New_York, or leave it empty.',
    arm: 'Choose one of the arms.',
    smsConsent: 'Choose yes or no.',
    channel: 'Choose one of the two options.',
    textAt: 'Enter a time within the hours above, or leave it empty.',
  },
  duplicate: {
    heading: 'This person may be enrolled already. Nothing was saved.',
    facts: {
      'same-phone': 'Same phone number',
      'same-name-and-birth-year': 'Same name and year of birth',
    } satisfies Record<DuplicateFact, string>,
    anotherSite: 'a participant of another clinic',
    advice:
      'Check who they are first. A phone can be shared. A person who is enrolled twice is texted twice and counted twice.',
    distinct: 'They are different people',
  },
  record: 'Record a treatment',
  recordLead: 'Follow-up dates are counted from this date.',
  givenAtHint: (site: string, zone: string) => `In ${site} time (${zone})`,
  treatmentFaults: {
    kind: 'Choose one of the treatments.',
    givenAt: 'Enter a date and a time.',
    'in-future': 'This date is in the future. Record the treatment after it is given.',
    'too-early': 'This date is too long ago. Check the year.',
    ended: 'The participation had ended before this time. Check the date.',
    'too-often': 'This participant’s treatments and dates have reached the limit of recorded changes.',
  },
  enrolled: 'Enrolled. If they consented to texts, the first one goes out right away.',
  recorded: 'The treatment is recorded and its follow-ups are scheduled.',
  reasonSaved: 'The reason is saved.',
}
