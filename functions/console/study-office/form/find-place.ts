import {
  DRAFT_SECTIONS,
  type DraftGroup,
  type DraftPlace,
  type DraftSection,
} from '../../../../web/console/study-office-view.ts'
import { buildGroups } from './build-groups.ts'
import type { Source } from './form-spec.ts'

/** Something that a form has: a field, an entry, a list or a group under a heading. */
type Candidate = {
  readonly pointer: string
  readonly key: string
  readonly isField: boolean
  readonly place: DraftPlace
}

/** Where the forms of a draft have what stands at a place of it; `everything` where none has it. */
export type PlaceFinder = (by: 'pointer' | 'key', at: string) => DraftPlace

/** @param locale of titles */
export function createPlaceFinder(source: Source, locale: string): PlaceFinder {
  const candidates = DRAFT_SECTIONS.flatMap((section) =>
    listCandidates(section, buildGroups(section, { source, locale }), []),
  )
  return (by, at) => {
    const find = (isIt: (candidate: Candidate) => boolean) => candidates.find(isIt)
    const around = candidates
      .filter((one) => one[by] !== '' && isWithin(at, one[by]))
      .sort((a, b) => b[by].length - a[by].length)
    const found =
      around.find(({ isField }) => isField) ??
      find((one) => one[by] === at && at !== '') ??
      // Of what is missing as a whole, the first field that would make it.
      find((one) => one.isField && at !== '' && isWithin(one[by], at)) ??
      around[0]
    return found?.place ?? { section: 'everything', on: [], target: 'whole' }
  }
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`)
}

function listCandidates(
  section: DraftSection,
  groups: readonly DraftGroup[],
  above: DraftPlace['on'],
): readonly Candidate[] {
  return groups.flatMap((group) => {
    // A group without a place of its own is no more than a heading.
    const hasOwnName = group.entry !== undefined || group.title !== ''
    const on = hasOwnName ? [...above, { name: group.name, title: group.title }] : above
    const { pointer, key } = group
    return [
      ...group.fields.map((field) => ({
        ...{ pointer: field.pointer, key: field.key, isField: true },
        place: {
          ...{ section, on, target: field.pointer },
          field: {
            name: field.name,
            kind: field.kind,
            pointer: field.pointer,
            ...(field.of && { of: field.of }),
          },
        },
      })),
      { pointer, key, isField: false, place: { section, on, target: pointer } },
      ...group.lists.flatMap((list) => {
        const inList = [...on, { name: list.name, title: '' }]
        return [
          {
            ...{ pointer: list.pointer, key: list.key, isField: false },
            place: { section, on: inList, target: list.pointer },
          },
          ...listCandidates(section, list.entries, on),
        ]
      }),
    ]
  })
}
