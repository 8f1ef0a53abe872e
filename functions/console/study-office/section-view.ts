import type { Temporal } from 'temporal-polyfill'
import type { Instruments } from '../../../surveys/library/library.ts'
import { type StudyDefinition, studyDefinitionSchema } from '../../../surveys/study/definition.ts'
import type {
  DraftBeside,
  DraftProblem,
  DraftSaving,
  DraftSection,
  DraftSectionView,
} from '../../../web/console/study-office-view.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { listUnaskedParts } from '../../workflows/library/remove-unasked.ts'
import type { ReviewedDraft } from '../../workflows/library/study-drafts.ts'
import { buildBeside, type InventedQuery, measureTexts } from './build-beside.ts'
import { listFields } from './form/apply-form.ts'
import { buildGroups } from './form/build-groups.ts'
import { buildChoices } from './form/choices.ts'
import { createPlaceFinder } from './form/find-place.ts'
import { normalizeShown, readSent, type SentForm } from './form/source-values.ts'

/** Places at which a fault would leave a plan without sense: then there is no calendar. */
const PLANNED = /^\/(anchors|timepoints|baseline|spacing|textingHours|sites|treatments)\b/

export type SectionOrder = {
  readonly section: DraftSection
  readonly review: ReviewedDraft
  readonly saved: DraftSaving
  readonly instruments: Instruments
  /** Responder definitions that a study may come to name. */
  readonly definitions: readonly unknown[]
  readonly query: InventedQuery
  readonly now: Temporal.Instant
  readonly locale: string
  readonly notice: DraftSectionView['notice']
  /** What came too late, to be shown beside what stands there now. */
  readonly sent?: SentForm
}

/** One part of a draft as its page shows it. */
export function buildSectionView(order: SectionOrder): DraftSectionView {
  const { section, review, locale, notice, instruments, sent = {} } = order
  const { source } = review.draft
  const groups = buildGroups(section, {
    source,
    locale,
    choices: buildChoices(source, instruments, order.definitions, locale),
  })
  const study = parseStudy(source)
  return {
    ...{ section, groups, notice, revision: review.revision, saved: order.saved, query: order.query },
    whole: section === 'everything' ? (sent.whole?.at(-1) ?? JSON.stringify(source, null, 2)) : undefined,
    problems: locateProblems(review, locale),
    hasUnasked: listUnaskedParts(review.definition, instruments).length > 0,
    typed: Object.fromEntries(
      listFields(groups).flatMap((field) => {
        const typed = readSent(field, field.pointer, sent)
        const isOther = typed !== undefined && typed !== normalizeShown(field, field.value)
        return isOther ? [[field.key, typed]] : []
      }),
    ),
    beside: study && buildBesideOrNone(study, order),
    sizes: study && (section === 'texts' || section === 'safety') ? measureTexts(study, instruments) : {},
    zones: section === 'clinics' || section === 'data' ? Intl.supportedValuesOf('timeZone') : [],
  }
}

/** Every problem of a draft, where its forms have it. */
export function locateProblems({ draft, problems }: ReviewedDraft, locale: string): readonly DraftProblem[] {
  const find = createPlaceFinder(draft.source, locale)
  return problems.map(({ pointer, detail }) => ({ pointer, detail, place: find('pointer', pointer) }))
}

function parseStudy(source: ReviewedDraft['draft']['source']): StudyDefinition | undefined {
  const read = studyDefinitionSchema.safeParse(source)
  return read.success ? read.data : undefined
}

function buildBesideOrNone(study: StudyDefinition, order: SectionOrder): DraftBeside | undefined {
  const isFaulty = order.review.problems.some(({ pointer }) => PLANNED.test(pointer))
  return isFaulty ? undefined : buildBeside(study, order.instruments, order.query, order.now, order.locale)
}

/** Who saved a draft last, by name where they are a member still. */
export function describeSaving(
  { draft }: ReviewedDraft,
  reader: Pick<Membership, 'sub'>,
  by: Pick<Membership, 'name'> | undefined,
): DraftSaving {
  return {
    isMine: draft.changedBy === reader.sub,
    name: by?.name ?? draft.changedBy,
    at: draft.changedAt,
  }
}
