/** Analyses of participants of a kind, and broken down by kind. */
export const breakdownText = {
  everybody: 'Everyone',
  choose: 'Break down by',
  nothing: 'Nothing',
  filtered: (words: string) => `Only participants with: ${words}.`,
  filteredHint: 'A group chosen by attribute is exploratory.',
  either: ' or ',
  by: (attribute: string) => `By attribute: ${attribute}`,
  group: 'Group',
  due: 'Due',
  met: 'Met',
  rate: 'Rate',
  interval: '95% interval',
  observed: 'Rate of observed cases',
  pooled: 'Pooled over clinics',
  notPooled: 'Not pooled',
  n: 'Participants',
  mean: 'Mean change',
  ratesNote:
    'Everyone is in exactly one group, so that due and met sum up. The groups were not randomized: differences between them are associations, and some look large by chance.',
  meansNote:
    'Everyone is in exactly one group. The groups were not randomized: differences between them are associations, and some look large by chance.',
}
