import type {
  DraftChoice,
  DraftField,
  DraftGroup,
  DraftList,
  DraftSection,
} from '../../../../web/console/study-office-view.ts'
import { readAtPointer } from '../../../platform/core/json.ts'
import { type Choices, formatTitle, listLanguages } from './choices.ts'
import {
  type Control,
  type FieldSpec,
  type GroupSpec,
  isList,
  type ListSpec,
  type PartSpec,
  type Source,
} from './form-spec.ts'
import { asList, asObject, escapeName, formatText, formatValue } from './source-values.ts'
import { joinNames, STUDY_FORM } from './study-form.ts'

export type GroupContext = {
  readonly source: Source
  /** Left out where only places are looked for: fields then have no choices. */
  readonly choices?: Choices
  /** Of titles and labels. */
  readonly locale: string
}

/** Where parts stand: their pointer, the same by ids, and by names of words. */
type Place = {
  readonly pointer: string
  readonly key: string
  readonly name: string
  readonly entry: unknown
}

/** The groups of a section, in the order in which they are read. The section `everything` has none: it is one text. */
export function buildGroups(section: DraftSection, context: GroupContext): readonly DraftGroup[] {
  if (section === 'everything') return []
  return STUDY_FORM[section].flatMap((spec) => {
    const pointer = joinPointer('', spec.path)
    if (spec.each === undefined) {
      const place = { pointer, key: pointer, name: spec.path, entry: readAtPointer(context.source, pointer) }
      return [buildGroup(spec, place, '', context)]
    }
    return listEach(spec, context).map(({ value, label = value }) => {
      const inner = `${pointer}/${escapeName(value)}`
      const entry = readAtPointer(context.source, inner)
      return buildGroup(spec, { pointer: inner, key: inner, name: spec.path, entry }, label, context)
    })
  })
}

/** What a group is there for each of: also what the draft has although it should not, so that it can be seen. */
function listEach({ each, path }: GroupSpec, { source, choices }: GroupContext): readonly DraftChoice[] {
  const present = Object.keys(asObject(readAtPointer(source, joinPointer('', path)))).map((value) => ({
    value,
  }))
  const known: readonly DraftChoice[] =
    each === 'language'
      ? listLanguages(source).map((value) => ({ value }))
      : (choices?.('scores', source) ?? [])
  return [...known, ...present.filter(({ value }) => !known.some((one) => one.value === value))]
}

function buildGroup(
  { name, parts }: GroupSpec,
  place: Place,
  title: string,
  context: GroupContext,
): DraftGroup {
  return { pointer: place.pointer, key: place.key, name, title, ...buildParts(parts, place, context) }
}

function buildParts(parts: readonly PartSpec[], place: Place, context: GroupContext) {
  return {
    fields: parts.flatMap((part) => (isList(part) ? [] : buildFields(part, place, context))),
    lists: parts.flatMap((part) => (isList(part) ? [buildList(part, place, context)] : [])),
  }
}

function buildFields(spec: FieldSpec, place: Place, context: GroupContext): readonly DraftField[] {
  const { source } = context
  const plain = spec.isPlainToo ? readAtPointer(source, joinPointer(place.pointer, spec.path)) : undefined
  const build = (path: string, of?: DraftField['of']): DraftField => {
    const [pointer, key] = [joinPointer(place.pointer, path), joinPointer(place.key, path)]
    const isFirst = typeof plain === 'string' && of?.value === listLanguages(source)[0]
    const value = formatValue(spec.control, isFirst ? plain : readAtPointer(source, pointer))
    return {
      ...{ pointer, key, name: joinNames(place.name, spec.path), kind: spec.control.kind, value },
      ...(of && { of }),
      ...(spec.placeholders && { placeholders: spec.placeholders }),
      ...(spec.isRequired?.(source) && { isRequired: true }),
      ...('units' in spec.control && { units: spec.control.units }),
      ...withChoices(spec.control, value, place, context),
    }
  }
  if (spec.by === undefined) return [build(spec.path)]
  const present = Object.keys(asObject(readAtPointer(source, joinPointer(place.pointer, spec.path))))
  const kind = spec.by === 'language' ? 'language' : 'name'
  const names = spec.by === 'language' ? listLanguages(source) : spec.by
  return [...new Set([...names, ...present])].map((value) =>
    build(`${spec.path}/${escapeName(value)}`, { kind, value }),
  )
}

/** A value that can no longer be chosen stays among what can, so that a form does not change it by being sent. */
function withChoices(control: Control, value: string, { entry }: Place, { choices }: GroupContext) {
  if (!('from' in control) && !('values' in control)) return {}
  const known =
    'from' in control ? (choices?.(control.from, entry) ?? []) : control.values.map((one) => ({ value: one }))
  const chosen = control.kind === 'checks' ? value.split('\n') : [value]
  const isBox = control.kind === 'checks'
  // Boxes that are ticked come first, in the order in which they are written.
  const ticked = isBox
    ? chosen.map((one) => known.find((choice) => choice.value === one) ?? { value: one })
    : []
  const others = known.filter((choice) => !isBox || !chosen.includes(choice.value))
  const strange = isBox || known.some((choice) => choice.value === value) ? [] : [{ value }]
  return { choices: [...strange, ...ticked.filter((one) => one.value !== ''), ...others] }
}

function buildList(spec: ListSpec, place: Place, context: GroupContext): DraftList {
  const [pointer, key] = [joinPointer(place.pointer, spec.list), joinPointer(place.key, spec.list)]
  const name = joinNames(place.name, spec.list)
  const entries = asList(readAtPointer(context.source, pointer))
  const keys = listKeys(entries)
  const [from] = Object.values(spec.blanks).flatMap((blank) => ('from' in blank ? [blank.from] : []))
  return {
    ...{ pointer, key, name, kinds: Object.keys(spec.blanks) },
    ...(from !== undefined && { choices: context.choices?.(from, place.entry) ?? [] }),
    entries: entries.map((entry, at) => {
      const inner = { pointer: `${pointer}/${at}`, key: `${key}/${escapeName(keys[at] ?? '')}`, name, entry }
      return {
        ...{ pointer: inner.pointer, key: inner.key, name },
        title: formatEntryTitle(entry, context.locale),
        entry: { isFirst: at === 0, isLast: at === entries.length - 1 },
        ...buildParts(spec.parts(entry), inner, context),
      }
    }),
  }
}

/** Ids of the entries, as differences name them; where one has none or two have the same, their numbers. */
function listKeys(entries: readonly unknown[]): readonly string[] {
  const names = entries.map((entry) => {
    const { id, kind } = asObject(entry)
    return typeof id === 'string' ? id : typeof kind === 'string' ? kind : ''
  })
  return names.includes('') || new Set(names).size !== names.length
    ? entries.map((_, at) => String(at))
    : names
}

function formatEntryTitle(entry: unknown, locale: string): string {
  if (typeof entry !== 'object') return ''
  const { name, title, id, code, instrument } = asObject(entry)
  return (
    [name, formatTitle(title, locale), id, code, instrument].map(formatText).find((one) => one !== '') ?? ''
  )
}

function joinPointer(pointer: string, path: string): string {
  return path === '' ? pointer : `${pointer}/${path}`
}
