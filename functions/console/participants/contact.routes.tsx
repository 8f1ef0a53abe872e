import type { Context } from 'hono'
import { findTextFault } from '../../../surveys/values/text-faults.ts'
import { changeContactContract } from '../../../web/api/participants/contact.ts'
import {
  CONTACT_FIELDS,
  type ContactField,
  ContactPage,
  type ContactView,
  consolePaths,
} from '../../../web/console/index.ts'
import { readPhone } from '../../platform/core/phone-number.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { readFormFields } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import { readContactPermission } from '../../rules/texting/permission.ts'
import type { IdentifiedReading } from '../../workflows/access/identified-data.ts'
import { buildNotFound, type StudyMember } from '../../workflows/access/staff-access.ts'
import { type ContactChange, changeParticipantContact } from '../../workflows/participants/change-contact.ts'
import { readContact } from '../../workflows/participants/read-contact.ts'
import { refuseStaffPhone, type StaffPhoneDeps } from '../../workflows/participants/refuse-staff-phone.ts'
import type { WorklistRouteDeps } from '../../workflows/worklist/worklist.deps.ts'
import { buildFrame, type ConsoleEnv } from '../app/console-app.tsx'
import { readTypedFields } from './form-fields.ts'
import { type ParticipantCase, requireParticipantCase } from './participant-case.ts'

export type ContactConsoleDeps = WorklistRouteDeps & StaffPhoneDeps

type Shown = Pick<ContactView, 'typed' | 'faults' | 'duplicates' | 'notice'>

/** Reading and correcting a participant’s name, number, year of birth and consent in the browser, without a script. */
export function createContactConsoleRoutes(deps: ContactConsoleDeps) {
  const path = '/studies/:study/participants/:participant/contact'
  const app = createHono<ConsoleEnv>()
    .get(path, async (c) => {
      const found = await requireParticipantCase(deps, c)
      const contact = await open(c, found.scope)
      const notice = c.req.query('notice') === 'saved' ? 'saved' : null
      return render(
        c,
        found,
        contact,
        { typed: showContact(contact), faults: [], duplicates: [], notice },
        200,
      )
    })
    .post(path, async (c) => {
      const found = await requireParticipantCase(deps, c)
      const { scope, membership } = found
      const contact = await open(c, scope)
      const typed = readTypedFields(await readFormFields(c))
      const refuse = (shown: Partial<Shown>, status: 409 | 422) =>
        render(c, found, contact, { typed, faults: [], duplicates: [], notice: null, ...shown }, status)
      const read = await readChange(membership.study, contact, typed)
      if ('faults' in read) return refuse(read, 422)
      try {
        if (read.change.phone !== undefined)
          await refuseStaffPhone(deps, membership.study, scope, read.change.phone)
      } catch (error) {
        if (error instanceof ProblemError && error.problem.status === 422)
          return refuse({ faults: ['phone'] }, 422)
        throw error
      }
      const changed = await changeParticipantContact(deps, scope, read.change, c.var.person.sub)
      if (changed.kind === 'unknown') throw buildNotFound()
      if (changed.kind === 'possible-duplicate') {
        const faults = await deps.identified.open(
          buildReading(c, scope, 'possible-duplicates'),
          changed.faults,
        )
        const duplicates = faults.map(({ code: fact, participants }) => ({ fact, participants }))
        return refuse({ duplicates }, 409)
      }
      return c.redirect(consolePaths.contact(scope.study, scope.participant, { notice: 'saved' }), 303)
    })

  /** @throws ProblemError 404 of somebody who was erased, or never was */
  async function open(c: Context<ConsoleEnv>, scope: ParticipantScope): Promise<Contact> {
    const found = await readContact(deps, scope)
    if (!found) throw buildNotFound()
    return deps.identified.open(buildReading(c, scope, 'contact'), found)
  }

  async function render(
    c: Context<ConsoleEnv>,
    { membership, scope }: ParticipantCase,
    contact: Contact,
    shown: Shown,
    status: 200 | 409 | 422,
  ) {
    const mayBeTexted = await readContactPermission(deps.findPhone, contact)
    const view = { participant: scope.participant, mayBeTexted, ...shown }
    return c.html(<ContactPage frame={buildFrame(c, membership)} view={view} />, status)
  }

  return app
}

function buildReading(
  c: Context<ConsoleEnv>,
  scope: ParticipantScope,
  what: IdentifiedReading['what'],
): IdentifiedReading {
  return { reader: { kind: 'coordinator', sub: c.var.person.sub }, scope, what }
}

function showContact({ name = '', phone, birthYear, smsConsent }: Contact): Record<string, string> {
  return {
    ...{ name, phone, smsConsent: smsConsent ? 'yes' : 'no' },
    birthYear: birthYear === undefined ? '' : String(birthYear),
  }
}

/** What of a contact is typed otherwise than it stands, in the terms of the API, or the fields that it refuses. */
async function readChange(
  { textingCountries }: StudyMember['study'],
  contact: Contact,
  typed: Readonly<Record<string, string>>,
): Promise<{ readonly change: ContactChange } | { readonly faults: readonly ContactField[] }> {
  const before = showContact(contact)
  const phone = await readPhone(typed.phone ?? '', textingCountries)
  const { birthYear = '', name = '' } = typed
  const body = {
    ...(name !== before.name && { name: name === '' ? null : name }),
    ...(birthYear !== before.birthYear && {
      // What is no year is refused as it was typed.
      birthYear: birthYear === '' ? null : /^\d{4}$/.test(birthYear) ? Number(birthYear) : birthYear,
    }),
    ...(typed.smsConsent !== before.smsConsent && { smsConsent: readConsent(typed.smsConsent) }),
    ...('phone' in phone && phone.phone !== contact.phone && { phone: phone.phone }),
    ...(typed.isReachable === 'yes' && { isReachable: true as const }),
  }
  const parsed = changeContactContract.body.safeParse(body)
  const wrong = new Set(parsed.error?.issues.flatMap(({ path }) => path.slice(0, 1)) ?? [])
  const faults = CONTACT_FIELDS.filter(
    (field) =>
      wrong.has(field) ||
      findTextFault(typed[field] ?? '') !== undefined ||
      (field === 'phone' && 'fault' in phone && typed.phone !== contact.phone),
  )
  if (faults.length > 0) return { faults }
  return {
    change: {
      ...(parsed.data ?? {}),
      ...(typed.distinctFrom !== undefined && { distinctFrom: typed.distinctFrom.split(' ') }),
    },
  }
}

function readConsent(typed: string | undefined): boolean | undefined {
  if (typed !== 'yes' && typed !== 'no') return undefined
  return typed === 'yes'
}
