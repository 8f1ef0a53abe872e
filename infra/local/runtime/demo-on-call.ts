import * as z from 'zod'
import { DEMO_USERS } from './demo-users.ts'

/** The start of the numbers that the demo clinics have on call; each list's ends with its place among them. */
const PHONE_START = '+1202555019'

interface OnCallDeps {
  readonly url: string
  readonly mintToken: (sub: string) => Promise<string>
}

/**
 * Gives each demo clinic somebody on call, as its coordinator does, since a clinic without cannot enrol, and each study’s leads
 * too. A list that is there is left as it is.
 *
 * @throws Error when a list cannot be read or set: nobody could be enrolled
 */
export async function setDemoOnCall({ url, mintToken }: OnCallDeps): Promise<void> {
  // One person for each list, whoever else is at the clinic too.
  const setters = new Map(
    DEMO_USERS.filter(({ role }) => role === 'coordinator' || role === 'lead').map(
      ({ sub, study, role, sites: [own = ''] }) => {
        const site = role === 'lead' ? 'leads' : own
        const list = role === 'lead' ? 'on-call' : `sites/${site}/on-call`
        return [`${url}/api/studies/${study}/${list}`, { sub, site }]
      },
    ),
  )
  await Promise.all(
    [...setters].map(async ([path, { sub, site }], place) => {
      const headers = { authorization: `Bearer ${await mintToken(sub)}`, 'content-type': 'application/json' }
      const known = await requireOk(await fetch(path, { headers }))
      if (known.phones.length + known.emails.length > 0) return
      const list = { phones: [`${PHONE_START}${place}`], emails: [`on-call-${site}@concord.example`] }
      await requireOk(await fetch(path, { method: 'PUT', headers, body: JSON.stringify(list) }))
    }),
  )
}

const listSchema = z.object({
  phones: z.array(z.string()).default([]),
  emails: z.array(z.string()).default([]),
})

async function requireOk(reply: Response): Promise<z.infer<typeof listSchema>> {
  if (!reply.ok) throw new Error(`The on-call lists of the demo clinics could not be set: ${reply.status}`)
  return listSchema.parse(await reply.json())
}
