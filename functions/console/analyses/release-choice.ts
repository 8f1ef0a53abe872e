import type { Context } from 'hono'
import type { ReleaseHeader } from '../../../web/api/releases/release.ts'
import type { ReleaseChoice } from '../../../web/console/release-view.ts'
import { findAnalysesText } from '../../../web/text/analyses-text.ts'
import { buildNotFound, hasHiddenArms, type StudyMember } from '../../workflows/access/staff-access.ts'
import { buildUnknownName } from '../../workflows/analyses/analysis-request.ts'
import { type ReadReleaseDeps, type Release, readRelease } from '../../workflows/releases/read-release.ts'
import { type ConsoleEnv, readLanguage } from '../app/console-app.tsx'
import { joinAttributeFields } from './attribute-fields.ts'

/** What a page of analyses shows: the release that its address names, or live numbers; with the releases there are. */
export type ChosenNumbers = { readonly release: Release | undefined; readonly choice: ReleaseChoice }

/**
 * Who is blinded has live numbers alone: a release has numbers by arm.
 *
 * @throws ProblemError 422 for a filter or breakdown of a release; 403 for a release that a blinded member asks for; 404 for one that there is none of
 */
export async function readChosenNumbers(
  deps: ReadReleaseDeps,
  c: Context<ConsoleEnv>,
  membership: StudyMember,
): Promise<ChosenNumbers> {
  const asked = c.req.query('release') ?? ''
  if (!/^\d{0,6}$/.test(asked)) throw buildNotFound()
  const { attributes, stratifyBy } = joinAttributeFields(c.req.query())
  // Rather than numbers of everybody where those of a few were asked for.
  if (asked !== '' && (attributes ?? stratifyBy) !== undefined)
    throw buildUnknownName('?attributes', 'a release is of everybody')
  const [headers, release] = await Promise.all([
    hasHiddenArms(membership) ? [] : deps.releases.list(membership.study.id),
    asked === '' ? undefined : readRelease(deps, membership, Number(asked)),
  ])
  return {
    release,
    choice: {
      shown: release ? pickShown(release.header) : null,
      releases: [...headers].reverse().map(({ number, name }) => ({
        id: String(number),
        title: findAnalysesText(readLanguage(c)).releases.open(number, name),
      })),
    },
  }
}

function pickShown({ number, name, asOf }: ReleaseHeader) {
  return { number, name, asOf }
}
