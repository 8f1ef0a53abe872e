import * as z from 'zod'
import { expectStatus, JSON_HEADERS, type Load } from './load.ts'
import type { MeasuredServer } from './measured-server.ts'
import { runAll } from './run-all.ts'

export const STUDY = 'ketamine-infusion-registry'
const SITES = ['harbor', 'lakeside', 'mesa', 'summit'] as const
/** How many texts a site may send on a day (`textsPerSitePerDay` of the study): a link is sent by text. */
const MAX_PER_SITE = 2_000
const AT_ONCE = 16

/**
 * Numbers 555-0100 to 555-0199 belong to nobody in any area; without 0199, which the simulated carrier never reaches, so many
 * participants each. The areas of the clinics are left out: their numbers are refused.
 */
const IN_AREA = 99
const AREAS = [
  ...[
    201, 339, 203, 205, 206, 207, 208, 209, 210, 212, 347, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229,
  ],
  ...[
    231, 234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 351, 304,
  ],
  ...[
    305, 307, 308, 309, 310, 352, 313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 325, 330, 331, 334, 336,
  ],
]
export const MAX_PARTICIPANTS = Math.min(IN_AREA * AREAS.length, MAX_PER_SITE * SITES.length)

const enrolled = z.object({ participant: z.string() })

export interface Enrolled {
  readonly participant: string
  readonly phone: string
}

/** The nth number that belongs to nobody. */
export function formatPhone(index: number): string {
  const area = AREAS[Math.floor(index / IN_AREA)]
  if (area === undefined) throw new RangeError(`there are numbers for ${IN_AREA * AREAS.length} participants`)
  return `+1${area}55501${String(index % IN_AREA).padStart(2, '0')}`
}

/**
 * Enrols participants by the staff API.
 *
 * @param from how many numbers are taken already
 * @param sites in turn
 */
export async function enrol(
  server: MeasuredServer,
  load: Load,
  { from = 0, count, sites = SITES }: { from?: number; count: number; sites?: readonly string[] },
): Promise<Enrolled[]> {
  const tokens = new Map<string, string>()
  for (const site of sites) tokens.set(site, await server.token(`coordinator-${site}`))
  const all: Enrolled[] = []
  await runAll(
    Array.from({ length: count }, (_, index) => from + index),
    AT_ONCE,
    async (index) => {
      const site = sites[index % sites.length] ?? ''
      const phone = formatPhone(index)
      const reply = await load.send(`${server.url}/api/studies/${STUDY}/participants`, {
        method: 'POST',
        headers: {
          ...{ ...JSON_HEADERS, authorization: `Bearer ${tokens.get(site)}` },
          'idempotency-key': `bench-${index}`,
        },
        body: JSON.stringify({ site, phone, locale: 'en', smsConsent: true }),
      })
      const { participant } = enrolled.parse(
        JSON.parse(expectStatus(reply, 201, 'enrolment').body.toString()),
      )
      all.push({ participant, phone })
    },
  )
  return all
}

/** The links that were texted, by number. @throws Error when one of the enrolled was not texted */
export async function readLinks(server: MeasuredServer, all: readonly Enrolled[]): Promise<string[]> {
  const links = new Map<string, string>()
  for (const { to, body } of await server.texts()) {
    const link = /https?:\/\/\S+\/s\/[\w-]+/.exec(body)?.[0]
    if (link !== undefined) links.set(to, link)
  }
  const found = all.flatMap(({ phone }) => links.get(phone) ?? [])
  if (found.length < all.length) throw new Error(`${all.length} were enrolled and ${found.length} texted`)
  return found
}
