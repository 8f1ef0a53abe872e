import type * as z from 'zod/mini'
import { emailSchema } from '../../../web/api/members/member-invitations.ts'
import { hasPower } from '../../../web/api/members/member-roles.ts'
import { memberBody, subSchema } from '../../../web/api/members/members.ts'
import type { MemberField, MemberFormView } from '../../../web/console/members-view.ts'
import type { StudyOutline } from '../../records/library/study-outline.ts'

type FormLists = Readonly<Record<string, readonly string[]>>
type Typed = MemberFormView['typed']
type MemberBody = z.output<typeof memberBody>

/** What a form of members asks, by what it is for. */
export type FilledMember =
  | { readonly faults: readonly [MemberField, ...MemberField[]] }
  | { readonly faults: null; readonly body: MemberBody; readonly account: string; readonly email: string }

export const EMPTY_MEMBER: Typed = {
  ...{ account: '', name: '', email: '', role: '', sites: [], administers: false, blinded: false },
}

/** What was typed, without the spaces around it. */
export function readTypedMember(lists: FormLists): Typed {
  const read = (name: string) => lists[name]?.at(-1)?.trim() ?? ''
  return {
    ...{ account: read('account'), name: read('name'), email: read('email'), role: read('role') },
    sites: lists.sites ?? [],
    ...{ administers: read('administers') === 'yes', blinded: read('blinded') === 'yes' },
  }
}

/** The membership that a form asks for, or the fields that are wrong. */
export function parseMemberForm(
  kind: MemberFormView['kind'],
  typed: Typed,
  study: Pick<StudyOutline, 'sites'>,
): FilledMember {
  const { name, role, sites, administers, blinded, account, email } = typed
  const body = memberBody.safeParse({ name, role, sites: [...sites], administers, blinded })
  const wrong = new Set(body.error?.issues.map(({ path }) => path[0]))
  // Who administers may be somebody of no clinic.
  const known = memberBody.shape.role.safeParse(role)
  const needsSite = !(known.success && hasPower(known.data, 'pool')) && !administers
  const faults = (['account', 'name', 'email', 'role', 'sites'] as const).filter((field) => {
    if (field === 'account') return kind === 'grant' && !subSchema.safeParse(account).success
    if (field === 'email') return kind === 'invite' && !emailSchema.safeParse(email).success
    if (field !== 'sites') return wrong.has(field)
    const isKnown = (id: string) => study.sites.some((site) => site.id === id)
    return wrong.has('sites') || !sites.every(isKnown) || (needsSite && sites.length === 0)
  })
  const [first, ...others] = faults
  if (first !== undefined) return { faults: [first, ...others] }
  if (!body.success) throw new Error('a form without a fault was refused')
  return { faults: null, body: body.data, account, email }
}

/** The revision of what the form showed; 0 for a form that names none, which is that of nothing. */
export function readRevision(lists: FormLists): number {
  const [revision = '0'] = lists.revision ?? []
  return /^\d{1,9}$/.test(revision) ? Number(revision) : 0
}
