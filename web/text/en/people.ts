/** Finding participants, and their names and numbers. */
export const peopleText = {
  find: 'Find a participant',
  typed: 'Name, phone number or study ID',
  typedHint: 'The beginning of a name is enough. A number needs its country code.',
  button: 'Find',
  none: 'Nobody found',
  noneHint:
    'Check the spelling, or type less of the name. Participants without a name are found by number or study ID. Only your clinics are searched.',
  more: 'There are more. Type more of the name.',
  columns: {
    name: 'Name',
    participant: 'Study ID',
    site: 'Clinic',
    birthYear: 'Born',
    phone: 'Phone number',
  },
  noName: 'No name',
  contact: 'Name and number',
  contactLead:
    'Each change is recorded. A new number gets the texts from now on, and links that were sent to the old one end.',
  back: 'Back to the participant',
  consent: 'Consents to texts',
  works: 'Somebody has made sure that this number works',
  save: 'Save',
  saved: 'Saved.',
}
