import { expect, test } from 'vitest'
import { BASELINE_ANSWERS, openClinic, STUDY } from '../../support/clinic.ts'

const OF_STUDY = `/api/studies/${STUDY}`

test.each([
  ['America/New_York', 'America/Los_Angeles'],
  ['America/Los_Angeles', 'America/New_York'],
])(
  'who moves from %s to %s when the questions have come is not asked twice, and the link stays open',
  async (from, to) => {
    const clinic = await openClinic('2026-03-02T15:00:00.000Z')
    const send = (method: string, path: string, body: object) =>
      clinic.api('coordinator-harbor', method, `${OF_STUDY}/participants${path}`, body)
    const person = { site: 'harbor', phone: '+12025550123', locale: 'en', smsConsent: true, timeZone: from }
    const { participant } = (await (await clinic.postEnrolment(person)).json()) as { participant: string }
    await clinic.tick()
    await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
    const given = { kind: 'ketamine-infusion', givenAt: clinic.time.now.toString() }
    await send('POST', `/${participant}/treatments`, given)
    const before = clinic.texts.length
    const passHours = async (hours: number, until = () => false) => {
      for (let hour = 0; hour < hours && !until(); hour += 1) {
        clinic.advance('PT1H')
        await clinic.tick()
      }
    }
    await passHours(24 * 9, () => clinic.texts.length > before)
    const link = clinic.newestLink()

    expect((await send('PATCH', `/${participant}`, { timeZone: to })).status).toBe(200)
    expect((await clinic.postJson(`${link}/1`, { answer: '4' })).status).toBe(200)
    await passHours(24 * 9)
    const invitations = clinic.texts
      .slice(before)
      .filter(({ body }) => body.startsWith('Your clinic has some'))
    expect(invitations).toHaveLength(1)
  },
)
