import { toInstant } from '../../platform/core/instant.ts'
import { describeError, type Log } from '../../platform/core/log.ts'
import { findOperatorSite } from '../../platform/core/scope.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import { findPlannedRelease } from '../../rules/releases/planned-release.ts'
import { type MakeReleaseDeps, makeRelease } from './make-release.ts'

/**
 * Makes the releases that the schedules of studies ask for. One for each planned local date, however often it is called; what
 * fails for one study does not keep the others from theirs.
 *
 * @throws Error where one of them failed, after the others
 */
export async function makePlannedReleases(
  deps: MakeReleaseDeps & { readonly library: StudyLibrary; readonly log: Log },
): Promise<{ readonly made: number }> {
  let made = 0
  let failed = 0
  for (const { study: id } of await deps.library.listStudies()) {
    const published = await deps.library.openStudy(id)
    if (!published) continue
    const { definition: study } = published
    const plan = findPlannedRelease(study, toInstant(deps.clock.now()))
    if (!plan) continue
    const { planned, asOf } = plan
    try {
      const before = await deps.releases.list(study.id)
      if (before.some(({ madeBy }) => madeBy.kind === 'schedule' && madeBy.planned === planned)) continue
      const { isNew } = await makeRelease(deps, {
        ...{ published, asOf, note: '' },
        scopes: study.sites.flatMap(({ id }) => findOperatorSite(study, id) ?? []),
        name: findFreeName(
          planned,
          before.map(({ name }) => name),
        ),
        madeBy: { kind: 'schedule', planned },
      })
      if (isNew) made += 1
    } catch (error) {
      failed += 1
      deps.log.error('planned release failed', { study: study.id, ...describeError(error) })
    }
  }
  if (failed > 0) throw new Error(`${failed} planned releases failed`)
  return { made }
}

/** The date, unless a lead has given it to a release of theirs. */
function findFreeName(planned: string, taken: readonly string[]): string {
  if (!taken.includes(planned)) return planned
  let at = 2
  while (taken.includes(`${planned} (${at})`)) at += 1
  return `${planned} (${at})`
}
