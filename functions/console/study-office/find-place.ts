import type { DraftPlace, DraftSection } from '../../../web/console/study-office-view.ts'
import { LISTS } from './apply-form.ts'
import { listDraftGroups } from './draft-fields.ts'

const WITH_FIELDS: readonly DraftSection[] = ['study', 'clinics', 'timepoints', 'texts']

/** Where the forms of a draft have a JSON pointer: at a field, in an entry, in a list, or nowhere but in the whole. */
export function findPlace(pointer: string, source: Readonly<Record<string, unknown>>): DraftPlace {
  const isWithin = (outer: string) => pointer === outer || pointer.startsWith(`${outer}/`)
  for (const section of WITH_FIELDS)
    for (const { title, fields, ...group } of listDraftGroups(section, source)) {
      const field = fields.find((one) => isWithin(one.pointer))
      if (field) return { section, title, field: field.name }
      if (group.pointer !== '' && isWithin(group.pointer)) return { section, title }
    }
  const list = WITH_FIELDS.find((section) => pointer === `/${LISTS[section]}`)
  return { section: list ?? 'everything' }
}
