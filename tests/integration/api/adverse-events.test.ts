import { beforeEach, describe, expect, test } from 'vitest'
import { createConsoleRoutes } from '../../../functions/console/console.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { getAdverseEvents } from '../../../web/api/analyses/adverse-events.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const PATH = `/api/studies/${STUDY}/analyses/adverse-events`
const AT = '2026-03-03T16:00:00.000Z'
const NAUSEA = {
  ...{ kind: 'adverse-event', term: 'nausea', severity: 'severe', serious: true, relation: 'probable' },
}

let clinic: Clinic
let id: string
let harbor: string

/** One treated with nausea in harbor, one treated without any in mesa. */
beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00Z')
  clinic.advance('PT1H')
  harbor = `/api/studies/${STUDY}/participants/${await clinic.enrol('harbor')}`
  const mesa = `/api/studies/${STUDY}/participants/${await clinic.enrol('mesa', '+12025550177')}`
  clinic.advance('P2D')
  const infusion = { kind: 'ketamine-infusion', givenAt: '2026-03-03T15:00:00.000Z' }
  await clinic.apiConfirmed('coordinator-harbor', 'POST', `${harbor}/treatments`, infusion)
  await clinic.apiConfirmed('coordinator-mesa', 'POST', `${mesa}/treatments`, infusion)
  const body = { at: AT, event: NAUSEA }
  const reply = await clinic.api('coordinator-harbor', 'POST', `${harbor}/events`, body)
  ;({ id } = (await reply.json()) as { id: string })
})

const read = async (who: string, query = '') => {
  const reply = await clinic.api(who, 'GET', `${PATH}${query}`)
  expect(reply.status).toBe(200)
  return getAdverseEvents.reply.parse(await reply.json())
}

describe('counts of adverse events', () => {
  test('need a token and a membership, and no instant to come', async () => {
    expect((await clinic.api(undefined, 'GET', PATH)).status).toBe(401)
    expect((await clinic.api('stranger', 'GET', PATH)).status).toBe(404)
    const future = `${PATH}?asOf=2099-01-01T00:00:00.000Z`
    expect((await clinic.api('coordinator-harbor', 'GET', future)).status).toBe(422)
  })

  test('are a coordinator’s own clinic alone, and every clinic for a lead', async () => {
    const own = await read('coordinator-mesa')
    expect(own.sites.map(({ site }) => site)).toEqual(['mesa'])
    expect(own.total).toMatchObject({ participants: 1, withEvent: 0, terms: [] })
    const all = await read('lead')
    expect(all.sites.map(({ site, withEvent }) => [site, withEvent])).toContainEqual(['harbor', 1])
    expect(all.total).toMatchObject({ participants: 2, withEvent: 1, withSerious: 1, withRelated: 1 })
  })

  test('of an instant stay the same when an event is voided later', async () => {
    const asOf = '2026-03-04T16:00:00.000Z'
    const before = await read('lead', `?asOf=${asOf}`)
    clinic.advance('PT1H')
    await clinic.api('coordinator-harbor', 'POST', `${harbor}/events/${id}/void`, { reason: 'other' })
    expect(await read('lead', `?asOf=${asOf}`)).toEqual(before)
    expect((await read('lead')).total.withEvent).toBe(0)
    expect(before.total.withEvent).toBe(1)
  })

  test('have a page, in English and Spanish', async () => {
    const session = createSession('https://concord.example')
    const pages = createConsoleRoutes({ ...clinic.deps, session } as never)
    const see = async (who: string, locale: string) => {
      const reply = await pages.request(`/console/studies/${STUDY}/analyses/adverse-events`, {
        headers: { cookie: `__Host-concord-session=${who}`, 'accept-language': locale },
      })
      return (await reply.text()).replaceAll(/<[^>]+>/g, ' ')
    }
    const english = await see('lead', 'en')
    expect(english).toContain('1 of 2 treated participants had at least one event; 1 had a serious one')
    expect(english).toContain('Nausea')
    expect(await see('coordinator-harbor', 'es')).toContain('Náuseas')
    expect(await see('coordinator-mesa', 'en')).not.toContain('Harbor Clinic 1 of 1')
  })
})
