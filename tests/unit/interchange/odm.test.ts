import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildDefinition } from '../../../functions/interchange/instrument-import/build-definition.ts'
import type { ImportedForm, Reading } from '../../../functions/interchange/instrument-import/form/form.ts'
import { readOdm } from '../../../functions/interchange/instrument-import/odm/read-odm.ts'

const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text)
const fixture = (name: string): string =>
  readFileSync(new URL(`../../support/instrument-files/odm/${name}`, import.meta.url), 'utf8')
const evening = fixture('evening-questions.xml')

function requireForms(reading: Reading): readonly ImportedForm[] {
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults))
  return reading.forms
}
const said = (remarks: readonly { place: string; detail: string }[]): readonly string[] =>
  remarks.map(({ place, detail }) => `${place}: ${detail}`)
const listFaults = (text: string): readonly string[] => {
  const reading = readOdm(encodeText(text))
  return reading.kind === 'faults' ? said(reading.faults) : []
}
/** The evening questions, asking for the date of going to bed instead of the time. */
function asDate(check: string): string {
  return changed('DataType="time"', 'DataType="date"').replace(
    /(<ItemDef OID="I\.BED"[\s\S]*?<\/Question>)/,
    (found) => `${found}${check}`,
  )
}
/** The evening questions with one thing changed, which must be there. */
function changed(from: string, to: string): string {
  expect(evening).toContain(from)
  return evening.replace(from, () => to)
}

describe('a file with anything wrong is refused, and each thing is named with its place', () => {
  test.each<[string, () => string, string]>([
    ['an empty file', () => ' ', ': the file is empty'],
    ['no XML', () => 'CodedValue', "line 1: the XML is malformed: char 'C' is not expected."],
    ['another root', () => '<Study/>', ': the root element is not ODM'],
    [
      'a tag that is not closed',
      () => changed('</ItemGroupDef>', ''),
      "line 68: the XML is malformed: Expected closing tag 'ItemGroupDef' (opened in line 22, col 7) instead of closing tag 'MetaDataVersion'.",
    ],
    [
      'a document type',
      () => changed('<ODM ', '<!DOCTYPE ODM [<!ENTITY a "b">]><ODM '),
      ': a document type is not allowed. Remove it',
    ],
    [
      'another encoding',
      () => changed('"UTF-8"', '"ISO-8859-1"'),
      ': the file declares an encoding other than UTF-8',
    ],
    ['ODM 2', () => changed('ODMVersion="1.3.2"', 'ODMVersion="2.0"'), ': only ODM version 1.3 is supported'],
    [
      'two versions',
      () => changed('</MetaDataVersion>', '</MetaDataVersion><MetaDataVersion OID="MDV.2" Name="2"/>'),
      'Study ST.EVENING: it has several metadata versions. Keep only one',
    ],
    [
      'definitions elsewhere',
      () => changed('<Protocol>', '<Include StudyOID="S" MetaDataVersionOID="M"/><Protocol>'),
      'MetaDataVersion MDV.1: it includes definitions from another file',
    ],
    [
      'no form',
      () => '<ODM><Study OID="S"><MetaDataVersion OID="M"/></Study></ODM>',
      ': the file has no question to import',
    ],
    [
      'a group that is nowhere',
      () => changed('ItemGroupOID="IG.BODY"', 'ItemGroupOID="IG.GONE"'),
      'FormDef F.EVENING: there is no ItemGroupDef IG.GONE',
    ],
    [
      'an item that is nowhere',
      () => changed('ItemOID="I.PAIN"', 'ItemOID="I.GONE"'),
      'ItemGroupDef IG.DAY: there is no ItemDef I.GONE',
    ],
    [
      'a code list that is nowhere',
      () => changed('CodeListOID="CL.MOOD"', 'CodeListOID="CL.GONE"'),
      'ItemDef I.MOOD: there is no CodeList CL.GONE',
    ],
    [
      'a unit that is nowhere',
      () => changed('MeasurementUnitOID="MU.KG"', 'MeasurementUnitOID="MU.GONE"'),
      'ItemDef I.WEIGHT: there is no MeasurementUnit MU.GONE',
    ],
    [
      'a reference to nothing',
      () => changed(' CodeListOID="CL.MOOD"', ''),
      'ItemDef I.MOOD: its CodeList is missing',
    ],
    [
      'an OID twice',
      () => changed('<ItemDef OID="I.WORDS"', '<ItemDef OID="I.BED"'),
      'ItemDef I.BED: its OID is not unique',
    ],
    ['no OID', () => changed('<ItemDef OID="I.WORDS"', '<ItemDef'), 'ItemDef: it has no OID'],
    [
      'an item twice in a form',
      () => changed('ItemOID="I.WORDS"', 'ItemOID="I.PAIN"'),
      'ItemDef I.PAIN: it is in the form twice',
    ],
    [
      'a group asked again and again',
      () => changed('Name="Body" Repeating="No"', 'Name="Body" Repeating="Yes"'),
      'ItemGroupDef IG.BODY: repeating groups are not supported',
    ],
    [
      'a condition',
      () => changed('ItemOID="I.BED"', 'ItemOID="I.BED" CollectionExceptionConditionOID="C.1"'),
      'ItemDef I.BED: it has a condition. ODM conditions cannot be imported',
    ],
    [
      'an order that is no number',
      () => changed('OrderNumber="20"', 'OrderNumber="second"'),
      'ItemGroupDef IG.DAY: an order number is not a whole number',
    ],
    [
      'no words',
      () =>
        changed(
          '<TranslatedText xml:lang="en">When did you go to bed?</TranslatedText><TranslatedText xml:lang="es">¿A qué hora se acostó?</TranslatedText>',
          '',
        ),
      'ItemDef I.BED: the question has no text',
    ],
    [
      'words twice',
      () => changed('xml:lang="es">¿Caminó', 'xml:lang="en">¿Caminó'),
      'ItemDef I.WALKED: its Question is given twice in en',
    ],
    [
      'no language',
      () => changed('xml:lang="es">¿Caminó', 'xml:lang="Castellano">¿Caminó'),
      'ItemDef I.WALKED: the language Castellano is not a BCP 47 tag such as en or es-MX',
    ],
    ['no type', () => changed(' DataType="time"', ''), 'ItemDef I.BED: it has no data type'],
    [
      'a date and a time',
      () => changed('DataType="time"', 'DataType="datetime"'),
      'ItemDef I.BED: an answer of type datetime is not asked here',
    ],
    [
      'a bound that is no date',
      () =>
        asDate(
          '<RangeCheck Comparator="GE" SoftHard="Hard"><CheckValue>2026-02-30</CheckValue></RangeCheck>',
        ),
      'ItemDef I.BED, RangeCheck 1: the bound is not a date such as 2026-03-15',
    ],
    [
      'a length that is no number',
      () => changed('Length="200"', 'Length="many"'),
      'ItemDef I.WORDS: its Length is not a whole number',
    ],
    [
      'answers outside the file',
      () =>
        changed(
          '<CodeListItem CodedValue="H"',
          '<ExternalCodeList Dictionary="D"/><CodeListItem CodedValue="H"',
        ),
      'CodeList CL.MOOD: its answers are in a list outside the file',
    ],
    [
      'a code twice',
      () => changed('CodedValue="M"', 'CodedValue="L"'),
      'CodeList CL.MOOD, CodeListItem L: its coded value is not unique',
    ],
    [
      'no code',
      () => changed(' CodedValue="M"', ''),
      'CodeList CL.MOOD, CodeListItem: it has no coded value',
    ],
    [
      'an answer without words',
      () =>
        changed(
          '<Decode><TranslatedText xml:lang="en">Low</TranslatedText><TranslatedText xml:lang="es">Bajo</TranslatedText></Decode>',
          '',
        ),
      'CodeList CL.MOOD, CodeListItem L: it has no text',
    ],
    [
      'a rank missing',
      () => changed(' Rank="2"', ''),
      'CodeList CL.MOOD: only some of its answers have a rank',
    ],
    [
      'a rank that is no whole number',
      () => changed('Rank="2"', 'Rank="1.5"'),
      'CodeList CL.MOOD: a rank is not a whole number',
    ],
    [
      'a bound that is no number',
      () => changed('<CheckValue>11<', '<CheckValue>eleven<'),
      'ItemDef I.PAIN, RangeCheck 2: the bound is not a single number',
    ],
    [
      'a bound of half a step',
      () => changed('<CheckValue>11<', '<CheckValue>10.5<'),
      'ItemDef I.PAIN, RangeCheck 2: the bound is not a whole number',
    ],
    [
      'an open bound of a written number',
      () => changed('Comparator="LE" SoftHard="Hard"', 'Comparator="LT" SoftHard="Hard"'),
      'ItemDef I.WEIGHT, RangeCheck 2: an exclusive bound with decimals is not supported',
    ],
    [
      'an empty range',
      () => changed('<CheckValue>300<', '<CheckValue>20<'),
      'ItemDef I.WEIGHT: the range is empty',
    ],
    [
      'a choice of units',
      () =>
        changed('<MeasurementUnitRef', '<MeasurementUnitRef MeasurementUnitOID="MU.KG"/><MeasurementUnitRef'),
      'ItemDef I.WEIGHT: a choice of units is not supported',
    ],
  ])('%s', (_, text, fault) => {
    expect(listFaults(text())).toContain(fault)
  })

  test('everything at once', () => {
    const text = changed('DataType="time"', 'DataType="datetime"')
      .replace('ItemOID="I.PAIN"', 'ItemOID="I.GONE"')
      .replace('<CheckValue>300<', '<CheckValue>much<')
    expect(listFaults(text)).toEqual([
      'ItemGroupDef IG.DAY: there is no ItemDef I.GONE',
      'ItemDef I.WEIGHT, RangeCheck 2: the bound is not a single number',
      'ItemDef I.BED: an answer of type datetime is not asked here',
    ])
  })

  test('elements nested without end, and entities that grow, are refused at once', () => {
    const started = performance.now()
    expect(listFaults(`<ODM>${'<a>'.repeat(100_000)}`)).toHaveLength(1)
    expect(listFaults(`<ODM>${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}</ODM>`)).toHaveLength(1)
    expect(listFaults('<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><ODM>&b;</ODM>')).toHaveLength(1)
    expect(performance.now() - started).toBeLessThan(3000)
  })

  test('whatever the file, there is an answer', () => {
    const parts = evening.split(/(?<=>)/)
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc
            .array(
              fc.tuple(fc.nat(parts.length - 1), fc.constantFrom('', '<a>', '"', '&#xD800;', '__proto__')),
            )
            .map((edits) => {
              const edited = [...parts]
              for (const [at, replacement] of edits) edited[at] = replacement
              return encodeText(edited.join(''))
            }),
        ),
        (bytes) => {
          const reading = readOdm(bytes)
          expect(reading.kind === 'forms' || reading.faults.length > 0).toBe(true)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('a sound file', () => {
  const reading = readOdm(encodeText(evening))
  const [form] = requireForms(reading)

  test('is read in the order of its order numbers, in all its languages', () => {
    expect(form?.name).toBe('F.EVENING')
    expect(form?.title).toEqual({ en: 'Evening questions', es: 'Preguntas de la tarde' })
    expect(form?.items.map(({ name }) => name)).toEqual([
      'I.MOOD',
      'I.PAIN',
      'I.WEIGHT',
      'I.WALKED',
      'I.BED',
      'I.WORDS',
    ])
    expect(form?.items[0]?.stem).toEqual({ en: 'Think of today.', es: 'Piense en hoy.' })
    expect(form?.items[0]?.text.en).toBe('How was your mood & spirit?')
    expect(form?.items[5]?.text.en).toBe('Anything else? In your words.')
  })

  test('has the answers that it defines', () => {
    expect(form?.items.map(({ answer }) => answer)).toMatchObject([
      {
        type: 'choice',
        options: [
          { code: 'L', value: 1, label: { en: 'Low', es: 'Bajo' } },
          { code: 'M', value: 2 },
          { code: 'H', value: 3 },
        ],
      },
      { type: 'numeric-scale', minimum: 0, maximum: 10 },
      { type: 'number', minimum: 20, maximum: 300, decimals: 1, unit: { en: 'kg', es: 'kilos' } },
      {
        type: 'choice',
        options: [
          { code: 'true', value: 1, label: { en: 'Yes', es: 'Sí' } },
          { code: 'false', value: 0 },
        ],
      },
      { type: 'time' },
      { type: 'text', maximumLength: 200 },
    ])
    expect(form?.items[1]?.loinc).toBe('72514-3')
  })

  test('says what was left out', () => {
    expect(said(reading.warnings)).toEqual([
      'ClinicalData: clinical data is ignored',
      'MetaDataVersion MDV.1: required answers are ignored',
      'ItemGroupDef IG.DAY: its description is shown above its questions',
      'ItemDef I.TOTAL: it is a calculated field and is ignored',
      'ItemDef I.WEIGHT, RangeCheck 3: the check is ignored',
      'ItemDef I.WALKED: yes and no get Concord’s wording',
    ])
  })

  test('becomes an instrument', () => {
    const terms = { version: '1.0.0', permission: 'Written for this test.', recallDays: 1 }
    const made = buildDefinition(form as ImportedForm, terms)
    expect(made).toMatchObject({ kind: 'definition', definition: { id: 'f-evening' } })
  })

  test('asks a date within the bounds of its checks', () => {
    const check = (comparator: string, bound: string) =>
      `<RangeCheck Comparator="${comparator}" SoftHard="Hard"><CheckValue>${bound}</CheckValue></RangeCheck>`
    const read = readOdm(encodeText(asDate(check('GE', '2026-01-01') + check('LE', '2026-12-31'))))
    const [dated] = requireForms(read)
    expect(dated?.items.find(({ name }) => name === 'I.BED')?.answer).toEqual({
      ...{ type: 'date', minimum: '2026-01-01', maximum: '2026-12-31' },
    })
  })

  test('leaves a number out that is a score', () => {
    const read = readOdm(encodeText(changed('How strong was your pain, from 0 to 10?', 'Pain score')))
    expect(requireForms(read)[0]?.items.map(({ name }) => name)).not.toContain('I.PAIN')
    expect(said(read.warnings)).toContain('ItemDef I.PAIN: it is a score, not a question, and is ignored')
  })

  test('finds what it refers to however long the OID, and cuts it only where people read it', () => {
    const long = `IG.${'A'.repeat(60)}`
    const text = evening.replaceAll('IG.BODY', `${long}.1`).replaceAll('IG.DAY', `${long}.2`)
    expect(requireForms(readOdm(encodeText(text)))[0]?.items).toEqual(form?.items)
    expect(listFaults(text.replace(`ItemGroupOID="${long}.1"`, `ItemGroupOID="${long}.3"`))).toEqual([
      `FormDef F.EVENING: there is no ItemGroupDef IG.${'A'.repeat(36)}…`,
    ])
  })

  test('with several forms names that of a fault, and gives those without any', () => {
    const second =
      '<FormDef OID="F.BODY" Name="Body" Repeating="No"><ItemGroupRef ItemGroupOID="IG.GONE" Mandatory="No"/></FormDef>'
    expect(readOdm(encodeText(changed('<ItemGroupDef', `${second}<ItemGroupDef`)))).toMatchObject({
      kind: 'faults',
      faults: [{ place: 'FormDef F.BODY', form: 'F.BODY' }],
      forms: [{ name: 'F.EVENING', items: form?.items }],
      formNames: ['F.EVENING', 'F.BODY'],
    })
  })
})
