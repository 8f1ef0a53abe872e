import { instrumentDefinitionSchema } from '../../surveys/instrument/definition.ts'

const option = (code: string, value: number | null, label: string) => ({ code, value, label: { en: label } })

/** A made-up instrument with a date, a question with several answers, and an answer without a score. */
export const SEVERAL_ANSWERS = instrumentDefinitionSchema.parse({
  ...{ id: 'made-up', version: '1.0.0', title: { en: 'Made up' }, evidence: 'unvalidated' },
  ...{ source: 'a test', copyright: 'none', permission: 'none needed', recallDays: 7 },
  locales: { en: { status: 'unvalidated', source: 'a test' } },
  optionSets: {
    places: [
      option('back', 1, 'Back'),
      option('neck', 1, 'Neck'),
      option('chest', 1, 'Chest'),
      option('none', 0, 'None of these'),
    ],
    limits: [
      option('1', 1, 'Very limited'),
      option('5', 5, 'Not limited'),
      option('na', null, 'Does not apply'),
    ],
  },
  items: [
    {
      ...{ id: 'since', type: 'date', minimum: '2020-01-01', maximum: '2030-12-31' },
      text: { en: 'Since when?' },
    },
    {
      ...{ id: 'where', type: 'several', options: 'places', exclusive: ['none'] },
      text: { en: 'Where does it hurt?' },
    },
    {
      ...{ id: 'turning', type: 'choice', options: 'limits', text: { en: 'Limited in turning your head?' } },
      shownWhen: { item: 'where', is: ['neck'] },
    },
    { id: 'walking', type: 'choice', options: 'limits', text: { en: 'Limited in walking?' } },
  ],
  scales: [
    {
      ...{ id: 'places', title: { en: 'Places' }, domain: 'pain', rule: { op: 'value', of: 'where' } },
      ...{ range: [0, 3], unit: 'points', direction: 'higher-is-worse', source: 'a test' },
    },
    {
      ...{ id: 'limits', title: { en: 'Limits' }, domain: 'function', range: [1, 5], unit: 'points' },
      rule: {
        ...{ op: 'mean', of: ['turning', 'walking'] },
        missing: { policy: 'mean-substitute', minimumAnswered: 1 },
      },
      ...{ direction: 'higher-is-better', source: 'a test' },
    },
  ],
  safety: [{ id: 'chest', item: 'where', codes: ['chest'] }],
  examples: [
    {
      source: 'Worked by hand: two places; 5, as “does not apply” counts as missing',
      answers: { since: '2026-03-15', where: 'back|neck', turning: 'na', walking: '5' },
      scores: { places: '2', limits: '5' },
    },
    {
      source: 'Worked by hand: none is 0; nothing that has a score',
      answers: { where: 'none', walking: 'na' },
      scores: { places: '0', limits: 'not-scorable' },
    },
  ],
})
