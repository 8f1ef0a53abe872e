import * as z from 'zod/mini'
import { idSchema, localeSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { consensusProblems } from '../problems/consensus-problems.ts'
import { identifiedProblems } from '../problems/request-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { PANEL_TAG, panelParams, panelWriting } from './panels.ts'

/* Who is on a panel, with names. Answered by a function that has no access to votes. */

const base = { tag: PANEL_TAG, servedBy: 'panelists', query: noQuery } as const
const moderating = [...panelWriting, consensusProblems.notModerator, consensusProblems.notLocked]
const panelistId = z.string().check(z.regex(/^[0-9a-f]{16}$/))

const panelistSchema = z.object({
  ...{ id: panelistId, name: z.string(), group: idSchema, locale: localeSchema },
  ...{ channel: z.enum(['mail', 'text']), invitedAt: z.string() },
  removedAt: z.nullable(z.string()),
})

export const listPanelists = {
  ...{ ...base, method: 'get', path: '/api/studies/{study}/panels/{panel}/panelists' },
  summary: 'List who is invited to a panel',
  description:
    'For moderators; reading names is recorded. Whether somebody has answered is not in it: the mailer alone knows.',
  params: panelParams,
  status: 200,
  reply: z.object({ panelists: z.array(panelistSchema) }),
  problems: [...identifiedProblems, consensusProblems.notModerator],
} as const satisfies Contract

export const invitePanelistContract = {
  ...{ ...base, method: 'post', path: '/api/studies/{study}/panels/{panel}/panelists' },
  summary: 'Invite somebody to a panel',
  description:
    'For moderators, once the protocol is locked. The link is sent when a round opens, at once if one is open.',
  params: panelParams,
  body: z.strictObject({
    name: z.string().check(z.minLength(1), z.maxLength(200)),
    mail: z.optional(z.email().check(z.maxLength(254))),
    phone: z.optional(z.string().check(z.regex(/^\+\d{7,15}$/))),
    ...{ group: idSchema, locale: localeSchema, channel: z.literal('mail') },
  }),
  status: 201,
  reply: panelistSchema,
  problems: [
    ...moderating,
    consensusProblems.unknownGroup,
    consensusProblems.addressMissing,
    consensusProblems.alreadyInvited,
  ],
} as const satisfies Contract

export const removePanelistContract = {
  ...{ ...base, method: 'post', path: '/api/studies/{study}/panels/{panel}/panelists/{panelist}/remove' },
  summary: 'End somebody’s invitation',
  description:
    'For moderators, such as of a wrong address. The link opens nothing any more. What was voted in closed rounds stays.',
  params: z.strictObject({ study: idSchema, panel: idSchema, panelist: panelistId }),
  body: z.strictObject({}),
  status: 200,
  reply: z.object({ id: panelistId, removedAt: z.string() }),
  problems: moderating,
} as const satisfies Contract
