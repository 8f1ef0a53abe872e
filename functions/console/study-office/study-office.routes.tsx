import type { Context } from 'hono'
import { Temporal } from 'temporal-polyfill'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { computeNextVersion } from '../../../surveys/versions/publication.ts'
import { studyDraftProblems } from '../../../web/api/problems/study-draft-problems.ts'
import { MAX_STUDY_BYTES } from '../../../web/api/studies/study-draft.ts'
import { DraftSectionPage } from '../../../web/console/draft-section-page.tsx'
import { consolePaths } from '../../../web/console/index.ts'
import { StudyOfficePage } from '../../../web/console/study-office-page.tsx'
import {
  DRAFT_SECTIONS,
  type DraftSection,
  type DraftSectionView,
  OFFICE_NOTICES,
  type OfficeNotice,
} from '../../../web/console/study-office-view.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { parseStrictJson } from '../../platform/core/json.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { type FormFields, readForm } from '../../platform/http/form.ts'
import { findInForce } from '../../records/library/stored-library.ts'
import type { StudyDraft } from '../../records/library/study-draft.store.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { requireDrafter } from '../../workflows/access/require-drafter.ts'
import { buildNotFound } from '../../workflows/access/staff-access.ts'
import { createStudy } from '../../workflows/library/create-study.ts'
import {
  discardDraft,
  publishDraft,
  type ReviewedDraft,
  reviewDraft,
  saveDraft,
} from '../../workflows/library/study-drafts.ts'
import { type ConsoleEnv, createConsoleApp, requireSession } from '../app/console-app.tsx'
import { applyForm, LISTS } from './apply-form.ts'
import { listDraftGroups } from './draft-fields.ts'
import { findPlace } from './find-place.ts'
import { buildOfficeFrame, type StudyOfficeDeps } from './office-frame.ts'

/** A whole study as a form sends it: every brace and quotation mark of its JSON takes three bytes. */
const MAX_FORM_BYTES = 3 * MAX_STUDY_BYTES

/** Pages on which leads write the next version of a study and publish it. They read nothing of participants. */
export function studyOfficeConsole(deps: StudyOfficeDeps) {
  return createConsoleApp({ ...deps, maximumBodyBytes: MAX_FORM_BYTES })
    .use(requireSession(deps))
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
      return c.html(await renderOffice(deps, c, member, outcome.notice), outcome.status)
    })
    .get('/studies/:study/office/:section', async (c) => {
      const member = await requireDrafter(deps, c.var.person, c.req.param('study'))
      const section = requireSection(c.req.param('section'))
      const review = await requireReview(deps, member.study)
      const notice = c.req.query('notice') === 'saved' ? 'saved' : undefined
      return c.html(await renderSection(deps, c, member, section, review, notice))
    })
    .post('/studies/:study/office/:section', async (c) => {
      const member = await requireDrafter(deps, c.var.person, c.req.param('study'))
      const section = requireSection(c.req.param('section'))
      const fields = await readForm(c)
      const review = await requireReview(deps, member.study)
      const source = readSection(section, review.draft.source, fields)
      if (source === undefined)
        return c.html(await renderSection(deps, c, member, section, review, 'not-json', fields.whole), 422)
      try {
        const saving = { study: member.study, by: member.sub, revision: readRevision(fields) }
        await saveDraft(deps, saving, source)
      } catch (error) {
        if (!isDraftChanged(error)) throw error
        const now = await requireReview(deps, member.study)
        return c.html(await renderSection(deps, c, member, section, now, 'draft-changed'), 412)
      }
      return c.redirect(consolePaths.draftSection(member.study, section, { notice: 'saved' }), 303)
    })
}

type Refused = { readonly notice: OfficeNotice; readonly status: 409 | 412 | 422 }

/** What the forms of the office's first page do. */
async function takeStep(
  deps: StudyOfficeDeps,
  { study, sub: by }: Membership,
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
        await publishDraft(deps, saving, from)
        return { go: consolePaths.office(study, { notice: 'published' }) }
      }
      case 'discard':
        await discardDraft(deps, saving)
        return { go: consolePaths.office(study, { notice: 'discarded' }) }
      case 'copy': {
        const { id = '', title = '' } = fields
        if (!idSchema.safeParse(id).success || title.trim() === '') return { notice: 'invalid', status: 422 }
        await createStudy(deps, { sub: by }, { id, title: title.trim(), copyOf: study })
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
) {
  const { study } = member
  const [head, review, stored, memberships, inForceNow] = await Promise.all([
    deps.heads.find(study),
    reviewDraft(deps, study),
    deps.drafts.find(study),
    deps.memberships.listByPerson(member.sub),
    deps.library.findStudy(study),
  ])
  const inForce = head && findInForce(head, formatIso(deps.clock.now()))
  const view = {
    inForce: inForce?.version,
    versions: (head?.versions ?? []).map(({ version, hash, from }) => ({ version, hash, from })),
    draft: review && {
      revision: review.revision,
      basedOn: review.draft.basedOn,
      version: readText(review.draft.source.version),
      changedAt: review.draft.changedAt,
      isMine: review.draft.changedBy === member.sub,
      problems: review.problems.map(({ pointer, detail }) => ({
        ...{ pointer, detail },
        ...findPlace(pointer, review.draft.source),
      })),
      changes: review.changes,
      needsSecondPerson: inForceNow?.publication.approval === 'second-person',
    },
    revision: stored.revision,
    canBeginStudy: memberships.some(({ administers }) => administers),
  }
  const frame = await buildOfficeFrame(deps, c, member, readText(review?.draft.source.title))
  return <StudyOfficePage frame={frame} view={view} notice={notice} />
}

async function renderSection(
  deps: StudyOfficeDeps,
  c: Context<ConsoleEnv>,
  member: Membership,
  section: DraftSection,
  { draft, revision, problems }: ReviewedDraft,
  notice: DraftSectionView['notice'],
  typed?: string,
) {
  const view: DraftSectionView = {
    ...{ section, revision, notice },
    groups: listDraftGroups(section, draft.source),
    whole: section === 'everything' ? (typed ?? JSON.stringify(draft.source, null, 2)) : undefined,
    problems: problems
      .filter(({ pointer }) => findPlace(pointer, draft.source).section === section)
      .map(({ pointer, detail }) => ({ pointer, detail })),
    canAdd: LISTS[section] !== undefined,
  }
  const frame = await buildOfficeFrame(deps, c, member, readText(draft.source.title))
  return <DraftSectionPage frame={frame} view={view} />
}

/** `undefined` where it is no JSON object. */
function readSection(section: DraftSection, source: StudyDraft['source'], fields: FormFields) {
  if (section !== 'everything') return applyForm(section, source, fields)
  try {
    const whole = parseStrictJson(fields.whole ?? '')
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

function readText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
