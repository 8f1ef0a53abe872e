import { describe, expect, test } from 'vitest'
import type * as z from 'zod/mini'
import { applyForm, listFields } from '../../../functions/console/study-office/form/apply-form.ts'
import { buildGroups } from '../../../functions/console/study-office/form/build-groups.ts'
import { buildChoices } from '../../../functions/console/study-office/form/choices.ts'
import type { SentForm } from '../../../functions/console/study-office/form/source-values.ts'
import { listFormFields } from '../../../functions/console/study-office/form/study-form.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { shippedResponderDefinitions } from '../../../surveys/responder/shipped.ts'
import { studyDefinitionSchema } from '../../../surveys/study/definition.ts'
import { SECOND_INPUT, splitDuration, splitReminder } from '../../../web/console/draft-values.ts'
import { DRAFT_SECTIONS, type DraftField } from '../../../web/console/study-office-view.ts'
import { findDraftFormText } from '../../../web/text/draft-form-text.ts'

type Source = Readonly<Record<string, unknown>>

/** What no form has, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  id: 'it is given when the study is begun, and never changes',
}

type Schema = z.core.$ZodType & { readonly _zod: { readonly def: Readonly<Record<string, unknown>> } }

/** The names of every value of the schema that has nothing in it, entries and keys of records left out. */
function listLeaves(schema: Schema, name: string): readonly string[] {
  const { def } = schema._zod
  const inner = def as Record<string, Schema> & {
    type: string
    shape?: Record<string, Schema>
    options?: Schema[]
  }
  const join = (member: string) => (name === '' ? member : `${name}/${member}`)
  switch (inner.type) {
    case 'object':
      return Object.entries(inner.shape ?? {}).flatMap(([member, one]) => listLeaves(one, join(member)))
    case 'array':
      return listLeaves(inner.element as Schema, name)
    case 'record':
      return listLeaves(inner.valueType as Schema, name)
    case 'union':
      return (inner.options ?? []).flatMap((one) => listLeaves(one, name))
    case 'default':
    case 'prefault':
    case 'optional':
      return listLeaves(inner.innerType as Schema, name)
    case 'pipe':
      return (inner.in as Schema)._zod.def.type === 'transform'
        ? [name]
        : listLeaves(inner.in as Schema, name)
    default:
      return [name]
  }
}

/** As a browser would send a form that nobody has changed. */
function send(fields: readonly DraftField[]): SentForm {
  return Object.fromEntries(
    fields.flatMap(({ kind, pointer, value }): [string, string[]][] => {
      const more = pointer + SECOND_INPUT
      switch (kind) {
        case 'checks':
          return [[pointer, ['', ...value.split('\n').filter((one) => one !== '')]]]
        case 'duration': {
          const { count, unit } = splitDuration(value)
          return [
            [pointer, [count]],
            [more, [unit]],
          ]
        }
        case 'reminder': {
          const { days, to } = splitReminder(value)
          return [
            [pointer, [days]],
            [more, ['', ...to]],
          ]
        }
        case 'fixed':
          return value.startsWith('{') ? [] : [[pointer, [value]]]
        case 'paragraph':
        case 'lines':
          return [[pointer, [value.replaceAll('\n', '\r\n')]]]
        default:
          return [[pointer, [value]]]
      }
    }),
  )
}

const library = openShippedLibrary()
const studies = shippedDefinitions.studies as readonly (Source & { id: string; version: string })[]
const buildAll = (source: Source) => ({
  ...{ source, locale: 'en', choices: buildChoices(source, library, shippedResponderDefinitions, 'en') },
})

describe('every value that a study can have', () => {
  const leaves = [...new Set(listLeaves(studyDefinitionSchema as unknown as Schema, ''))]
  const names = listFormFields()

  test('is found by the walk through the schema', () => {
    expect(leaves.length).toBeGreaterThan(100)
    for (const name of ['title', 'anchors/date', 'timepoints/repeat/every', 'texts/replies/crisis'])
      expect(leaves).toContain(name)
  })

  test.each(leaves.filter((name) => !(name in ELSEWHERE)))('has a form: %s', (name) => {
    // One field stands for a reminder as a whole.
    const whole = name.replace(/^timepoints\/reminders\/(after|to)$/, 'timepoints/reminders')
    expect([...names.keys()]).toContain(whole)
  })

  test('is all that the forms have', () => {
    for (const name of names.keys()) expect(leaves).toContain(name)
  })

  test('has words in both languages, which no form lacks', () => {
    for (const locale of ['en', 'es']) {
      const { fields } = findDraftFormText(locale)
      for (const name of names.keys()) expect(Object.keys(fields)).toContain(name)
      for (const name of Object.keys(fields)) expect([...names.keys(), 'id']).toContain(name)
    }
  })
})

describe.each(studies.map((study) => [`${study.id} ${study.version}`, study] as const))('%s', (_, study) => {
  test('is the same byte for byte after all of its forms were sent unchanged', () => {
    let source: Source = study
    for (const section of DRAFT_SECTIONS)
      source = applyForm(
        section,
        source,
        send(listFields(buildGroups(section, buildAll(source)))),
        buildAll(source).choices,
      )
    expect(JSON.stringify(source)).toBe(JSON.stringify(study))
  })

  test('keeps everything else where each field by itself is changed', () => {
    for (const section of DRAFT_SECTIONS)
      for (const field of listFields(buildGroups(section, buildAll(study)))) {
        const sent = send([field])
        const emptied = Object.fromEntries(Object.keys(sent).map((name) => [name, ['']]))
        const changed = applyForm(section, study, emptied, buildAll(study).choices)
        const [first = ''] = field.pointer.split('/').slice(1)
        for (const name of Object.keys(study).filter((one) => one !== first))
          expect(changed[name]).toEqual(study[name])
      }
  })
})

describe('a list', () => {
  const registry = studies[4] as unknown as Source & { timepoints: { id: string; battery: string[] }[] }
  const act = (section: (typeof DRAFT_SECTIONS)[number], what: string, more: SentForm = {}) =>
    applyForm(section, registry, { ...more, act: [what] }, buildAll(registry).choices) as typeof registry

  test('is changed by no act that its form does not have', () => {
    for (const what of [
      ...['remove:/sites/0', 'add:/title', 'up:/timepoints/0', 'remove:/timepoints/99', 'drop:/timepoints/0'],
      ...['add:/timepoints/0/title', 'remove:/timepoints/0/battery/x', 'add:/__proto__:one', 'add:'],
    ])
      expect(act('timepoints', what)).toEqual(registry)
  })

  test('gets an entry, loses one, and moves one', () => {
    const { battery = [] } = registry.timepoints[0] ?? {}
    expect(act('timepoints', 'remove:/timepoints/0/battery/0').timepoints[0]?.battery).toEqual(
      battery.slice(1),
    )
    expect(act('timepoints', 'down:/timepoints/0/battery/0').timepoints[0]?.battery.slice(0, 2)).toEqual([
      battery[1],
      battery[0],
    ])
    const added = act('timepoints', 'add:/timepoints/0/battery', {
      'new:/timepoints/0/battery': ['pgic@1.0.0'],
    })
    expect(added.timepoints[0]?.battery).toEqual([...battery, 'pgic@1.0.0'])
    expect(act('anchors', 'add:/anchors:date').anchors).toContainEqual({ id: '', kind: 'date', date: '' })
  })

  test('gets a copy of an entry, with an id to be given', () => {
    const { timepoints } = act('timepoints', 'copy:/timepoints/1')
    expect(timepoints[2]).toEqual({ ...registry.timepoints[1], id: '' })
    expect(timepoints).toHaveLength(registry.timepoints.length + 1)
  })
})

describe('a field', () => {
  const registry: Source = studies[0] ?? {}
  const change = (section: (typeof DRAFT_SECTIONS)[number], sent: SentForm) =>
    applyForm(section, registry, sent, buildAll(registry).choices)

  test('of a duration is read with its unit, and kept as typed where it is none', () => {
    const read = (count: string, unit: string) =>
      (
        change('timepoints', {
          '/timepoints/1/opens': [count],
          [`/timepoints/1/opens${SECOND_INPUT}`]: [unit],
        }) as { timepoints: { opens?: unknown }[] }
      ).timepoints[1]?.opens
    expect(read('-3', 'D')).toBe('-P3D')
    expect(read('36', 'H')).toBe('PT36H')
    expect(read('', 'anchor')).toBe('anchor')
    expect(read('soon', 'D')).toBe('soon')
    expect(read('', 'D')).toBeUndefined()
  })

  test('that is emptied takes away the object that only it was in', () => {
    const before = { ...registry, releases: { every: 'P1M' } }
    const after = applyForm('data', before, { '/releases/every': [''] }, buildAll(before).choices)
    expect(after).toEqual(registry)
  })

  test('of a title in every language is the one text of a study that has no other, and stays beside another', () => {
    const source = {
      ...registry,
      locales: ['en', 'es'],
      treatments: [{ kind: 'infusion', title: 'Infusion' }],
    }
    const apply = (sent: SentForm, of: Source = source) =>
      applyForm('treatments', of, sent, buildAll(of).choices).treatments
    const fields = listFields(buildGroups('treatments', buildAll(source)))
    const shown = fields.flatMap(({ pointer, value }) =>
      pointer.startsWith('/treatments/0/title') ? [`${pointer} ${value}`] : [],
    )
    expect(shown).toEqual(['/treatments/0/title/en Infusion', '/treatments/0/title/es '])
    const same = { '/treatments/0/title/en': ['Infusion'], '/treatments/0/title/es': [''] }
    expect(apply(same)).toEqual(source.treatments)
    expect(apply({ ...same, '/treatments/0/title/es': ['Infusión'] })).toEqual([
      { kind: 'infusion', title: { en: 'Infusion', es: 'Infusión' } },
    ])
    expect(apply({ ...same, '/treatments/0/title/en': [''] })).toEqual([{ kind: 'infusion' }])
    const blank = { ...source, treatments: [{ kind: '', title: '' }] }
    expect(apply({ '/treatments/0/title/es': ['Infusión'] }, blank)).toEqual([
      { kind: '', title: { es: 'Infusión' } },
    ])
  })

  test('of a score with a slash in its name has a place of its own', () => {
    const after = change('change', { '/reliability/peg~1interference/coefficient': ['0.8'] })
    expect(after.reliability).toEqual({ 'peg/interference': { coefficient: 0.8 } })
    expect(change('change', { '/reliability/nothing~1asked/coefficient': ['0.8'] })).toEqual(registry)
    const known = { ...registry, reliability: { 'peg/interference': { coefficient: 0.7 } } }
    const sent = { '/reliability/peg~1interference/coefficient': [''] }
    expect(applyForm('change', known, sent, buildAll(known).choices)).toEqual(registry)
  })
})
