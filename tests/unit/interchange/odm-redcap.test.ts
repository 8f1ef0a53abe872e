import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ImportedForm, Reading } from '../../../functions/interchange/instrument-import/form/form.ts'
import { readOdm } from '../../../functions/interchange/instrument-import/odm/read-odm.ts'
import { readRedcap } from '../../../functions/interchange/instrument-import/redcap/read-redcap.ts'

const night = readFileSync(
  new URL('../../support/instrument-files/odm/prefixed-with-branching.xml', import.meta.url),
  'utf8',
)
const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text)

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

/** A project of one form, from its fields as items and what else they refer to. */
function buildProject(items: readonly { name: string; xml: string }[], lists = ''): Uint8Array {
  const references = items.map(({ name }) => `<ItemRef ItemOID="${name}" Mandatory="No"/>`).join('')
  return encodeText(`<ODM xmlns="http://www.cdisc.org/ns/odm/v1.3" xmlns:redcap="https://projectredcap.org" ODMVersion="1.3.1">
    <Study OID="S"><MetaDataVersion OID="M" Name="M" redcap:RecordIdField="record_id">
      <FormDef OID="Form.week" Name="My &lt;b&gt;week&lt;/b&gt;" Repeating="No" redcap:FormName="week"><ItemGroupRef ItemGroupOID="week.g"/></FormDef>
      <ItemGroupDef OID="week.g" Name="Week" Repeating="No">${references}</ItemGroupDef>
      ${items.map(({ xml }) => xml).join('\n')}${lists}
    </MetaDataVersion></Study></ODM>`)
}

type FieldOptions = { readonly label?: string; readonly inside?: string; readonly dataType?: string }

function field(name: string, attributes: string, options: FieldOptions = {}): { name: string; xml: string } {
  const { label = 'How was it?', inside = '', dataType = 'text' } = options
  return {
    name,
    xml: `<ItemDef OID="${name}" Name="${name}" DataType="${dataType}" Length="999" ${attributes}>
      <Question><TranslatedText>${label}</TranslatedText></Question>${inside}</ItemDef>`,
  }
}

const dictionary = (...rows: readonly string[]): Uint8Array =>
  encodeText(
    [
      'field_name,form_name,section_header,field_type,field_label,select_choices_or_calculations,text_validation_type_or_show_slider_number,text_validation_min,text_validation_max,branching_logic,field_annotation',
      ...rows,
    ].join('\n'),
  )

/** Two readings of one project, without the places, which differ. */
function expectSame(xml: Uint8Array, csv: Uint8Array): void {
  const strip = (reading: Reading) => ({
    items: requireForms(reading).map(({ name, items }) => [
      name,
      items.map((one) => ({ ...one, place: '' })),
    ]),
    warnings: reading.warnings.map(({ detail }) => detail),
  })
  expect(strip(readOdm(xml))).toEqual(strip(readRedcap(csv)))
}

describe('a field of a REDCap project is refused, as in its data dictionary', () => {
  const slept = night.match(/<odm:ItemDef OID="slept"[^>]*>/)?.[0] ?? ''
  const withAttribute = (attribute: string) => night.replace(slept, slept.replace('>', ` ${attribute}>`))
  test.each([
    [
      'that identifies a person',
      withAttribute('redcap:Identifier="y"'),
      'ItemDef slept: it identifies a person and cannot be imported',
    ],
    ...['email', 'phone', 'ssn', 'mrn_10d'].map((kind) => [
      `that takes a ${kind}`,
      night.replace(slept, slept.replace('"radio"', `"text" redcap:TextValidationType="${kind}"`)),
      'ItemDef slept: it identifies a person and cannot be imported',
    ]),
    [
      'for a file',
      night.replace('"radio"', '"file"'),
      'ItemDef slept: files, signatures and queries are not supported',
    ],
    [
      'of an unknown type',
      night.replace('"radio"', '"hologram"'),
      'ItemDef slept: the field type is unknown',
    ],
    [
      'that has branching logic on what is not there',
      night.replace('[slept]', '[gone]'),
      'ItemDef woken: from character 1: it depends on a field that is not in the file',
    ],
    [
      'whose choices are not there',
      night.replace('<odm:CodeListRef CodeListOID="slept.choices"/>', ''),
      'ItemDef slept: a choice needs at least two options',
    ],
  ] as [string, string, string][])('%s', (_, text, fault) => {
    expect(text).not.toBe(night)
    expect(listFaults(text)).toContain(fault)
  })
})

describe('a REDCap project', () => {
  test('with a prefix, without languages, as REDCap makes it', () => {
    const read = readOdm(encodeText(night), { locale: 'es' })
    const [form] = requireForms(read)
    expect(form).toMatchObject({ name: 'night', title: { es: 'Night' }, source: 'CDISC ODM form Form.night' })
    expect(form?.items.map(({ text }) => text.es)).toEqual([
      'How did you sleep?',
      'How often did you wake?',
      'How rested are you?',
      'Did you dream?',
    ])
    expect(form?.items.map(({ answer }) => answer)).toMatchObject([
      {
        options: [
          { code: '0', value: 0 },
          { code: '1', value: 1 },
        ],
      },
      { type: 'number', minimum: 0, maximum: 50 },
      { type: 'numeric-scale', minimum: 0, maximum: 100 },
      {
        options: [
          { code: '1', value: 1, label: { es: 'Sí' } },
          { code: '0', value: 0 },
        ],
      },
    ])
    expect(form?.items[1]?.shownWhen).toEqual({
      all: [
        { item: 'slept', answered: true },
        { item: 'slept', atLeast: 1 },
      ],
    })
    expect(form?.items.map(({ stem }) => stem?.es)).toEqual([
      undefined,
      undefined,
      'This morning',
      'This morning',
    ])
    expect(said(read.warnings)).toEqual([
      'ItemDef record_id: it is a REDCap field, not a question, and is ignored',
      'ItemDef night_complete: it is a REDCap field, not a question, and is ignored',
    ])
  })

  test('has its words above every question that they govern, as in its dictionary', () => {
    expectSame(
      buildProject([
        field('a', 'redcap:FieldType="notes" redcap:SectionHeader="In the past 7 days"'),
        field('b', 'redcap:FieldType="textarea"'),
        field('d', 'redcap:FieldType="descriptive"', { label: 'Think of sleep.' }),
        field('e', 'redcap:FieldType="text"'),
        field('f', 'redcap:FieldType="text" redcap:SectionHeader="Today"'),
      ]),
      dictionary(
        'a,week,In the past 7 days,notes,How was it?,,,,,,',
        'b,week,,notes,How was it?,,,,,,',
        'd,week,,descriptive,Think of sleep.,,,,,,',
        'e,week,,text,How was it?,,,,,,',
        'f,week,Today,text,How was it?,,,,,,',
      ),
    )
  })

  test('has the boxes of a checkbox as one question, which branching logic may ask for', () => {
    const box = (code: string) =>
      field(`ache___${code}`, 'redcap:Variable="ache" redcap:FieldType="checkbox"', {
        dataType: 'boolean',
        inside: `<CodeListRef CodeListOID="ache___${code}.choices"/>`,
      })
    const boxes = (code: string) =>
      `<CodeList OID="ache___${code}.choices" Name="ache" DataType="boolean" redcap:Variable="ache" redcap:CheckboxChoices="1, Head | 2, Back, lower | 0, None">
        <CodeListItem CodedValue="1"><Decode><TranslatedText>Checked</TranslatedText></Decode></CodeListItem></CodeList>`
    expectSame(
      buildProject(
        [
          box('1'),
          box('2'),
          box('0'),
          field('how', 'redcap:FieldType="text" redcap:BranchingLogic="[ache(2)] = \'1\'"'),
        ],
        [boxes('1'), boxes('2'), boxes('0')].join(''),
      ),
      dictionary(
        'ache,week,,checkbox,How was it?,"1, Head | 2, Back, lower | 0, None",,,,,',
        "how,week,,text,How was it?,,,,,[ache(2)] = '1',",
      ),
    )
  })

  test('has its numbers, dates and times within their bounds', () => {
    const bounds = (least: string, most: string) =>
      `<RangeCheck Comparator="GE" SoftHard="Soft"><CheckValue>${least}</CheckValue></RangeCheck><RangeCheck Comparator="LE" SoftHard="Soft"><CheckValue>${most}</CheckValue></RangeCheck>`
    expectSame(
      buildProject([
        field('n', 'redcap:FieldType="text" redcap:TextValidationType="int"', { inside: bounds('0', '10') }),
        field('f', 'redcap:FieldType="text" redcap:TextValidationType="float"', {
          inside: bounds('0', '99.5'),
        }),
        field('d', 'redcap:FieldType="text" redcap:TextValidationType="date_mdy"', {
          inside: bounds('2026-01-01', '2026-12-31'),
        }),
        field('t', 'redcap:FieldType="text" redcap:TextValidationType="time"'),
      ]),
      dictionary(
        'n,week,,text,How was it?,,integer,0,10,,',
        'f,week,,text,How was it?,,number,0,99.5,,',
        'd,week,,text,How was it?,,date_mdy,2026-01-01,2026-12-31,,',
        't,week,,text,How was it?,,time,,,,',
      ),
    )
  })

  test('is asked nothing that is hidden, calculated or a score', () => {
    expectSame(
      buildProject([
        field('a', 'redcap:FieldType="text"'),
        field('h', 'redcap:FieldType="text" redcap:FieldAnnotation="@HIDDEN-SURVEY"'),
        field('c', 'redcap:FieldType="calc"', { dataType: 'float' }),
        field('s', 'redcap:FieldType="text"', { dataType: 'integer', label: 'Total score' }),
      ]),
      dictionary(
        'a,week,,text,How was it?,,,,,,',
        'h,week,,text,How was it?,,,,,,@HIDDEN-SURVEY',
        'c,week,,calc,How was it?,,,,,,',
        's,week,,text,Total score,,integer,,,,',
      ),
    )
  })

  test('is called by its forms, whose names may hold tags', () => {
    const [form] = requireForms(readOdm(buildProject([field('a', 'redcap:FieldType="text"')])))
    expect(form).toMatchObject({ name: 'week', title: { en: 'My week' } })
  })

  test('has no question under the header of its status, which is not warned of', () => {
    const read = readOdm(
      buildProject([
        field('a', 'redcap:FieldType="text"'),
        field('week_complete', 'redcap:FieldType="select" redcap:SectionHeader="Form Status"'),
      ]),
    )
    expect(said(read.warnings)).toEqual([
      'ItemDef week_complete: it is a REDCap field, not a question, and is ignored',
    ])
  })

  test('has labels with their tags where REDCap writes them beside the plain ones', () => {
    const item = field('a', 'redcap:FieldType="text"')
    const formatted = item.xml.replace(
      '</Question>',
      '<redcap:FormattedTranslatedText>How &lt;i&gt;was&lt;/i&gt; it?&lt;br&gt;Think back.</redcap:FormattedTranslatedText></Question>',
    )
    const [form] = requireForms(readOdm(buildProject([{ name: 'a', xml: formatted }])))
    expect(form?.items[0]?.text.en).toBe('How was it?\nThink back.')
  })

  test('may have faults in one form and none in another', () => {
    const good =
      '<odm:FormDef OID="Form.day" Name="Day" Repeating="No" redcap:FormName="day"><odm:ItemGroupRef ItemGroupOID="day.g"/></odm:FormDef><odm:ItemGroupDef OID="day.g" Name="Day" Repeating="No"><odm:ItemRef ItemOID="good"/></odm:ItemGroupDef><odm:ItemDef OID="good" Name="good" DataType="text" redcap:FieldType="text"><odm:Question><odm:TranslatedText>Good?</odm:TranslatedText></odm:Question></odm:ItemDef>'
    const text = night.replace('"radio"', '"file"').replace('<odm:CodeList OID', `${good}<odm:CodeList OID`)
    expect(readOdm(encodeText(text))).toMatchObject({
      kind: 'faults',
      faults: [{ form: 'night', place: 'ItemDef slept' }],
      forms: [{ name: 'day', items: [{ name: 'good' }] }],
      formNames: ['night', 'day'],
    })
  })
})
