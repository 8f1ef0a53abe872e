import type { Context } from 'hono'
import { Temporal } from 'temporal-polyfill'
import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { rolloutProblems } from '../../../web/api/problems/rollout-problems.ts'
import { studyDraftProblems } from '../../../web/api/problems/study-draft-problems.ts'
import { consolePaths } from '../../../web/console/index.ts'
import { VersionPreviewPage } from '../../../web/console/version-preview-page.tsx'
import { VersionsPage } from '../../../web/console/versions-page.tsx'
import { type NoPreview, VERSION_NOTICES, type VersionNotice } from '../../../web/console/versions-view.ts'
import { formatIso } from '../../platform/core/clock.ts'
import type { Log } from '../../platform/core/log.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { type FormFields, readForm } from '../../platform/http/form.ts'
import type { TokenVerifier } from '../../platform/http/tokens.ts'
import type { MembershipStore } from '../../records/membership/membership.store.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { listSitesHeldBack } from '../../rules/library/study-head.ts'
import { requireDrafter } from '../../workflows/access/require-drafter.ts'
import { buildNotFound } from '../../workflows/access/staff-access.ts'
import { needsSecondPerson } from '../../workflows/library/require-second-person.ts'
import { type DraftDeps, publishDraft } from '../../workflows/library/study-drafts.ts'
import {
  type ChangeRolloutDeps,
  changeRollout,
  moveSiteToVersion,
} from '../../workflows/rollouts/change-rollout.ts'
import { type ListRolloutsDeps, listSiteRollouts } from '../../workflows/rollouts/list-rollouts.ts'
import {
  type PreviewDeps,
  type PreviewedVersion,
  previewVersion,
  readPreviewedVersion,
} from '../../workflows/rollouts/preview-version.ts'
import { requireLeadOfSite } from '../../workflows/rollouts/require-lead-of-site.ts'
import { type ConsoleEnv, createConsoleApp, readLanguage, requireSession } from '../app/console-app.tsx'
import type { Session } from '../sign-in/session.ts'
import type { SignIn } from '../sign-in/sign-in.ts'
import { buildOfficeFrame } from '../study-office/office-frame.ts'

export type VersionsConsoleDeps = DraftDeps &
  PreviewDeps &
  ListRolloutsDeps &
  ChangeRolloutDeps & {
    readonly memberships: Pick<MembershipStore, 'find'>
    readonly session: Session
    readonly signIn: Pick<SignIn, 'refresh'>
    readonly tokens: TokenVerifier
    readonly log: Log
    readonly publicUrl: string
  }

type Refused = { readonly notice: VersionNotice; readonly status: 409 | 412 | 422 }

/** Pages on which leads see what a version does to participants, publish it, and stop, continue and move its clinics. */
export function versionsConsole(deps: VersionsConsoleDeps) {
  return createConsoleApp(deps)
    .use(requireSession(deps))
    .get('/studies/:study/versions', async (c) => {
      const member = await requireDrafter(deps, c.var.person, c.req.param('study'))
      const notice = VERSION_NOTICES.find((one) => one === c.req.query('notice'))
      return c.html(await renderVersions(deps, c, member, notice))
    })
    .get('/studies/:study/versions/preview', async (c) => {
      const member = await requireDrafter(deps, c.var.person, c.req.param('study'))
      return c.html(await renderPreview(deps, c, member))
    })
    .post('/studies/:study/versions/preview', async (c) => {
      const member = await requireDrafter(deps, c.var.person, c.req.param('study'))
      const refused = await refuse(async () => publish(deps, member, await readForm(c)))
      if (refused) return c.html(await renderPreview(deps, c, member, refused.notice), refused.status)
      return c.redirect(consolePaths.versions(member.study, { notice: 'published' }), 303)
    })
    .post('/studies/:study/versions/:step', async (c) => {
      const fields = await readForm(c)
      const { site = '', version = '' } = fields
      const { member, scope } = await requireLeadOfSite(deps, c.var.person, c.req.param('study'), site)
      const by = member
      let notice: VersionNotice = 'moved'
      const refused = await refuse(async () => {
        switch (c.req.param('step')) {
          case 'stop':
            notice = 'stopped'
            return changeRollout(deps, scope, 'stop', { version, by })
          case 'continue':
            notice = 'continued'
            return changeRollout(deps, scope, 'continue', { version, by })
          case 'move': {
            const study = await deps.library.findStudy(member.study, site)
            const zone = study?.sites.find(({ id }) => id === site)?.timeZone
            return moveSiteToVersion(deps, scope, { version, by, from: readDay(fields.from, zone) })
          }
          default:
            throw buildNotFound()
        }
      })
      if (refused) return c.html(await renderVersions(deps, c, member, refused.notice), refused.status)
      return c.redirect(consolePaths.versions(member.study, { notice }), 303)
    })
}

const REFUSALS: Readonly<Record<string, Refused>> = {
  [studyDraftProblems.draftChanged.code]: { notice: 'draft-changed', status: 412 },
  [studyDraftProblems.draftFaulty.code]: { notice: 'draft-changed', status: 422 },
  [studyDraftProblems.secondPersonNeeded.code]: { notice: 'second-person-needed', status: 409 },
  [rolloutProblems.changedMeanwhile.code]: { notice: 'rollout-changed', status: 409 },
  [rolloutProblems.siteFollows.code]: { notice: 'site-follows-version', status: 409 },
  [rolloutProblems.decidedBySite.code]: { notice: 'site-decided-by-its-lead', status: 409 },
  'invalid-input': { notice: 'past', status: 422 },
}

/** `undefined` where the step was done. */
async function refuse(step: () => Promise<void>): Promise<Refused | undefined> {
  try {
    await step()
    return undefined
  } catch (error) {
    const refused = error instanceof ProblemError ? REFUSALS[error.problem.code] : undefined
    if (refused === undefined) throw error
    return refused
  }
}

async function publish(deps: VersionsConsoleDeps, member: Membership, fields: FormFields): Promise<void> {
  const { study, sub: by, sites: own } = member
  const revision = /^\d{1,9}$/.test(fields.revision ?? '') ? Number(fields.revision) : -1
  const inForce = await deps.library.findStudy(study)
  const sites = (inForce?.sites ?? []).map(({ id }) => id)
  const later = sites.filter((site) => fields[`follow-${site}`] === 'later').map((site) => ({ site }))
  const from = readDay(fields.from, inForce?.sites[0]?.timeZone)
  await publishDraft(deps, { study, by, revision }, { from, later, own })
}

/** Midnight of a day in a zone; `undefined` for at once. What is no day counts as past. */
function readDay(day = '', zone = 'UTC'): string | undefined {
  if (day === '') return undefined
  try {
    return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds).toISOString()
  } catch {
    return '0000'
  }
}

async function renderVersions(
  deps: VersionsConsoleDeps,
  c: Context<ConsoleEnv>,
  member: Membership,
  notice: VersionNotice | undefined,
) {
  const [frame, head, versions] = await Promise.all([
    buildOfficeFrame(deps, c, member),
    deps.heads.find(member.study),
    deps.library.listVersions(member.study),
  ])
  const view = {
    rollouts: head ? await listSiteRollouts(deps, member) : [],
    firstVersion: head?.versions[0]?.version ?? '',
    ...nameParts(versions, readLanguage(c)),
  }
  return <VersionsPage frame={frame} view={view} notice={notice} />
}

async function renderPreview(
  deps: VersionsConsoleDeps,
  c: Context<ConsoleEnv>,
  member: Membership,
  notice?: VersionNotice,
) {
  const asked = { version: c.req.query('version'), site: c.req.query('site') }
  const [frame, head, versions, stored] = await Promise.all([
    buildOfficeFrame(deps, c, member),
    deps.heads.find(member.study),
    deps.library.listVersions(member.study),
    deps.drafts.find(member.study),
  ])
  const previewed = await findPreviewed(deps, member.study, asked.version)
  const effects =
    head === undefined
      ? 'firstVersion'
      : typeof previewed === 'string'
        ? previewed
        : await orNotNewer(previewVersion(deps, member, previewed, asked.site))
  const all = typeof previewed === 'string' ? versions : [...versions, previewed.study]
  const isPublishable = asked.version === undefined && stored.draft !== undefined
  const next = typeof previewed === 'string' ? undefined : previewed.study
  const view = {
    effects,
    ...nameParts(all, readLanguage(c)),
    publishable: isPublishable
      ? {
          revision: stored.revision,
          needsSecondPerson: await needsSecondPerson(deps, member.study, next),
          held: listSitesHeldBack(head, member.sites, formatIso(deps.clock.now())).map(({ site }) => site),
        }
      : undefined,
  }
  const draftVersion = stored.draft?.source.version
  const version = asked.version ?? (typeof draftVersion === 'string' ? draftVersion : '–')
  return <VersionPreviewPage {...{ frame, version, view, notice }} />
}

async function findPreviewed(
  deps: VersionsConsoleDeps,
  study: string,
  version: string | undefined,
): Promise<PreviewedVersion | NoPreview> {
  try {
    return await readPreviewedVersion(deps, study, version)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    if (error.problem.code === studyDraftProblems.draftFaulty.code) return 'faulty'
    if (error.problem.status === 404 && version === undefined) return 'noDraft'
    throw error
  }
}

async function orNotNewer<Effects>(preview: Promise<Effects>): Promise<Effects | NoPreview> {
  try {
    return await preview
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === rolloutProblems.notNewer.code)
      return 'notNewer'
    throw error
  }
}

/** As the newest version that has them says it. */
function nameParts(versions: readonly StudyDefinition[], locale: string) {
  const sites = new Map(versions.flatMap((study) => study.sites.map(({ id, name }) => [id, name] as const)))
  const timepoints = new Map(
    versions.flatMap((study) =>
      study.timepoints.map(({ id, title }) => [id, pickText(title, locale) || id] as const),
    ),
  )
  const list = (titles: ReadonlyMap<string, string>) => [...titles].map(([id, title]) => ({ id, title }))
  return { sites: list(sites), timepoints: list(timepoints) }
}
