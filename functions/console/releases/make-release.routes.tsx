import { releaseProblems } from '../../../web/api/problems/release-problems.ts'
import { releaseOrder } from '../../../web/api/releases/release.ts'
import { consolePaths } from '../../../web/console/index.ts'
import { ReleasesPage } from '../../../web/console/releases-page.tsx'
import type { Log } from '../../platform/core/log.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { readForm } from '../../platform/http/form.ts'
import type { TokenVerifier } from '../../platform/http/tokens.ts'
import { type AuthoriseDeps, requireMembership, requirePower } from '../../workflows/access/staff-access.ts'
import type { MakeReleaseDeps } from '../../workflows/releases/make-release.ts'
import { makeReleaseByLead } from '../../workflows/releases/make-release-by-lead.ts'
import { buildFrame, createConsoleApp, requireSession } from '../app/console-app.tsx'
import type { Session } from '../sign-in/session.ts'
import type { SignIn } from '../sign-in/sign-in.ts'

export type ReleasesConsoleDeps = AuthoriseDeps &
  MakeReleaseDeps & {
    readonly session: Session
    readonly signIn: Pick<SignIn, 'refresh'>
    readonly tokens: TokenVerifier
    readonly log: Log
    readonly publicUrl: string
  }

/** The form that makes a release: the one page of releases that writes. */
export function releasesConsole(deps: ReleasesConsoleDeps) {
  return createConsoleApp(deps)
    .use(requireSession(deps))
    .post('/studies/:study/releases', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      requirePower(membership, 'direct')
      const { name = '', note = '' } = await readForm(c)
      const refuse = async (fault: 'name-taken' | 'invalid') => {
        const releases = [...(await deps.releases.list(membership.study.id))].reverse()
        const frame = buildFrame(c, membership)
        return c.html(<ReleasesPage {...{ frame, releases }} refused={{ fault, name, note }} />, 422)
      }
      const order = releaseOrder.safeParse({ name, note })
      if (!order.success) return refuse('invalid')
      try {
        const { header } = await makeReleaseByLead(deps, membership, order.data)
        return c.redirect(consolePaths.release(membership.study.id, header.number, { notice: 'made' }), 303)
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problem.code !== releaseProblems.nameTaken.code)
          throw error
        return refuse('name-taken')
      }
    })
}
