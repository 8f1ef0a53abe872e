import type { DraftField, DraftGroup, DraftSection } from '../../../web/console/study-office-view.ts'
import { readAtPointer } from '../../platform/core/json.ts'

/** What somebody has written so far: it may be anything. */
type Source = Readonly<Record<string, unknown>>
type FieldKind = Pick<DraftField, 'kind' | 'choices'>

const LINE: FieldKind = { kind: 'line' }
const NUMBER: FieldKind = { kind: 'number' }
const LINES: FieldKind = { kind: 'lines' }

const STUDY_FIELDS: readonly (readonly [string, FieldKind])[] = [
  ['title', LINE],
  ['version', LINE],
  ['locales', LINES],
  ['textingHours/from', LINE],
  ['textingHours/until', LINE],
  ['textsPerSitePerDay', NUMBER],
  ['minimumCellSize', NUMBER],
  ['publication/approval', { kind: 'choice', choices: ['one-person', 'second-person'] }],
]
const SITE_FIELDS = ['id', 'name', 'phone', 'timeZone', 'country'] as const

/** The fields of a section, in the order in which they are read. The section `everything` has none: it is one text. */
export function listDraftGroups(section: DraftSection, source: Source): readonly DraftGroup[] {
  switch (section) {
    case 'study':
      return [
        {
          ...{ pointer: '', title: '', canRemove: false },
          fields: STUDY_FIELDS.map(([path, kind]) => buildField(source, `/${path}`, path, kind)),
        },
      ]
    case 'clinics':
      return listEntries(source.sites).map((site, at) => ({
        ...{ pointer: `/sites/${at}`, title: formatText(site.name), canRemove: true },
        fields: SITE_FIELDS.map((name) => buildField(source, `/sites/${at}/${name}`, `site/${name}`, LINE)),
      }))
    case 'timepoints':
      return listEntries(source.timepoints).map((timepoint, at) => ({
        ...{ pointer: `/timepoints/${at}`, title: formatText(timepoint.id), canRemove: true },
        fields: listTimepointFields(source, timepoint, at),
      }))
    case 'texts':
      return Object.entries(asObject(source.texts)).map(([locale, texts]) => ({
        ...{ pointer: `/texts/${locale}`, title: locale, canRemove: false },
        fields: listTexts(texts, '').map(({ path, isList }) =>
          buildField(source, `/texts/${locale}${path}`, path.slice(1), {
            kind: isList ? 'lines' : 'paragraph',
          }),
        ),
      }))
    case 'everything':
      return []
  }
}

function listTimepointFields(source: Source, timepoint: Source, at: number): readonly DraftField[] {
  const anchors = listEntries(source.anchors).map(({ id }) => formatText(id))
  const locales = [
    ...new Set([...Object.keys(asObject(timepoint.title)), ...asList(source.locales).map(formatText)]),
  ]
  const build = (name: string, kind: FieldKind) =>
    buildField(source, `/timepoints/${at}/${name}`, `timepoint/${name}`, kind)
  return [
    build('id', LINE),
    ...locales.map((locale) => ({
      ...buildField(source, `/timepoints/${at}/title/${locale}`, 'timepoint/title', LINE),
      locale,
    })),
    build('anchor', { kind: 'choice', choices: anchors }),
    ...['offset', 'opens', 'due', 'closes', 'at'].map((name) => build(name, LINE)),
    build('invite', { kind: 'choice', choices: ['at-once', 'in-texting-hours'] }),
    build('reminders', LINES),
    build('battery', LINES),
  ]
}

/** Every text below, however deep, in the order of the definition. */
function listTexts(
  value: unknown,
  path: string,
): readonly { readonly path: string; readonly isList: boolean }[] {
  if (typeof value === 'string') return [{ path, isList: false }]
  if (Array.isArray(value)) return [{ path, isList: true }]
  return Object.entries(asObject(value)).flatMap(([name, inner]) => listTexts(inner, `${path}/${name}`))
}

function buildField(source: Source, pointer: string, name: string, kind: FieldKind): DraftField {
  return { pointer, name, ...kind, value: formatValue(readAtPointer(source, pointer)) }
}

function formatValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(formatReminder).join('\n')
  return formatText(value)
}

/** A reminder for some says whom: `P2D started not-opened`. */
function formatReminder(value: unknown): string {
  const { after, to } = asObject(value)
  return Array.isArray(to) ? [after, ...to].map(formatText).join(' ') : formatText(value)
}

function formatText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function listEntries(value: unknown): readonly Source[] {
  return asList(value).map(asObject)
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function asObject(value: unknown): Source {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Source) : {}
}
