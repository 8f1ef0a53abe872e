/** A responder definition as somebody would write it. */
export type DefinitionSource = Record<string, unknown> & { id: string; version: string; rule: object }

/** One that has no problem in the registry. */
export function buildDefinitionSource(change: object = {}): DefinitionSource {
  return {
    ...{ id: 'own-relief', version: '1.0.0', evidence: 'unconfirmed', source: 'Made up for a test.' },
    title: { en: 'Own relief', es: 'Alivio propio' },
    summary: { en: 'Pain is 40% lower.', es: 'El dolor es un 40% menor.' },
    rule: { op: 'percent-improvement', score: 'pain', atLeast: 40 },
    ...change,
  }
}

const PERCENT = { op: 'percent-improvement', score: 'pain', atLeast: 30 }
const LEVEL = { op: 'level', score: 'pain', atMost: 3 }

/** Rules that say nothing anywhere, or nothing in the registry, and where each is wrong. */
export const WRONG_RULES: readonly [what: string, rule: unknown, pointer: string][] = [
  ['an operation that there is not', { op: 'better' }, '/rule/op'],
  ['no rule in a group', { op: 'all', rules: [] }, '/rule/rules'],
  ['a group of what is none', { op: 'any', rules: 'pain' }, '/rule/rules'],
  [
    'more rules that must hold than there are',
    { op: 'at-least', count: 3, rules: [PERCENT, LEVEL] },
    '/rule',
  ],
  ['a count of none', { op: 'at-least', count: 0, rules: [PERCENT] }, '/rule/count'],
  ['the same rule twice', { op: 'all', rules: [PERCENT, { ...PERCENT }] }, '/rule/rules/1'],
  ['a member that there is not', { ...PERCENT, weight: 2 }, '/rule'],
  ['no score', { op: 'level', atMost: 3 }, '/rule/score'],
  ['a score that is none', { ...LEVEL, score: 'Worst pain!' }, '/rule/score'],
  ['a score that no instrument gives', { ...LEVEL, score: 'nothing/total' }, '/rule/score'],
  ['a scale that the study does not ask', { ...LEVEL, score: 'isi/total' }, '/rule/score'],
  ['a domain that the study does not measure', { ...LEVEL, score: 'fatigue' }, '/rule/score'],
  ['a score that no follow-up asks', { ...LEVEL, score: 'first-only/total' }, '/rule/score'],
  [
    'change of a score that is not asked at baseline',
    { op: 'improvement', score: 'satisfaction', atLeast: 1 },
    '/rule/score',
  ],
  ['a percentage that is a word', { ...PERCENT, atLeast: 'a lot' }, '/rule/atLeast'],
  ['a percentage of 0', { ...PERCENT, atLeast: 0 }, '/rule/atLeast'],
  ['more than 100 percent', { ...PERCENT, atLeast: 130 }, '/rule/atLeast'],
  ['a number that no decimal writes', { ...PERCENT, atLeast: 1e-9 }, '/rule/atLeast'],
  ['a percentage of no base', { ...PERCENT, of: 'the mean' }, '/rule/of'],
  [
    'percent of a score of which the highest is the best',
    { ...PERCENT, score: 'quality-of-life' },
    '/rule/score',
  ],
  ['a least baseline beyond the scale', { ...PERCENT, baselineAtLeast: 40 }, '/rule/baselineAtLeast'],
  ['more points than the scale has', { op: 'improvement', score: 'pain', atLeast: 11 }, '/rule/atLeast'],
  [
    'more than the whole range',
    { op: 'improvement', score: 'pain', atLeast: 101, unit: 'percent-of-range' },
    '/rule/atLeast',
  ],
  [
    'a unit that there is not',
    { op: 'improvement', score: 'pain', atLeast: 2, unit: 'inches' },
    '/rule/unit',
  ],
  ['a level without a bound', { op: 'level', score: 'pain' }, '/rule'],
  ['a bound beyond the scale', { ...LEVEL, atMost: 12 }, '/rule/atMost'],
  ['bounds that exclude each other', { ...LEVEL, atLeast: 5 }, '/rule'],
  ['bounds that leave out the only value', { op: 'level', score: 'pain', atMost: 3, above: 3 }, '/rule'],
  ['no band', { op: 'band', score: 'depression', in: [] }, '/rule/in'],
  ['a band that the scale does not have', { op: 'band', score: 'depression', in: ['rosy'] }, '/rule/in/0'],
  ['a band twice', { op: 'band', score: 'depression', in: ['minimal', 'minimal'] }, '/rule/in/1'],
  [
    'every band of the scale',
    { op: 'band', score: 'depression', in: ['minimal', 'mild', 'moderate', 'moderately-severe', 'severe'] },
    '/rule/in',
  ],
  [
    'a rating that there is not',
    { op: 'global-rating', score: 'global-change', atLeast: 'wonderful' },
    '/rule/atLeast',
  ],
  [
    'a goal that is what reaches it',
    { op: 'own-goal', attainment: 'pain', criterion: 'pain' },
    '/rule/criterion',
  ],
  [
    'a goal on another scale',
    { op: 'own-goal', attainment: 'pain', criterion: 'depression' },
    '/rule/criterion',
  ],
  ['no days', { op: 'sustained', days: 0, rule: PERCENT }, '/rule/days'],
  ['part of a day', { op: 'sustained', days: 1.5, rule: PERCENT }, '/rule/days'],
  ['nothing that holds', { op: 'held-since-treatment', days: 21 }, '/rule/rule'],
  ['days without a bound', { op: 'days-since-treatment' }, '/rule'],
  ['days from more to less', { op: 'days-since-treatment', atLeast: 30, atMost: 7 }, '/rule/atMost'],
  ['treatments from more to less', { op: 'treatments', atLeast: 6, atMost: 2 }, '/rule/atMost'],
  ['a negative number of treatments', { op: 'treatments', atLeast: -1 }, '/rule/atLeast'],
  [
    'a fault deep inside',
    { op: 'any', rules: [LEVEL, { op: 'not', rule: { op: 'all', rules: [{ ...LEVEL, atMost: 99 }] } }] },
    '/rule/rules/1/rule/rules/0/atMost',
  ],
  ['rules too deep within rules', nest(PERCENT, 9), `/rule${'/rule'.repeat(8)}`],
  [
    'too many rules',
    { op: 'any', rules: Array.from({ length: 41 }, (_, at) => ({ ...PERCENT, atLeast: at + 1 })) },
    '/rule',
  ],
]

function nest(rule: object, times: number): object {
  return times === 0 ? rule : { op: 'sustained', days: 7 + times, rule: nest(rule, times - 1) }
}
