import { describe, expect, test } from 'vitest'
import { writeCsvExport } from '../../../functions/interchange/tidy/csv/csv-export.ts'
import { formatLine } from '../../../functions/interchange/tidy/csv/csv-table.ts'
import { buildInstruments } from '../../../surveys/library/build-library.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { buildTidySetting, drawTidyPeople } from '../../support/tidy-people.ts'
import { readZip } from '../../support/zip.ts'

/* Scripts are run by anyone who opens an export, and hold words that the author of a questionnaire chose. */

/** What a program may take for the end of a line; R takes a lone carriage return. */
const ENDS = ['\n', '\r', '\r\n', '\u0085', '\u2028', '\u2029', '\u000B', '\f']
const WORDS = ENDS.map((end) => `Pain${end}system("x")${end}`).join('')

const peg = openShippedLibrary().findInstrument('peg@1.0.0')
if (!peg) throw new Error('the shipped library lost the PEG')
const words = { en: WORDS }
const odd = {
  ...peg,
  definition: {
    ...peg.definition,
    title: words,
    items: peg.definition.items.map((item) => ({ ...item, text: words, minimumLabel: words })),
  },
}
const base = buildTidySetting()
const setting = buildTidySetting('dates', {
  instruments: buildInstruments([{ id: 'peg', version: '1.0.0', read: () => odd }]),
  study: { ...base.study, sites: base.study.sites.map((site) => ({ ...site, name: WORDS })) },
})
const chunks: Uint8Array[] = []
await writeCsvExport(
  setting,
  drawTidyPeople(setting, { count: 2, battery: ['peg@1.0.0'] }),
  (bytes) => void chunks.push(bytes),
)
const files = readZip(Buffer.concat(chunks))

describe.each(['load.R', 'load.do', 'load.sps', 'load.sas'])('%s', (name) => {
  const script = files.get(name) ?? ''

  test('has the words of a questionnaire, none of which begins a line', () => {
    expect(script).toContain('Pain')
    expect(
      script.split(/\r\n|[\n\r\u0085\u2028\u2029\v\f]/).filter((line) => /^\s*system/.test(line)),
    ).toEqual([])
  })

  test('has no end of a line but its own', () => {
    expect(script).not.toMatch(/[\r\u0085\u2028\u2029\v\f]/)
  })
})

test('a line keeps every other character', () => {
  expect(formatLine('dolor «leve» 😀\tal día')).toBe('dolor «leve» 😀 al día')
  expect(formatLine('half \uD83D')).toBe('half \uFFFD')
})
