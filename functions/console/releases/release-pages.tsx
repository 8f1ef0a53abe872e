import type { Context } from 'hono'
import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import { listEstimands } from '../../../surveys/study/estimand.ts'
import { compareReleasesContract } from '../../../web/api/releases/releases.ts'
import { ReleaseComparisonPage, ReleasePage, ReleasesPage } from '../../../web/console/analyses.ts'
import { parseQuery, readSingleParameters } from '../../platform/http/contract.ts'
import { type AuthoriseDeps, buildNotFound, requireMembership } from '../../workflows/access/staff-access.ts'
import { compareReleases } from '../../workflows/releases/compare-releases.ts'
import {
  buildReleaseIndex,
  type ReadReleaseDeps,
  readRelease,
} from '../../workflows/releases/read-release.ts'
import { listFollowUpChoices } from '../analyses/follow-up-choices.ts'
import { buildFrame, type ConsoleEnv, readLanguage } from '../app/console-app.tsx'

export type ReleasePageDeps = AuthoriseDeps & ReadReleaseDeps

/** The list of a study's releases. */
export async function showReleases(
  deps: ReleasePageDeps,
  c: Context<ConsoleEnv, '/studies/:study/releases'>,
) {
  const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
  const releases = [...(await deps.releases.list(membership.study.id))].reverse()
  return c.html(<ReleasesPage frame={buildFrame(c, membership)} releases={releases} />)
}

/** One release. @throws ProblemError 404 */
export async function showRelease(
  deps: ReleasePageDeps,
  c: Context<ConsoleEnv, '/studies/:study/releases/:release'>,
) {
  const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
  const number = c.req.param('release')
  if (!/^[1-9]\d{0,5}$/.test(number)) throw buildNotFound()
  const { header, content } = await readRelease(deps, membership, Number(number))
  return c.html(
    <ReleasePage
      frame={buildFrame(c, membership)}
      header={header}
      index={buildReleaseIndex(content)}
      isNew={c.req.query('notice') === 'made'}
    />,
  )
}

/** Two releases side by side. @throws ProblemError 404, 422 */
export async function showReleaseComparison(
  deps: ReleasePageDeps,
  c: Context<ConsoleEnv, '/studies/:study/releases/compare'>,
) {
  const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
  const { study } = membership
  const query = parseQuery(compareReleasesContract, {
    ...pickNumbers(readSingleParameters(compareReleasesContract, c.req)),
  })
  const [first, second] = await Promise.all(
    [query.of, query.with].map((number) => readRelease(deps, membership, number)),
  )
  if (!first || !second) throw buildNotFound()
  const locale = readLanguage(c)
  const words = {
    definitions: study.responderDefinitions.map(({ id, title }) => ({ id, title: pickText(title, locale) })),
    timepoints: listFollowUpChoices(study, locale),
    estimands: listEstimands(study).map(({ id, title }) => ({ id, title: pickText(title, locale) })),
  }
  return c.html(
    <ReleaseComparisonPage
      frame={buildFrame(c, membership)}
      comparison={compareReleases(first, second)}
      words={words}
    />,
  )
}

/** A page's address may name a language beside what is asked. */
function pickNumbers({ of = '', with: other = '' }: Readonly<Record<string, string>>) {
  return { of, with: other }
}
