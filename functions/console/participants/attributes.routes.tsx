import type { Context } from 'hono'
import { scheduleProblems } from '../../../web/api/problems/schedule-problems.ts'
import { AttributesPage, consolePaths } from '../../../web/console/index.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { readFormFields } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import { listChoiceFaults } from '../../rules/attributes/attribute-choices.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import { changeParticipant } from '../../workflows/participants/change-participant.ts'
import type { ScheduleDeps } from '../../workflows/schedule/change-schedule.ts'
import { buildFrame, type ConsoleEnv, readLanguage } from '../app/console-app.tsx'
import { buildAttributesOf, buildTypedAttributes, readAttributeChoices } from './attributes-view.ts'
import { readTypedFields } from './form-fields.ts'
import { type ParticipantCase, requireParticipantCase } from './participant-case.ts'

export type AttributesConsoleDeps = StaffDeps &
  ScheduleDeps & { readonly participants: Pick<ParticipantStore, 'find'> }

/** Correcting the attributes of a participant in the browser, without a script. */
export function createAttributesConsoleRoutes(deps: AttributesConsoleDeps) {
  const path = '/studies/:study/participants/:participant/attributes'
  const app = createHono<ConsoleEnv>()
    .get(path, async (c) => {
      const found = await requireParticipantCase(deps, c)
      const { study } = found.membership
      return render(c, found, buildAttributesOf(study, found.participant, readLanguage(c)), [], 200)
    })
    .post(path, async (c) => {
      const found = await requireParticipantCase(deps, c)
      const { scope, membership } = found
      const typed = readTypedFields(await readFormFields(c))
      const choices = readAttributeChoices(membership.study, typed)
      const refuse = (faulty: readonly string[] | 'too-often', status: 409 | 422) =>
        render(c, found, buildTypedAttributes(membership.study, typed, readLanguage(c)), faulty, status)
      const faulty = choices.filter((choice) => listChoiceFaults(membership.study, [choice]).length > 0)
      if (faulty.length > 0)
        return refuse(
          faulty.map(({ attribute }) => attribute),
          422,
        )
      if (choices.length > 0) {
        try {
          const change = { attributes: [...choices] }
          await changeParticipant(deps, membership.study, scope, change, c.var.person.sub)
        } catch (error) {
          const code = error instanceof ProblemError ? error.problem.code : undefined
          if (code !== scheduleProblems.changedTooOften.code) throw error
          return refuse('too-often', 409)
        }
      }
      return c.redirect(
        consolePaths.participant(scope.study, scope.participant, { notice: 'attributesSaved' }),
        303,
      )
    })

  function render(
    c: Context<ConsoleEnv>,
    { membership, scope }: ParticipantCase,
    attributes: ReturnType<typeof buildAttributesOf>,
    faulty: readonly string[] | 'too-often',
    status: 200 | 409 | 422,
  ) {
    const view = { participant: scope.participant, attributes, faulty }
    return c.html(<AttributesPage frame={buildFrame(c, membership)} view={view} />, status)
  }

  return app
}
