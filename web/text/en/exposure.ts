/** Dose and route of a treatment. */
export const exposureText = {
  dose: 'Dose',
  doseHint: 'A number. Leave it empty if it is not known.',
  doseFault: 'Enter a number above 0 with at most three decimals, such as 0.5.',
  unit: 'Unit of the dose',
  route: 'Route',
  notRecorded: 'Not recorded',
  routes: {
    iv: 'intravenous',
    im: 'intramuscular',
    sc: 'subcutaneous',
    intranasal: 'intranasal',
    oral: 'oral',
    sublingual: 'sublingual',
    other: 'another route',
  },
  correct: 'Correct the time, dose or route',
  corrected: 'An empty dose or route stays as it was recorded.',
  recordedOtherwise:
    'This treatment is already recorded with another dose or route. Correct that record instead.',
}
