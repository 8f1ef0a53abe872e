import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { organisationProblems } from '../../../web/api/problems/organisation-problems.ts'
import { studyDraftProblems } from '../../../web/api/problems/study-draft-problems.ts'
import { STUDY_TEMPLATES } from '../../../web/api/studies/study-templates.ts'
import { OrganisationPage } from '../../../web/console/organisation-page.tsx'
import { consolePaths, organisationPaths } from '../../../web/console/paths.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { readForm } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import { createStudy, type StudyOrigin } from '../../workflows/library/create-study.ts'
import { requireOrganisation } from '../../workflows/organisations/read-organisation.ts'
import { type ConsoleEnv, readLanguage } from '../app/console-app.tsx'
import { buildOrganisationView } from '../organisations/organisation-view.ts'
import type { StudyOfficeDeps } from './office-frame.ts'

/** The form on an organisation's page that begins a study there. What is wrong is said on that page. */
export function createBeginStudyRoutes(deps: StudyOfficeDeps) {
  return createHono<ConsoleEnv>().post('/organisations/:organisation/studies', async (c) => {
    const { sub } = c.var.person
    const access = await requireOrganisation(deps, { sub }, c.req.param('organisation'))
    const { organisation } = access
    const { id = '', title = '', from = '' } = await readForm(c)
    const origin = readOrigin(from)
    const refuse = async (notice: 'study-exists' | 'study-invalid', status: 409 | 422) => {
      const view = await buildOrganisationView(deps, access, sub, notice, { id, title, from })
      // The page of this address answers a form alone.
      const address = organisationPaths.organisation(organisation.id)
      return c.html(<OrganisationPage {...{ locale: readLanguage(c), address, view }} />, status)
    }
    if (!origin || !idSchema.safeParse(id).success || title.trim() === '') return refuse('study-invalid', 422)
    try {
      const order = { id, title: title.trim().slice(0, 200), organisation: organisation.id, ...origin }
      await createStudy(deps, { sub }, order)
    } catch (error) {
      const code = error instanceof ProblemError ? error.problem.code : undefined
      if (code !== studyDraftProblems.studyExists.code && code !== organisationProblems.studyOfOthers.code)
        throw error
      return refuse('study-exists', 409)
    }
    return c.redirect(consolePaths.office(id), 303)
  })
}

function readOrigin(from: string): StudyOrigin | undefined {
  const template = STUDY_TEMPLATES.find((one) => one === from)
  if (template) return { template }
  return from.startsWith('copy:') ? { copyOf: from.slice('copy:'.length) } : undefined
}
