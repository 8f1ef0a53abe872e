import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildDefinition } from '../../../functions/interchange/instrument-import/build-definition.ts'
import type {
  ImportedForm,
  ImportedItem,
  Reading,
} from '../../../functions/interchange/instrument-import/form/form.ts'
import { readRedcap } from '../../../functions/interchange/instrument-import/redcap/read-redcap.ts'
import { evaluateCondition } from '../../../surveys/instrument/condition.ts'

const HEADINGS = [
  'field_name',
  'form_name',
  'section_header',
  'field_type',
  'field_label',
  'select_choices_or_calculations',
  'field_note',
  'text_validation_type_or_show_slider_number',
  'text_validation_min',
  'text_validation_max',
  'identifier',
  'branching_logic',
  'matrix_group_name',
  'matrix_ranking',
  'field_annotation',
] as const
type Cells = Partial<Record<(typeof HEADINGS)[number], string>>

const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text)
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
const buildFile = (...rows: readonly Cells[]): Uint8Array =>
  encodeText(
    [
      HEADINGS.join(','),
      ...rows.map((row) => HEADINGS.map((heading) => quoted(row[heading] ?? '')).join(',')),
    ].join('\n'),
  )
const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../support/instrument-files/redcap/${name}`, import.meta.url))

const text = (cells: Cells = {}): Cells => ({
  field_name: 'words',
  form_name: 'day',
  field_type: 'text',
  field_label: 'How was your day?',
  ...cells,
})
const radio = (cells: Cells = {}): Cells =>
  text({
    field_name: 'mood',
    field_type: 'radio',
    select_choices_or_calculations: '1, Low | 2, Middling | 3, High',
    ...cells,
  })
const integer = (cells: Cells = {}): Cells =>
  text({
    field_name: 'pain',
    text_validation_type_or_show_slider_number: 'integer',
    text_validation_min: '0',
    text_validation_max: '10',
    ...cells,
  })

function requireForms(reading: Reading): readonly ImportedForm[] {
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults))
  return reading.forms
}
const readItems = (...rows: readonly Cells[]): readonly ImportedItem[] =>
  requireForms(readRedcap(buildFile(...rows))).flatMap(({ items }) => items)
const listFaults = (bytes: Uint8Array): readonly string[] => {
  const reading = readRedcap(bytes)
  return reading.kind === 'faults' ? reading.faults.map(({ place, detail }) => `${place}: ${detail}`) : []
}
const listWarnings = (...rows: readonly Cells[]): readonly string[] =>
  readRedcap(buildFile(...rows)).warnings.map(({ place, detail }) => `${place}: ${detail}`)
const validated = (kind: string, bounds: Cells = {}): Cells =>
  text({ text_validation_type_or_show_slider_number: kind, ...bounds })

const VALIDATION = 'row 2, text_validation_type_or_show_slider_number'
const CHOICES = 'row 2, select_choices_or_calculations'

describe('a file that is no data dictionary is refused', () => {
  const header = 'field_name,form_name,field_type,field_label\n'
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['empty', encodeText(''), ': the file is empty'],
    ['a byte order mark alone', encodeText('\ufeff\r\n'), ': the file is empty'],
    ['not UTF-8', Uint8Array.of(0x66, 0xe9, 0x2c), ': the file is not UTF-8'],
    ['too large', new Uint8Array(5_000_001), ': the file is larger than 5 MB'],
    ['a header alone', encodeText(header), ': the file has no question to import'],
    [
      'columns missing',
      encodeText('Variable / Field Name,Field Label\nx,y'),
      'row 1: columns are missing: Form Name, Field Type',
    ],
    ['a column twice', encodeText(`field_name,${header}`), 'row 1: the column field_name is there twice'],
    [
      'a quotation mark left open',
      encodeText(`${header}a,b,text,"x\ny"\nc,b,text,"z`),
      'row 3: a quotation mark is not closed or is misplaced',
    ],
    [
      'a quotation mark in a bare cell',
      encodeText(`${header}a,b,text,x"y`),
      'row 2: a quotation mark is not closed or is misplaced',
    ],
    [
      'a row that is too long',
      encodeText(`${header}a,b,text,"Two\nlines?"\nc,b,text,Why?,`),
      'row 3: the row has more cells than the header',
    ],
    [
      'too many rows',
      encodeText(header + 'a,b,text,c\n'.repeat(5001)),
      ': the file has more than 5000 rows below its header',
    ],
  ]
  test.each(cases)('%s', (_, bytes, fault) => {
    expect(listFaults(bytes)).toContain(fault)
  })

  test('a locale that is no language tag', () => {
    const reading = readRedcap(buildFile(text()), { locale: 'English' })
    expect(reading.kind).toBe('faults')
  })
})

describe('a field that cannot be asked is refused, with its row and column', () => {
  const cases: readonly (readonly [string, readonly Cells[], string])[] = [
    ['an upper-case name', [text({ field_name: 'Words' })], 'row 2, field_name: a field name is'],
    ['a long name', [text({ field_name: 'a'.repeat(65) })], 'row 2, field_name: a field name is'],
    ['a name that stands twice', [text(), text()], 'row 3, field_name: the field name is not unique'],
    ['no form', [text({ form_name: '' })], 'row 2, form_name: the form has no name'],
    ['no words', [text({ field_label: '<p>&nbsp;</p>' })], 'row 2, field_label: the question has no text'],
    ['a piped answer', [text({ field_label: 'Dear [first_name]?' })], 'row 2, field_label: it inserts'],
    [
      'a smart variable',
      [text({ field_label: 'Is [survey-link:x] new?' })],
      'row 2, field_label: it inserts',
    ],
    ['an embedded field', [text({ field_label: 'I slept {hours} hours' })], 'row 2, field_label: it inserts'],
    ['a piped header', [text({ section_header: '[age]' })], 'row 2, section_header: it inserts'],
    ['a long cell', [text({ field_label: 'a '.repeat(5001) })], 'row 2, field_label: a cell has at most'],
    [
      'a box that stands alone and is not there',
      [radio({ field_type: 'checkbox', field_annotation: "@NONEOFTHEABOVE='99'" })],
      'row 2, field_annotation: @NONEOFTHEABOVE names a choice that is not there',
    ],
    [
      'a bound of a date that is none',
      [validated('date_ymd', { text_validation_max: '12/31/2026' })],
      'row 2, text_validation_max: the bound is not a date',
    ],
    ['a file', [text({ field_type: 'file' })], 'row 2, field_type: files, signatures'],
    ['a query', [text({ field_type: 'sql' })], 'row 2, field_type: files, signatures'],
    ['an unknown type', [text({ field_type: 'hologram' })], 'row 2, field_type: the field type is unknown'],
    ['a time with a date', [validated('datetime_dmy')], `${VALIDATION}: answers of this kind`],
    ['an email', [validated('email')], `${VALIDATION}: it identifies a person`],
    ['a telephone number', [validated('phone')], `${VALIDATION}: it identifies a person`],
    ['a record number', [validated('mrn_10d')], `${VALIDATION}: it identifies a person`],
    ['an identifier', [text({ identifier: 'y' })], 'row 2, identifier: it identifies a person'],
    ['four decimals', [validated('number_4dp')], `${VALIDATION}: a number may have at most 3 decimals`],
    [
      'a negative number',
      [validated('number_1dp', { text_validation_min: '-3.5' })],
      'row 2, text_validation_min: negative numbers are not supported',
    ],
    [
      'a bound that is another field',
      [validated('integer', { text_validation_max: '[age]' })],
      'row 2, text_validation_max: the bound is not a whole number',
    ],
    [
      'an empty range',
      [validated('number', { text_validation_min: '5', text_validation_max: '5' })],
      'row 2, text_validation_max: the range is empty',
    ],
    ['one choice', [radio({ select_choices_or_calculations: '1, Yes' })], `${CHOICES}: a choice needs`],
    ['no choices', [radio({ select_choices_or_calculations: '' })], `${CHOICES}: choice 1 has no comma`],
    [
      'a choice without comma',
      [radio({ select_choices_or_calculations: '1, Yes | No' })],
      `${CHOICES}: choice 2 has no comma`,
    ],
    [
      'a choice without label',
      [radio({ select_choices_or_calculations: '1, Yes | 2, ' })],
      `${CHOICES}: choice 2 has no label`,
    ],
    [
      'a code twice',
      [radio({ select_choices_or_calculations: '1, Yes | 1, No' })],
      `${CHOICES}: choice 2 has a code that is not unique`,
    ],
    [
      'a long code',
      [radio({ select_choices_or_calculations: `${'x'.repeat(201)}, Yes | n, No` })],
      `${CHOICES}: choice 1 has a code of more than 200 characters`,
    ],
    [
      'four slider labels',
      [radio({ field_type: 'slider', select_choices_or_calculations: 'a|b|c|d' })],
      CHOICES,
    ],
  ]
  test.each(cases)('%s', (_, rows, fault) => {
    expect(listFaults(buildFile(...rows)).filter((one) => one.startsWith(fault))).toHaveLength(1)
  })

  test('every fault of a file is named at once, and nothing is imported', () => {
    const reading = readRedcap(
      buildFile(
        text({ field_name: 'a', identifier: 'y' }),
        text({ field_name: 'b', field_type: 'file' }),
        radio({ select_choices_or_calculations: '1|2, ', branching_logic: "[c] = '1'" }),
      ),
    )
    expect(reading).toMatchObject({
      kind: 'faults',
      faults: [
        { place: 'row 2, identifier' },
        { place: 'row 3, field_type' },
        { place: 'row 4, select_choices_or_calculations' },
        { place: 'row 4, select_choices_or_calculations' },
        {
          place: 'row 4, branching_logic',
          detail: 'from character 1: it depends on a field that is not in the file',
        },
      ],
    })
  })
})

describe('branching logic that has no equal here is refused, from where it goes wrong', () => {
  const before: readonly Cells[] = [
    radio(),
    integer(),
    text(),
    validated('time', { field_name: 'bed' }),
    radio({ field_name: 'hue', select_choices_or_calculations: 'r, Red | b, Blue' }),
    text({ field_name: 'secret', field_annotation: '@HIDDEN' }),
    text({ field_name: 'elsewhere', form_name: 'night' }),
    radio({ field_name: 'boxes', field_type: 'checkbox' }),
    validated('date_mdy', { field_name: 'day' }),
  ]
  const cases: readonly (readonly [string, string])[] = [
    ['[mood(1)] = "1"', 'from character 1: the field has no boxes to tick'],
    ["[boxes] = '1'", 'from character 1: it must name a box, such as [boxes(1)]'],
    ["[boxes(7)] = '1'", 'from character 1: it refers to a box that the field does not have'],
    ["[boxes(1)] = '2'", 'from character 1: a box is either 1 or 0'],
    ["[boxes(1)] > '0'", 'from character 1: a box is either 1 or 0'],
    ["[day] = 'today'", 'from character 1: it refers to an answer that the field does not have'],
    ['[event_1_arm_1][mood] = "1"', 'from character 16: this cannot be translated'],
    ['[mood]', 'from character 7: this cannot be translated'],
    ['datediff([bed], "now", "h") > 1', 'from character 1: this cannot be translated'],
    ['[pain] + 1 > 3', 'from character 8: this cannot be translated'],
    ['[pain] > 3 - 1', 'from character 12: this cannot be translated'],
    ["[user-name] = 'x'", 'from character 1: this cannot be translated'],
    ["[mood] = '1' and", 'from character 17: this cannot be translated'],
    ["[mood] = '1", 'from character 10: this cannot be translated'],
    ["([mood] = '1'", 'from character 14: this cannot be translated'],
    ["[mood] = '1')", 'from character 13: this cannot be translated'],
    ["[mood] = '1' % 2", 'from character 14: this cannot be translated'],
    ["not [mood] = '1'", 'from character 5: this cannot be translated'],
    ['[mood] = [pain]', 'from character 1: a comparison of two fields cannot be translated'],
    ["'1' = '1'", 'from character 1: a comparison of two values cannot be translated'],
    ["[mood] = '4'", 'from character 1: it refers to an answer that the field does not have'],
    ["[pain] = '11'", 'from character 1: it refers to an answer that the field does not have'],
    ["[bed] = '25:00'", 'from character 1: it refers to an answer that the field does not have'],
    ["[words] > '1'", 'from character 1: the two values cannot be compared'],
    ["[hue] > '1'", 'from character 1: the two values cannot be compared'],
    ["[pain] > ''", 'from character 1: an ordered comparison with a blank cannot be translated'],
    ["[nothing] = '1'", 'from character 1: it depends on a field that is not in the file'],
    ["[elsewhere] = '1'", 'from character 1: it depends on a field of another form'],
    ["[last] = '1'", 'from character 1: it depends on a field that does not come before it'],
    ["[later] = '1'", 'from character 1: it depends on a field that does not come before it'],
    ["[secret] = '1'", 'from character 1: it depends on a field that is ignored'],
    [`${'('.repeat(51)}[mood] = '1'${')'.repeat(51)}`, 'from character 52: it is nested more than 50 deep'],
  ]
  test.each(cases)('%s', (logic, detail) => {
    const rows = [
      ...before,
      text({ field_name: 'last', branching_logic: logic }),
      text({ field_name: 'later', field_label: 'Later?' }),
    ]
    expect(listFaults(buildFile(...rows))).toEqual([`row 11, branching_logic: ${detail}`])
  })

  test('all fields that cannot be asked about are named', () => {
    const faults = listFaults(
      buildFile(...before, text({ field_name: 'last', branching_logic: "[a]='1' or [b]='2'" })),
    )
    expect(faults.map((fault) => fault.slice(0, 40))).toEqual([
      'row 11, branching_logic: from character ',
      'row 11, branching_logic: from character ',
    ])
  })
})

describe('what is left out is said', () => {
  const cases: readonly (readonly [string, readonly Cells[], string])[] = [
    ['the record id', [text({ field_name: 'record_id' }), text()], 'row 2: the record ID is not a question'],
    [
      'a calculation',
      [text(), text({ field_name: 'sum', field_type: 'calc' })],
      'row 3: it is a calculated field',
    ],
    ['a hidden field', [text(), radio({ field_annotation: 'x @HIDDEN y' })], 'row 3: it is not asked'],
    [
      'a hidden date',
      [text(), radio({ field_type: 'file', field_annotation: '@READONLY' })],
      'row 3: it is not asked',
    ],
    [
      'a picture',
      [text({ field_label: 'Here? <img src="a">' })],
      'row 2, field_label: images and other media',
    ],
    ['a note', [text({ field_note: 'in short' })], 'row 2, field_note: the note is ignored'],
    [
      'a default',
      [radio({ field_annotation: '@DEFAULT="1"' })],
      'row 2, field_annotation: @DEFAULT is ignored',
    ],
    ['a ranking', [radio({ matrix_ranking: 'y' })], 'row 2, matrix_ranking: the ranking'],
    [
      'words at the end',
      [text(), text({ field_name: 'end', field_type: 'descriptive', field_label: 'Thank you.' })],
      'row 3: no question follows it',
    ],
    [
      'the condition of words',
      [radio(), text({ field_name: 'd', field_type: 'descriptive', branching_logic: '[mood]=1' }), text()],
      'row 3: its branching logic is ignored',
    ],
    [
      'the middle of a slider',
      [radio({ field_type: 'slider', select_choices_or_calculations: 'a | b | c' })],
      `${CHOICES}: the middle label is ignored`,
    ],
    [
      'codes that are words',
      [radio({ select_choices_or_calculations: 'a, A | b, B' })],
      `${CHOICES}: its codes are not whole numbers, so they are numbered in order`,
    ],
    [
      'bounds that are missing',
      [validated('integer', { text_validation_min: '1' })],
      'row 2, text_validation_max: there is no maximum, so 1000000 is used',
    ],
  ]
  test.each(cases)('%s', (_, rows, warning) => {
    expect(readRedcap(buildFile(...rows)).kind).toBe('forms')
    expect(listWarnings(...rows).filter((one) => one.startsWith(warning))).toHaveLength(1)
  })

  test('a column that is not known, and a video', () => {
    const header = 'field_name,form_name,field_type,field_label,video_url,mood_ring\n'
    const { warnings } = readRedcap(encodeText(`${header}a,day,text,Why?,https://example.org/v,x\n`))
    expect(warnings.map(({ place }) => place)).toEqual(['row 1', 'row 2'])
  })
})

describe('a data dictionary becomes forms', () => {
  const [night, mood, ...others] = requireForms(readRedcap(fixture('night-diary.csv')))
  const item = (name: string): ImportedItem | undefined =>
    [...(night?.items ?? []), ...(mood?.items ?? [])].find((one) => one.name === name)

  test('one for each form name, in the order of the file', () => {
    expect(others).toEqual([])
    expect(night).toMatchObject({
      name: 'night_diary',
      title: { en: 'Night diary' },
      source: 'REDCap data dictionary',
      copyright: null,
      loinc: null,
    })
    expect(night?.items.map(({ name }) => name)).toEqual([
      'slept_well',
      'bed_time',
      'woke',
      'woke_times',
      'awake_minutes',
      'rested',
      'night_words',
    ])
    expect(mood?.items.map(({ place }) => place)).toEqual(['row 12', 'row 13', 'row 14'])
  })

  test('descriptive words and the section header stand above every question of the section', () => {
    expect(item('slept_well')).toEqual({
      place: 'row 4',
      name: 'slept_well',
      loinc: null,
      stem: { en: 'Think of last night.\nThere are no wrong answers.\nYour night' },
      text: { en: 'How did you sleep last night?' },
      answer: {
        type: 'choice',
        options: [
          { code: '0', value: 0, label: { en: 'Badly' }, loinc: null },
          { code: '1', value: 1, label: { en: 'So-so' }, loinc: null },
          { code: '2', value: 2, label: { en: 'Well, mostly' }, loinc: null },
        ],
      },
      shownWhen: null,
    })
    expect(item('bed_time')?.stem).toEqual(item('slept_well')?.stem)
  })

  test('the header of a matrix stands above each of its questions, and no further', () => {
    const stem = { en: 'In the last two weeks, on how many days was it like this?' }
    expect(mood?.items.map((one) => one.stem)).toEqual([stem, stem, null])
  })

  const header = (name: string, words: string, more: Cells = {}) =>
    radio({ field_name: name, section_header: words, ...more })
  const stems = (...rows: readonly Cells[]) => readItems(...rows).map(({ stem }) => stem?.en ?? null)

  test('a section header stands above every question up to the next', () => {
    expect(
      stems(
        radio({ field_name: 'a' }),
        header('b', 'In the past 7 days'),
        radio({ field_name: 'c' }),
        header('d', 'Today'),
        radio({ field_name: 'e' }),
      ),
    ).toEqual([null, 'In the past 7 days', 'In the past 7 days', 'Today', 'Today'])
  })

  test('descriptive words stand above every question up to the next words, under the header, and it is warned of', () => {
    const words = (name: string, label: string, more: Cells = {}) =>
      text({ field_name: name, field_type: 'descriptive', field_label: label, ...more })
    const rows = [
      header('a', 'In the past 7 days'),
      words('w', 'Think of sleep'),
      radio({ field_name: 'b' }),
      radio({ field_name: 'c' }),
      words('x', 'Think of pain'),
      radio({ field_name: 'd' }),
      words('y', 'If so', { branching_logic: "[a] = '1'" }),
      radio({ field_name: 'e', branching_logic: "[a] = '1'" }),
      radio({ field_name: 'f' }),
    ]
    const week = 'In the past 7 days'
    expect(stems(...rows)).toEqual([
      week,
      `${week}\nThink of sleep`,
      `${week}\nThink of sleep`,
      `${week}\nThink of pain`,
      `${week}\nIf so`,
      week,
    ])
    expect(listWarnings(...rows)).toEqual([
      'row 3: its words are shown above each of the 2 questions that follow it',
    ])
  })

  test('the header of a matrix ends with it, which is warned of', () => {
    const rows = [
      header('a', 'How often?', { matrix_group_name: 'm' }),
      radio({ field_name: 'b', matrix_group_name: 'm' }),
      radio({ field_name: 'c' }),
    ]
    expect(stems(...rows)).toEqual(['How often?', 'How often?', null])
    expect(listWarnings(...rows)).toEqual(['row 4: the header of the matrix before it is not shown above it'])
  })

  test('boxes to tick take several answers, and a condition may ask for each', () => {
    const [boxes, next] = readItems(
      radio({
        field_name: 'boxes',
        field_type: 'checkbox',
        select_choices_or_calculations: '1, A | 2, B | 99, None',
        field_annotation: "@NONEOFTHEABOVE='99'",
      }),
      text({ field_name: 'next', branching_logic: "[boxes(2)] = '1' and [boxes(1)] <> '1'" }),
    )
    expect(boxes?.answer).toMatchObject({
      ...{ type: 'several', exclusive: ['99'] },
      options: [
        { code: '1', value: 1 },
        { code: '2', value: 1 },
        { code: '99', value: 0 },
      ],
    })
    const condition = next?.shownWhen
    if (!condition) throw new Error('no condition')
    const isShown = (...codes: string[]) =>
      evaluateCondition(condition, () =>
        codes.length === 0 ? undefined : { code: codes.join('|'), codes, value: codes.length },
      )
    expect([isShown('2'), isShown('1', '2'), isShown('99'), isShown()]).toEqual([true, false, false, false])
  })

  test('boxes without one for none get it, and are warned of', () => {
    const rows = [radio({ field_type: 'checkbox', select_choices_or_calculations: '1, I agree' })]
    expect(readItems(...rows)[0]?.answer).toMatchObject({
      options: [{ code: '1' }, { code: 'none', value: 0, label: { en: 'None of these' } }],
    })
    expect(listWarnings(...rows)).toEqual([
      `${CHOICES}: an answer “none of these” is added, since a box that is not ticked is no answer`,
    ])
  })

  test('a date is asked within its bounds, in whatever order it is shown', () => {
    expect(
      readItems(validated('date_dmy', { text_validation_min: '2026-01-31' })).map(({ answer }) => answer),
    ).toEqual([{ type: 'date', minimum: '2026-01-31', maximum: null }])
    expect(listWarnings(validated('date_mdy', { text_validation_max: 'today' }))).toEqual([
      'row 2, text_validation_max: the bound today is ignored',
    ])
  })

  test('a number that is a score is not asked', () => {
    const rows = [
      text(),
      validated('integer', { field_name: 'sum', field_label: 'PHQ-9 <b>total score</b>' }),
    ]
    expect(readItems(...rows)).toHaveLength(1)
    expect(listWarnings(...rows)).toEqual(['row 3: it is a score, not a question, and is ignored'])
  })

  test('faults name their form, and a form without any can be imported', () => {
    const reading = readRedcap(
      buildFile(
        text({ field_name: 'upload', form_name: 'intake', field_type: 'file' }),
        radio({ field_name: 'low', form_name: 'diary' }),
      ),
    )
    expect(reading).toMatchObject({
      kind: 'faults',
      faults: [{ place: 'row 2, field_type', form: 'intake' }],
      forms: [{ name: 'diary', items: [{ name: 'low' }] }],
      formNames: ['intake', 'diary'],
    })
  })

  test('a header above a field that is left out stands above the next', () => {
    const rows = [
      radio({
        field_name: 'a',
        section_header: 'Today',
        field_annotation: '@HIDDEN',
        matrix_group_name: 'm',
      }),
      radio({ field_name: 'b', matrix_group_name: 'm' }),
      radio({ field_name: 'c', matrix_group_name: 'm' }),
      radio({ field_name: 'd', matrix_group_name: 'n' }),
    ]
    expect(readItems(...rows).map(({ stem }) => stem)).toEqual([{ en: 'Today' }, { en: 'Today' }, null])
  })

  test('each type is asked as its like', () => {
    expect(item('bed_time')?.answer).toEqual({ type: 'time' })
    expect(item('woke')?.answer).toMatchObject({ options: [{ code: '1' }, { code: '0' }] })
    expect(item('woke_times')?.answer).toMatchObject({ type: 'numeric-scale', minimum: 1, maximum: 20 })
    expect(item('awake_minutes')?.answer).toEqual({
      type: 'number',
      minimum: 0,
      maximum: 600,
      decimals: 0,
      unit: null,
    })
    expect(item('rested')?.answer).toEqual({
      type: 'numeric-scale',
      minimum: 0,
      maximum: 100,
      minimumLabel: { en: 'Not at all' },
      maximumLabel: { en: 'Wholly' },
    })
    expect(item('night_words')?.answer).toEqual({ type: 'text', maximumLength: 500 })
    expect(item('mood_help')?.answer).toMatchObject({
      options: [
        { code: 'yes', value: 0 },
        { code: 'no', value: 1, label: { en: 'No, thank you' } },
      ],
    })
  })

  test('labels lose their tags and entities', () => {
    expect(item('rested')?.text).toEqual({ en: 'How rested do you feel & how awake?' })
  })

  test('branching logic becomes a condition over the names of fields', () => {
    expect(item('woke_times')?.shownWhen).toEqual({
      all: [
        { item: 'woke', answered: true },
        { item: 'woke', is: ['1'] },
      ],
    })
    expect(item('awake_minutes')?.shownWhen).toMatchObject({
      all: [
        {},
        { all: [{ item: 'woke_times', answered: true }, { not: { item: 'woke_times', atMost: 2 } }] },
      ],
    })
  })

  test('its forms can be made into instruments', () => {
    const terms = { version: '1.0.0', permission: 'Free to use.', recallDays: 1 }
    for (const form of [night, mood])
      expect(form && buildDefinition(form, terms)).toMatchObject({ kind: 'definition' })
  })

  test('semicolons, bare headings, comma decimals and another language are read', () => {
    const [form] = requireForms(readRedcap(fixture('back-check-semicolons.csv'), { locale: 'de' }))
    expect(form?.items.map(({ text: { de }, answer }) => [de?.slice(0, 9), answer.type])).toEqual([
      ['Wie stark', 'numeric-scale'],
      ['Wie viele', 'number'],
      ['Ich habe ', 'choice'],
    ])
    expect(form?.items[1]?.answer).toMatchObject({ minimum: 0.5, maximum: 40, decimals: 1 })
  })
})

/** Branching logic as REDCap takes it: every comparison is true or false, and a blank equals only a blank. */
type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | { readonly kind: 'comparison'; readonly field: string; readonly sign: string; readonly value: string }

const VALUES: Readonly<Record<string, readonly string[]>> = {
  mood: ['1', '2', '3'],
  pain: ['0', '1', '5', '9', '10'],
  hours: ['0', '2.5', '3', '12.25', '24'],
  bed: ['00:00', '09:30', '22:05'],
  words: ['fine', 'so and so', 'or (not)'],
}
const SIGNS = ['=', '<>', '!=', '<', '>', '<=', '>=']

const comparisonArbitrary = fc.constantFrom(...Object.keys(VALUES)).chain((field) =>
  fc.oneof(
    fc.record({
      kind: fc.constant('comparison' as const),
      field: fc.constant(field),
      sign: fc.constantFrom(...(field === 'words' ? SIGNS.slice(0, 3) : SIGNS)),
      value: fc.constantFrom(...(VALUES[field] ?? [])),
    }),
    fc.record({
      kind: fc.constant('comparison' as const),
      field: fc.constant(field),
      sign: fc.constantFrom('=', '<>', '!='),
      value: fc.constant(''),
    }),
  ),
)
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    comparisonArbitrary,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), part: tie('expression') }),
  ),
}))

type Manner = {
  readonly isShouted: boolean
  readonly isFlipped: boolean
  readonly quote: string
  readonly space: string
}
const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' }

function written(one: Expression, manner: Manner): string {
  const { isShouted, isFlipped, quote, space } = manner
  const word = (plain: string): string => (isShouted ? plain.toUpperCase() : plain)
  switch (one.kind) {
    case 'comparison': {
      const value = `${quote}${one.value}${quote}`
      return isFlipped
        ? `${value}${space}${MIRRORED[one.sign] ?? one.sign}${space}[${one.field}]`
        : `[${one.field}]${space}${one.sign}${space}${value}`
    }
    case 'not':
      return `${isFlipped ? '!' : word('not')}${space}(${written(one.part, manner)})`
    case 'and':
      return one.parts
        .map((part) => (part.kind === 'or' ? `(${written(part, manner)})` : written(part, manner)))
        .join(` ${word('and')} `)
    case 'or':
      return one.parts.map((part) => written(part, manner)).join(`${space} ${word('or')} `)
  }
}

type Given = Readonly<Record<string, string>>

/** `22:05` as 22.05, which is in the same order. */
const worth = (value: string): number => Number(value.replace(':', '.'))

function isTrue(one: Expression, given: Given): boolean {
  if ('parts' in one)
    return one.kind === 'and'
      ? one.parts.every((part) => isTrue(part, given))
      : one.parts.some((part) => isTrue(part, given))
  if ('part' in one) return !isTrue(one.part, given)
  const answer = given[one.field] ?? ''
  if (one.sign === '=') return answer === one.value
  if (one.sign === '<>' || one.sign === '!=') return answer !== one.value
  if (answer === '') return false
  const difference = worth(answer) - worth(one.value)
  if (one.sign === '<') return difference < 0
  if (one.sign === '>') return difference > 0
  return one.sign === '<=' ? difference <= 0 : difference >= 0
}

const parseValue = (code: string): number => {
  const [hours = '', minutes] = code.split(':')
  return minutes === undefined ? Number(code) : Number(hours) * 60 + Number(minutes)
}

describe('laws', () => {
  const fields: readonly Cells[] = [
    radio(),
    integer(),
    validated('number_2dp', { field_name: 'hours', text_validation_min: '0', text_validation_max: '24' }),
    validated('time', { field_name: 'bed' }),
    text(),
  ]
  const manners = fc.record({
    isShouted: fc.boolean(),
    isFlipped: fc.boolean(),
    quote: fc.constantFrom("'", '"'),
    space: fc.constantFrom('', ' ', '\n\t'),
  })
  const answers = fc.record(
    Object.fromEntries(
      Object.entries(VALUES).map(([field, values]) => [field, fc.constantFrom('', ...values)]),
    ),
  )

  test('a condition is true or false where the logic is, blank fields and all', () => {
    fc.assert(
      fc.property(
        expression,
        manners,
        fc.array(answers, { minLength: 8, maxLength: 8 }),
        (logic, manner, all) => {
          const items = readItems(
            ...fields,
            text({ field_name: 'last', branching_logic: written(logic, manner) }),
          )
          const condition = items.at(-1)?.shownWhen
          if (!condition) throw new Error('no condition')
          for (const given of all)
            expect(
              evaluateCondition(condition, (name) => {
                const code = given[name] ?? ''
                return code === '' ? undefined : { code, value: parseValue(code) }
              }),
            ).toBe(isTrue(logic, given))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('a number needs no quotes, and is the answer that it equals', () => {
    const shownWhen = (logic: string) =>
      readItems(...fields, text({ field_name: 'last', branching_logic: logic })).at(-1)?.shownWhen
    expect(shownWhen('[pain]=5.0')).toEqual(shownWhen("[pain] = '5'"))
    expect(shownWhen('[hours]>=2.50')).toEqual(shownWhen("'2.5' <= [hours]"))
    expect(shownWhen("[mood]='1' or [mood]='2' and [pain]>3")).toEqual(
      shownWhen("[mood]='1' or ([mood]='2' and [pain]>3)"),
    )
  })

  test('no bytes, no text and no logic make it throw', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('radio', 'text', 'slider', '1, a | 2, b'))
    const row = fc.record(Object.fromEntries(HEADINGS.map((heading) => [heading, cell])), {
      requiredKeys: [],
    })
    const piece = fc.constantFrom(
      '[a]',
      '[words]',
      '=',
      '<>',
      "'1'",
      '"',
      '(',
      ')',
      'and',
      'OR',
      'not',
      '!',
      '7',
      ' ',
      'x(',
    )
    const kinds = ['forms', 'faults']
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary' }), (bytes, words) => {
        expect(kinds).toContain(readRedcap(bytes).kind)
        expect(kinds).toContain(
          readRedcap(encodeText(`field_name,form_name,field_type,field_label\n${words}`)).kind,
        )
      }),
      { numRuns: 100 },
    )
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), fc.array(piece), (rows, pieces) => {
        const logic = text({ field_name: 'last', branching_logic: pieces.join('') })
        expect(kinds).toContain(readRedcap(buildFile(...rows, text(), logic)).kind)
      }),
      { numRuns: 100 },
    )
    for (const one of ['(', 'not(', '!(', '[', "'", '[mood]=1 or '])
      expect(kinds).toContain(readRedcap(buildFile(radio(), text({ branching_logic: one.repeat(800) }))).kind)
  })
})
