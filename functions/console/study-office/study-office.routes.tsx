import type { Context } from 'hono'
import { Temporal } from 'temporal-polyfill'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import { computeNextVersion } from '../../../surveys/versions/publication.ts'
import { studyDraftProblems } from '../../../web/api/problems/study-draft-problems.ts'
import { MAX_STUDY_BYTES } from '../../../web/api/studies/study-draft.ts'
import { STUDY_TEMPLATES } from '../../../web/api/studies/study-templates.ts'
import { draftContentSecurityPolicy } from '../../../web/console/draft-script.tsx'
import { DraftSectionPage } from '../../../web/console/draft-section-page.tsx'
import { consolePaths } from '../../../web/console/index.ts'
import { StudyOfficePage } from '../../../web/console/study-office-page.tsx'
import {
  DRAFT_SECTIONS,
  type DraftSection,
  OFFICE_NOTICES,
  type OfficeNotice,
  type StudyOfficeView,
} from '../../../web/console/study-office-view.ts'
import { toInstant } from '../../platform/core/instant.ts'
import { parseStrictJson } from '../../platform/core/json.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { type FormFields, readForm, readFormLists } from '../../platform/http/form.ts'
import type { StudyDraft } from '../../records/library/study-draft.store.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { requireDrafter } from '../../workflows/access/require-drafter.ts'
import { buildNotFound } from '../../workflows/access/staff-access.ts'
import { createStudy } from '../../workflows/library/create-study.ts'
import { listDefinitionSources } from '../../workflows/library/list-definition-sources.ts'
import { listUnaskedParts, removeParts } from '../../workflows/library/remove-unasked.ts'
import {
  discardDraft,
  publishDraft,
  type ReviewedDraft,
  reviewDraft,
  type Saving,
  saveDraft,
} from '../../workflows/library/study-drafts.ts'
import { type ConsoleEnv, createConsoleApp, readLanguage, requireSession } from '../app/console-app.tsx'
import { createBeginStudyRoutes } from './begin-study.routes.tsx'
import { applyForm, findActed } from './form/apply-form.ts'
import { buildChoices } from './form/choices.ts'
import type { SentForm } from './form/source-values.ts'
import { buildOfficeFrame, type StudyOfficeDeps } from './office-frame.ts'
import { buildOfficeView, readText } from './office-view.ts'
import { buildSectionView, describeSaving, type SectionOrder } from './section-view.ts'

/** A whole study as a form sends it: every brace and quotation mark of its JSON takes three bytes. */
const MAX_FORM_BYTES = 3 * MAX_STUDY_BYTES

/** Pages on which leads write the next version of a study and publish it. They read nothing of participants. */
export function studyOfficeConsole(deps: StudyOfficeDeps) {
  return createConsoleApp({
    ...deps,
    maximumBodyBytes: MAX_FORM_BYTES,
    contentSecurityPolicy: draftContentSecurityPolicy,
  })
    .use(requireSession(deps))
    .route('/', createBeginStudyRoutes(deps))
    .get('/studies/:study/office', async (c) => {
      const member = await requireDrafter(deps, c.var.person, c.req.param('study'))
      const notice = OFFICE_NOTICES.find((one) => one === c.req.query('notice'))
      return c.html(await renderOffice(deps, c, member, notice))
    })
    .post('/studies/:study/office', async (c) => {
      const member = await requireDrafter(deps, c.var.person, c.req.param('study'))
      const fields = await readForm(c)
      const outcome = await takeStep(deps, member, fields)
      if ('go' in outcome) return c.redirect(outcome.go, 303)
      const { step, id = '', title = '', template = '' } = fields
      const typed = step === 'copy' ? { id, title, template } : undefined
      return c.html(await renderOffice(deps, c, member, outcome.notice, typed), outcome.status)
    })
    .get('/studies/:study/office/:section', async (c) => {
      const member = await requireDrafter(deps, c.var.person, c.req.param('study'))
      const section = requireSection(c.req.param('section'))
      const review = await requireReview(deps, member.study)
      const notice = c.req.query('notice') === 'saved' ? 'saved' : undefined
      return c.html(await renderSection(deps, c, member, { section, review, notice }))
    })
    .post('/studies/:study/office/:section', async (c) => {
      const member = await requireDrafter(deps, c.var.person, c.req.param('study'))
      const section = requireSection(c.req.param('section'))
      const sent = await readSentForm(c)
      const asked = readIfMatch(c.req.header('if-match'))
      const render = async (order: SectionPart, status: 200 | 412 | 422) => {
        c.header('etag', `"${order.review.revision}"`)
        return c.html(await renderSection(deps, c, member, order), status)
      }
      const review = await requireReview(deps, member.study)
      const source = readSection(section, review.draft.source, sent, ...(await readChoosable(deps)))
      if (source === undefined) return render({ section, review, notice: 'not-json', sent }, 422)
      try {
        const revision = asked ?? readRevision({ revision: sent.revision?.at(-1) ?? '' })
        const saved = await saveDraft(deps, { study: member.study, by: member.sub, revision }, source)
        // The script that saves as one types takes out of the page what it needs.
        if (asked !== undefined) return render({ section, review: saved, notice: undefined }, 200)
        const target = findActed(sent, source)
        const path = consolePaths.draftSection(member.study, section, {
          ...readInvented(c),
          ...(target === undefined && { notice: 'saved' }),
        })
        return c.redirect(target === undefined ? path : `${path}#${encodeURI(target)}`, 303)
      } catch (error) {
        if (!isDraftChanged(error)) throw error
        const now = await requireReview(deps, member.study)
        return render({ section, review: now, notice: 'draft-changed', sent }, 412)
      }
    })
}

/** What a form says under each name. @throws ProblemError 422 for a text that none may hold */
async function readSentForm(c: Context<ConsoleEnv>): Promise<SentForm> {
  await readForm(c)
  return await readFormLists(c)
}

/** Of the script: the revision that it read. `undefined` where there is no such header; −1 matches no draft. */
function readIfMatch(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  const [, revision] = /^"(\d{1,9})"$/.exec(header.trim()) ?? []
  return revision === undefined ? -1 : Number(revision)
}

/** Of whom the calendar beside the form is. */
function readInvented(c: Context<ConsoleEnv>): Readonly<Record<string, string>> {
  const names = ['enrolled', ...Array.from({ length: 8 }, (_, at) => `treatment-${at + 1}`)]
  return Object.fromEntries(
    names.flatMap((name) => {
      const day = c.req.query(name) ?? ''
      return /^\d{4}-\d\d-\d\d$/.test(day) ? [[name, day]] : []
    }),
  )
}

type Refused = { readonly notice: OfficeNotice; readonly status: 409 | 412 | 422 }

/** What the forms of the office's first page do. */
async function takeStep(
  deps: StudyOfficeDeps,
  { study, sub: by, sites: own }: Membership,
  fields: FormFields,
): Promise<{ readonly go: string } | Refused> {
  const saving = { study, by, revision: readRevision(fields) }
  try {
    switch (fields.step) {
      case 'begin': {
        const head = await deps.heads.find(study)
        const newest = head?.versions.at(-1)
        if (!newest) throw buildNotFound()
        const [source] = await deps.definitions.readSources([newest.hash])
        const version = computeNextVersion(newest.version, 'equivalent')
        await saveDraft(deps, saving, { ...(source as StudyDraft['source']), version })
        return { go: consolePaths.draftSection(study, 'study') }
      }
      case 'publish': {
        const from = await readFrom(deps, study, fields.from)
        if (from === 'invalid') return { notice: 'past', status: 422 }
        await publishDraft(deps, saving, { from, own })
        return { go: consolePaths.office(study, { notice: 'published' }) }
      }
      case 'discard':
        await discardDraft(deps, saving)
        return { go: consolePaths.office(study, { notice: 'discarded' }) }
      case 'remove-unasked': {
        await removeUnasked(deps, saving)
        return { go: consolePaths.office(study, { notice: 'unasked-removed' }) }
      }
      case 'copy': {
        const { id = '', title = '' } = fields
        if (!idSchema.safeParse(id).success || title.trim() === '') return { notice: 'invalid', status: 422 }
        const template = STUDY_TEMPLATES.find((one) => one === fields.template)
        const origin = template === undefined ? { copyOf: study } : { template }
        await createStudy(deps, { sub: by }, { id, title: title.trim(), ...origin })
        return { go: consolePaths.office(id) }
      }
      default:
        throw buildNotFound()
    }
  } catch (error) {
    const refused = error instanceof ProblemError ? REFUSALS[error.problem.code] : undefined
    if (refused === undefined) throw error
    return refused
  }
}

/** As one saved change. @throws ProblemError `draft-changed` where it is no longer what was shown; 404 */
async function removeUnasked(deps: StudyOfficeDeps, saving: Saving): Promise<void> {
  const { definition, draft } = await requireReview(deps, saving.study)
  const parts = listUnaskedParts(definition, await deps.openInstruments())
  if (parts.length > 0) await saveDraft(deps, saving, removeParts(draft.source, parts))
}

const REFUSALS: Readonly<Record<string, Refused>> = {
  [studyDraftProblems.draftChanged.code]: { notice: 'draft-changed', status: 412 },
  [studyDraftProblems.draftFaulty.code]: { notice: 'draft-faulty', status: 422 },
  [studyDraftProblems.secondPersonNeeded.code]: { notice: 'second-person-needed', status: 409 },
  [studyDraftProblems.studyExists.code]: { notice: 'study-exists', status: 409 },
  'invalid-input': { notice: 'past', status: 422 },
}

/** Midnight of a day where the first clinic is; `undefined` for at once. */
async function readFrom(
  deps: StudyOfficeDeps,
  study: string,
  day = '',
): Promise<string | 'invalid' | undefined> {
  if (day === '') return undefined
  const { draft } = await deps.drafts.find(study)
  const [site] = Array.isArray(draft?.source.sites) ? draft.source.sites : []
  const zone: unknown = (site as { readonly timeZone?: unknown } | undefined)?.timeZone
  try {
    const midnight = Temporal.PlainDate.from(day).toZonedDateTime(typeof zone === 'string' ? zone : 'UTC')
    return new Date(midnight.epochMilliseconds).toISOString()
  } catch {
    return 'invalid'
  }
}

async function renderOffice(
  deps: StudyOfficeDeps,
  c: Context<ConsoleEnv>,
  member: Membership,
  notice: OfficeNotice | undefined,
  typed?: StudyOfficeView['typed'],
) {
  const { view, title } = await buildOfficeView(deps, member, readLanguage(c))
  const frame = await buildOfficeFrame(deps, c, member, title)
  return <StudyOfficePage frame={frame} view={{ ...view, typed }} notice={notice} />
}

type SectionPart = Pick<SectionOrder, 'section' | 'review' | 'notice' | 'sent'>

async function renderSection(
  deps: StudyOfficeDeps,
  c: Context<ConsoleEnv>,
  member: Membership,
  part: SectionPart,
) {
  const { draft } = part.review
  const [by, [instruments, definitions]] = await Promise.all([
    deps.memberships.find(draft.changedBy, member.study),
    readChoosable(deps),
  ])
  const view = buildSectionView({
    ...{ ...part, instruments, definitions, saved: describeSaving(part.review, member, by) },
    ...{ query: readInvented(c), now: toInstant(deps.clock.now()), locale: readLanguage(c) },
  })
  const frame = await buildOfficeFrame(deps, c, member, readText(draft.source.title))
  return <DraftSectionPage frame={frame} view={view} />
}

/** What is published that a draft's fields can be chosen from. */
function readChoosable(deps: StudyOfficeDeps): Promise<[Instruments, readonly unknown[]]> {
  return Promise.all([deps.openInstruments(), listDefinitionSources(deps)])
}

/** `undefined` where it is no JSON object. */
function readSection(
  section: DraftSection,
  source: StudyDraft['source'],
  sent: SentForm,
  instruments: Instruments,
  definitions: readonly unknown[],
) {
  if (section !== 'everything')
    return applyForm(section, source, sent, buildChoices(source, instruments, definitions, 'en'))
  try {
    const whole = parseStrictJson(sent.whole?.at(-1) ?? '')
    return typeof whole === 'object' && whole !== null && !Array.isArray(whole)
      ? (whole as StudyDraft['source'])
      : undefined
  } catch {
    return undefined
  }
}

async function requireReview(deps: StudyOfficeDeps, study: string): Promise<ReviewedDraft> {
  const review = await reviewDraft(deps, study)
  if (!review) throw buildNotFound()
  return review
}

function requireSection(name: string): DraftSection {
  const section = DRAFT_SECTIONS.find((one) => one === name)
  if (section === undefined) throw buildNotFound()
  return section
}

/** A revision that is none matches no draft. */
function readRevision({ revision = '' }: FormFields): number {
  return /^\d{1,9}$/.test(revision) ? Number(revision) : -1
}

function isDraftChanged(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === studyDraftProblems.draftChanged.code
}
