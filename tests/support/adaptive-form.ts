import { readFileSync } from 'node:fs'
import { type InstrumentDefinition, instrumentDefinitionSchema } from '../../surveys/instrument/definition.ts'
import { type Calibration, readCalibration } from '../../surveys/irt/calibration.ts'
import { type Library, openLibrary, openShippedLibrary } from '../../surveys/library/library.ts'
import { STUDY } from './clinic.ts'
import { withTimepoints } from './other-batteries.ts'

const [header = [], ...rows] = readFileSync(
  new URL('../published/irt-calibration.csv', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => line.split(','))
const read = readCalibration(
  rows.map((row) => Object.fromEntries(header.map((column, at) => [column, row[at] ?? '']))),
)
if (read.kind !== 'calibration') throw new Error('the made-up calibration has faults')

export const ADAPTIVE: Calibration = {
  instrument: 'made-up-bank@1.0.0',
  source: 'made up for the tests',
  items: [...read.items],
}

/** A bank with the items of the made-up calibration; the first is worded the other way round. */
export function adaptiveForm(
  rule: Partial<NonNullable<InstrumentDefinition['adaptive']>> = {},
): InstrumentDefinition {
  return instrumentDefinitionSchema.parse({
    id: 'made-up-bank',
    version: '1.0.0',
    title: { en: 'Made-up bank' },
    evidence: 'unvalidated',
    ...{ source: 'this test', copyright: 'none', permission: 'none needed', recallDays: 7 },
    locales: { en: { status: 'unvalidated', source: 'this test' } },
    items: ADAPTIVE.items.map(({ item, thresholds }) => ({
      id: item,
      type: 'numeric-scale',
      text: { en: `How much of ${item}?` },
      minimum: 1,
      maximum: 1 + thresholds.length,
    })),
    scales: [
      {
        id: 't',
        title: { en: 'T' },
        domain: 'fatigue',
        rule: {
          op: 'response-pattern',
          of: ADAPTIVE.items.map(({ item }, at) => (at === 0 ? { item, reverse: true } : item)),
          minimumAnswered: 1,
        },
        ...{ range: [5, 95], unit: 'T', direction: 'higher-is-worse', source: 'this test' },
      },
    ],
    adaptive: { scale: 't', minimumItems: 2, maximumItems: 4, stopAtStandardError: 0.5, ...rule },
  })
}

/** The shipped library, with the adaptive form as the only instrument of the shipped study's baseline. */
export function adaptiveLibrary(form = adaptiveForm()): Library {
  const shipped = openShippedLibrary()
  const study = shipped.findStudy(STUDY)?.definition
  if (!study) throw new Error('no study')
  const timepoints = study.timepoints.map((one) =>
    one.id === study.baseline ? { ...one, battery: ['made-up-bank@1.0.0'] } : one,
  )
  const instruments = [...shipped.instruments.map(({ definition }) => definition), form]
  return openLibrary(instruments, [withTimepoints(study, timepoints)], [ADAPTIVE])
}
