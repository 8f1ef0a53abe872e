import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ImportedForm } from '../../../functions/interchange/instrument-import/form/form.ts'
import {
  type ImportRequest,
  importInstrument,
} from '../../../functions/interchange/instrument-import/import-instrument.ts'
import { readInstrumentFile } from '../../../functions/interchange/instrument-import/read-file.ts'
import { FIXTURES, fixturesNote, hasFixtures, readFixture } from '../../support/shared-fixtures.ts'

const terms = { version: '1.0.0', permission: 'Written for this test.', recallDays: 7 }

function importFixture(name: string, how: Partial<ImportRequest> = {}) {
  return importInstrument({ bytes: readFixture(`failing/${name}`), terms, ...how }, [])
}

function readDefinition(name: string, how: Partial<ImportRequest> = {}) {
  const result = importFixture(name, how)
  if (result.kind !== 'definition') throw new Error(JSON.stringify(result))
  const { items, optionSets } = result.definition
  return { items, optionSets, warnings: result.warnings.map(({ detail }) => detail) }
}

function listFaults(name: string): readonly string[] {
  const reading = readInstrumentFile(readFixture(`failing/${name}`), {})
  return reading.kind === 'faults' ? reading.faults.map(({ detail }) => detail) : []
}

/** Each gives what the file, or the text beside it, says is expected. */
const EXPECTED: Readonly<Record<string, () => void>> = {
  'fhir-enable-when-expression.json': () => {
    expect(importFixture('fhir-enable-when-expression.json')).toMatchObject({
      kind: 'faults',
      faults: [{ place: '/item/1/extension' }],
    })
  },

  'fhir-leading-display.json': () => {
    const { items, warnings } = readDefinition('fhir-leading-display.json')
    const above = { en: 'During the last 2 weeks, how often were you troubled by the following?' }
    expect(items.map(({ stem }) => stem)).toEqual([above, above, above])
    expect(warnings).toContain('this text is shown above each of the 3 questions that follow it')
  },

  'fhir-long-code.json': () => {
    const { optionSets } = readDefinition('fhir-long-code.json')
    expect(optionSets.a?.map(({ code }) => code)).toEqual([
      'extreme-difficulty-or-unable-to-perform',
      'no-difficulty',
    ])
  },

  'fhir-no-language.json': () => {
    const { items } = readDefinition('fhir-no-language.json', { locale: 'es' })
    expect(items[0]?.text).toEqual({ es: '¿Con qué frecuencia se ha sentido decaído?' })
  },

  'fhir-option-without-score.json': () => {
    const { optionSets } = readDefinition('fhir-option-without-score.json')
    expect(optionSets.walk?.map(({ code, value }) => [code, value])).toEqual([
      ['1', 1],
      ['5', 5],
      ['na', null],
    ])
  },

  'odm-long-oid.xml': () => {
    const { items } = readDefinition('odm-long-oid.xml')
    expect(items.map(({ id, type }) => [id, type])).toEqual([
      ['worst-pain', 'numeric-scale'],
      ['slept-well', 'choice'],
    ])
  },

  'odm-redcap-extension-lost.xml': () => {
    expect(listFaults('odm-redcap-extension-lost.xml')).toEqual([
      'it identifies a person and cannot be imported',
    ])
    const without = (name: string, field: RegExp): ImportedForm => {
      const text = new TextDecoder().decode(readFixture(`failing/${name}`))
      expect(text).toMatch(field)
      const reading = readInstrumentFile(new TextEncoder().encode(text.replace(field, '')), {})
      const [form] = reading.forms
      if (reading.kind === 'faults' || !form) throw new Error(JSON.stringify(reading))
      expect(
        reading.warnings.map(({ detail }) => detail).filter((one) => !/record ID/.test(one)),
        'besides the record ID',
      ).toEqual(['it is not asked (@HIDDEN) and is ignored', 'the note is ignored'])
      return { ...form, title: {}, source: '', items: form.items.map((item) => ({ ...item, place: '' })) }
    }
    const xml = without('odm-redcap-extension-lost.xml', /<ItemRef ItemOID="contact_mail"[^>]*>/)
    expect(xml).toEqual(without('odm-redcap-extension-lost.csv', /contact_mail.*\n/))
    expect(xml.items).toMatchObject([
      { name: 'pain_now', answer: { minimumLabel: { en: 'No pain' }, maximumLabel: { en: 'Worst pain' } } },
      { name: 'fatigue', answer: { type: 'numeric-scale', minimum: 0, maximum: 10 } },
      { name: 'mood_1', stem: { en: 'In the past 7 days' } },
      { name: 'mood_2', stem: { en: 'In the past 7 days' } },
    ])
  },

  'odm-redcap-extension-lost.csv': () => {
    expect(listFaults('odm-redcap-extension-lost.csv')).toEqual([
      'it identifies a person and cannot be imported',
    ])
  },

  'redcap-section-header.csv': () => {
    const { items } = readDefinition('redcap-section-header.csv')
    expect(items.map(({ stem, text }) => `${stem?.en} ${text?.en}`)).toEqual([
      'Was the patient ... calm?',
      'Was the patient ... worried?',
      'Were you ... calm?',
      'Were you ... worried?',
    ])
  },

  'redcap-whole-project-one-form.csv': () => {
    const { items } = readDefinition('redcap-whole-project-one-form.csv', { form: 'diary' })
    expect(items.map(({ id }) => id)).toEqual(['mood-1'])
  },
}

describe.skipIf(!hasFixtures)(`files that were read wrongly once${fixturesNote}`, () => {
  test('each of them has its test', () => {
    const files = readdirSync(`${FIXTURES}/failing`).filter((name) => /^(fhir|odm|redcap)-/.test(name))
    expect(files.filter((name) => !name.endsWith('.txt')).sort()).toEqual(Object.keys(EXPECTED).sort())
  })

  test.each(Object.keys(EXPECTED))('%s gives what it says', (name) => EXPECTED[name]?.())
})
