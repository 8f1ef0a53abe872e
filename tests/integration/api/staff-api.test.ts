import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formatCanonicalJson } from '../../../surveys/values/canonical.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { failingInputsNote, hasFailingInputs, readFailingInput } from '../../support/failing-inputs.ts'

let clinic: Clinic
let ours: string
let theirs: string

const PARTICIPANTS = `/api/studies/${STUDY}/participants`
const ENROLMENT = { site: 'harbor', phone: '+12025550123', locale: 'en', smsConsent: true }
const TREATMENT = {
  ...{ kind: 'ketamine-infusion', givenAt: '2026-03-01T10:00:00Z' },
}

beforeAll(async () => {
  clinic = await openClinic()
  ours = await clinic.enrol('harbor')
  theirs = await clinic.enrol('mesa', '+12025550124')
})

async function everything(): Promise<string> {
  const { tables } = clinic
  const all = await Promise.all([tables.study, tables.contacts, tables.audit].map(tables.everything))
  return formatCanonicalJson(all)
}

const readRoutes = (participant: string) => [
  `${PARTICIPANTS}/${participant}`,
  `${PARTICIPANTS}/${participant}/assessments`,
  `${PARTICIPANTS}/${participant}/treatments`,
  `${PARTICIPANTS}/${participant}/scores`,
]

describe('who may', () => {
  test('no token is 401 on every route of a study, known or not', async () => {
    for (const path of [
      `/api/studies/${STUDY}`,
      '/api/studies/no-such-study',
      PARTICIPANTS,
      `/api/studies/${STUDY}/analyses/responder-rate?definition=pain-relief-30&timepoint=week-4`,
      ...readRoutes(ours),
    ]) {
      const reply = await clinic.apiConfirmed(undefined, 'GET', path)
      expect(reply.status, path).toBe(401)
      expect(reply.headers.get('content-type')).toBe('application/problem+json')
      expect(reply.headers.get('www-authenticate')).toBe('Bearer')
    }
    expect((await clinic.apiConfirmed(undefined, 'POST', PARTICIPANTS, ENROLMENT)).status).toBe(401)
    expect(
      (await clinic.apiConfirmed(undefined, 'POST', `${PARTICIPANTS}/${ours}/treatments`, TREATMENT)).status,
    ).toBe(401)
  })

  test('another clinic’s participant is 404 on every route, just as one who does not exist', async () => {
    const before = await everything()
    for (const absent of [
      theirs,
      'mesa-00000000',
      'harbor-00000000',
      'nowhere-00000000',
      'x',
      '..',
      '%2e%2e',
    ])
      for (const path of readRoutes(absent))
        expect((await clinic.apiConfirmed('coordinator-harbor', 'GET', path)).status, path).toBe(404)
    for (const [path, body] of [
      [`${PARTICIPANTS}/${theirs}/treatments`, TREATMENT],
      [PARTICIPANTS, { ...ENROLMENT, site: 'mesa' }],
      [PARTICIPANTS, { ...ENROLMENT, site: 'no-such-site' }],
    ] as const)
      expect((await clinic.apiConfirmed('coordinator-harbor', 'POST', path, body)).status).toBe(404)
    expect((await clinic.apiConfirmed('coordinator-harbor', 'GET', `${PARTICIPANTS}?site=mesa`)).status).toBe(
      404,
    )
    expect(await everything()).toBe(before)
  })

  test('a list holds the own site’s participants only, and a cursor of another site brings none of its', async () => {
    for (const [query, listed] of [
      ['', [ours]],
      ['?site=harbor', [ours]],
      ['?cursor=aaaa-00000000', [ours]],
      // It lies behind everyone of the own site.
      [`?cursor=${theirs}`, []],
    ] as const) {
      const reply = await clinic.apiConfirmed('coordinator-harbor', 'GET', `${PARTICIPANTS}${query}`)
      expect(reply.status).toBe(200)
      const { participants } = (await reply.json()) as { participants: { participant: string }[] }
      expect(
        participants.map(({ participant }) => participant),
        query,
      ).toEqual(listed)
    }
  })

  test('someone of no study, and someone of this study who asks for another, are told nothing', async () => {
    for (const path of [`/api/studies/${STUDY}`, PARTICIPANTS, ...readRoutes(ours)])
      expect((await clinic.apiConfirmed('stranger', 'GET', path)).status).toBe(404)
    expect(
      (await clinic.apiConfirmed('coordinator-harbor', 'GET', '/api/studies/another-study')).status,
    ).toBe(404)
    expect((await clinic.apiConfirmed('stranger', 'POST', PARTICIPANTS, ENROLMENT)).status).toBe(404)
  })

  test('a study lead without a site reads the study and its outcomes, but no participant', async () => {
    expect((await clinic.apiConfirmed('lead', 'GET', `/api/studies/${STUDY}`)).status).toBe(200)
    const outcomes = `/api/studies/${STUDY}/analyses/responder-rate?definition=pain-relief-30&timepoint=week-4`
    expect((await clinic.apiConfirmed('lead', 'GET', outcomes)).status).toBe(200)
    for (const path of readRoutes(ours))
      expect((await clinic.apiConfirmed('lead', 'GET', path)).status).toBe(404)
  })
})

const enrolling = { path: () => PARTICIPANTS, good: ENROLMENT }
const treating = { path: () => `${PARTICIPANTS}/${ours}/treatments`, good: TREATMENT }

describe.each([
  ['enrolling', enrolling, ['site', 'phone', 'locale', 'smsConsent']],
  ['recording a treatment', treating, ['kind', 'givenAt']],
] as const)('%s refuses', (_name, { path, good }, required) => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    clinic.apiConfirmed('coordinator-harbor', 'POST', path(), body, headers)

  async function expectFault(body: unknown, pointer: string): Promise<void> {
    const reply = await post(body)
    expect(reply.status, JSON.stringify(body)).toBe(422)
    expect(reply.headers.get('content-type')).toBe('application/problem+json')
    const { errors } = (await reply.json()) as { errors: { pointer: string }[] }
    expect(errors.map((error) => error.pointer)).toContain(pointer)
  }

  test('each field that is missing, empty or of another type, by its name, and stores nothing', async () => {
    const before = await everything()
    for (const field of required) {
      const { [field]: _left, ...without } = good as Record<string, unknown>
      await expectFault(without, `/${field}`)
      for (const wrong of ['', null, 7, [], {}]) await expectFault({ ...good, [field]: wrong }, `/${field}`)
    }
    await expectFault({ ...good, extra: 'the private thing' }, '')
    for (const body of [[], 'text', 5, null]) await expectFault(JSON.stringify(body), '')
    expect(await everything()).toBe(before)
  })

  test('broken JSON, another content type and a body that is too large', async () => {
    const before = await everything()
    expect((await post('{"site":')).status).toBe(400)
    expect((await post(JSON.stringify({ ...good, name: '\ud800' }))).status).toBe(422)
    expect((await post('')).status).toBe(400)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])
      expect((await post(JSON.stringify(good), { 'content-type': type })).status, type).toBe(415)
    const large = await post({ ...good, name: 'x'.repeat(1_000_000) })
    expect(large.status).toBe(413)
    expect(large.headers.get('content-type')).toBe('application/problem+json')
    expect(await everything()).toBe(before)
  })

  test('without repeating what was sent', async () => {
    const secret = 'A-very-private-thing'
    for (const field of [...required, secret]) {
      const reply = await post({ ...good, [field]: secret })
      expect(reply.status).toBeGreaterThanOrEqual(400)
      expect(await reply.text()).not.toContain(secret)
    }
    expect(JSON.stringify(clinic.log)).not.toContain(secret)
  })
})

describe('enrolling', () => {
  test.each([
    ['a national number', { phone: '2025550123' }, '/phone'],
    ['a number that cannot be', { phone: '+1202555' }, '/phone'],
    ['a number with words behind it', { phone: '+12025550123;DROP' }, '/phone'],
    ['a country that the study does not text', { phone: '+442079460000' }, '/phone'],
    ['a premium-rate number', { phone: '+1 900 555 0124' }, '/phone'],
    ['a toll-free number', { phone: '+1 888 555 0124' }, '/phone'],
    ['a number of an area code that is not assigned', { phone: '+1 999 555 0123' }, '/phone'],
    ['an unknown time zone', { timeZone: 'Mars/Olympus' }, '/timeZone'],
    ['a time zone that is no place', { timeZone: 'EST' }, '/timeZone'],
    ['an offset for a time zone', { timeZone: 'Etc/GMT+5' }, '/timeZone'],
    ['a time zone in other letters', { timeZone: 'america/new_york' }, '/timeZone'],
    ['an arm that the study does not have', { arm: 'no-such-arm' }, '/arm'],
  ])('refuses %s', async (_name, part, pointer) => {
    const before = await everything()
    const reply = await clinic.postEnrolment({ ...ENROLMENT, ...part })
    expect(reply.status).toBe(422)
    expect(await reply.json()).toMatchObject({ errors: [{ pointer }] })
    expect(await everything()).toBe(before)
  })

  test.skipIf(!hasFailingInputs)(
    `refuses the premium-rate number of the failing inputs, as one that cannot be texted${failingInputsNote}`,
    async () => {
      const { _comment, ...body } = JSON.parse(readFailingInput('enrol-premium-number.json'))
      const reply = await clinic.postEnrolment(body)
      expect(reply.status).toBe(422)
      expect(await reply.json()).toMatchObject({ errors: [{ pointer: '/phone', code: 'cannot-be-texted' }] })
      await clinic.tick()
      expect(clinic.texts.filter(({ to }) => to.startsWith('+1900'))).toEqual([])
    },
  )

  test('with an idempotency key is the same participant however often it is sent', async () => {
    const own = { ...ENROLMENT, phone: '+12025550142' }
    const send = (body: typeof own, key = 'enrol-1') => clinic.postEnrolment(body, key)
    expect((await send(own, 'not a key!')).status).toBe(422)
    const replies = await Promise.all(Array.from({ length: 5 }, () => send(own)))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201])
    const bodies = (await Promise.all(replies.map((reply) => reply.json()))) as { participant: string }[]
    expect(new Set(bodies.map(({ participant }) => participant)).size).toBe(1)
    expect((await send({ ...own, phone: '+12025550199' })).status).toBe(409)
    const { participant } = bodies[0] ?? { participant: '' }
    const entries = await clinic.audit.listChain(`${STUDY}#${participant}`)
    expect(entries.filter(({ action }) => action === 'participant.enrolled')).toHaveLength(1)
  })

  test('keeps the name and the number in the Contacts table alone', async () => {
    const body = { ...ENROLMENT, phone: '+12025550177', name: 'Only For Contacts' }
    const reply = await clinic.postEnrolment(body)
    expect(reply.status).toBe(201)
    expect(await reply.text()).not.toMatch(/2025550177|Only For/)
    const { tables } = clinic
    expect(JSON.stringify(await tables.everything(tables.contacts))).toContain('+12025550177')
    for (const table of [tables.study, tables.audit])
      expect(JSON.stringify(await tables.everything(table))).not.toMatch(/2025550177|Only For/)
    expect(JSON.stringify(clinic.log)).not.toMatch(/2025550177|Only For/)
  })
})

describe('recording a treatment', () => {
  const treat = (participant: string, body: unknown) =>
    clinic.apiConfirmed('coordinator-harbor', 'POST', `${PARTICIPANTS}/${participant}/treatments`, body)

  test('refuses one of an unknown kind, too far ahead, and too far back to be meant', async () => {
    expect((await treat(ours, { ...TREATMENT, givenAt: '1900-01-01T00:00:00Z' })).status).toBe(422)
    expect((await treat(ours, { ...TREATMENT, kind: 'acupuncture' })).status).toBe(422)
    expect((await treat(ours, { ...TREATMENT, givenAt: '2027-03-04T15:00:00Z' })).status).toBe(422)
  })

  test('starts the follow-ups once, whatever is sent twice or at the same time', async () => {
    const participant = await clinic.enrol('harbor', '+12025550188')
    const replies = await Promise.all([1, 2, 3].map(() => treat(participant, TREATMENT)))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 201])
    const second = await treat(participant, { ...TREATMENT, givenAt: '2026-03-02T12:00:00+01:00' })
    expect(second.status).toBe(201)
    const list = await clinic.apiConfirmed(
      'coordinator-harbor',
      'GET',
      `${PARTICIPANTS}/${participant}/treatments`,
    )
    expect(await list.json()).toMatchObject({
      treatments: [{ givenAt: '2026-03-01T10:00:00.000Z' }, { givenAt: '2026-03-02T11:00:00.000Z' }],
    })
    const reply = await clinic.apiConfirmed(
      'coordinator-harbor',
      'GET',
      `${PARTICIPANTS}/${participant}/assessments`,
    )
    const { assessments } = (await reply.json()) as { assessments: { timepoint: string }[] }
    // In the order of time, not of the alphabet.
    expect(assessments.map(({ timepoint }) => timepoint)).toEqual([
      ...['baseline', 'week-1', 'week-4', 'week-12', 'week-24'],
    ])
    // Nothing that would open a participant's link.
    for (const { timepoint } of assessments) {
      const survey = { ...clinic.participantScope('harbor', participant), timepoint, generation: 0 }
      expect(JSON.stringify(assessments)).not.toContain(clinic.links.createSurveyToken(survey))
    }
  })
})

describe('correcting a treatment', () => {
  const VOIDING = { reason: 'not-given', confirm: ['cancels-assessments'] }
  const path = (participant: string, givenAt: string) =>
    `${PARTICIPANTS}/${participant}/treatments/${TREATMENT.kind}/${encodeURIComponent(givenAt)}`
  const opens = async (participant: string) => {
    const reply = await clinic.apiConfirmed(
      'coordinator-harbor',
      'GET',
      `${PARTICIPANTS}/${participant}/assessments`,
    )
    const { assessments } = (await reply.json()) as {
      assessments: { timepoint: string; opensAt: string; state: string }[]
    }
    return assessments.find(({ timepoint }) => timepoint === 'week-1')
  }
  const given = '2026-03-01T10:00:00.000Z'
  let participant = ''
  beforeEach(async () => {
    participant = await clinic.enrol('harbor', '+12025550189')
    await clinic.apiConfirmed(
      'coordinator-harbor',
      'POST',
      `${PARTICIPANTS}/${participant}/treatments`,
      TREATMENT,
    )
  })

  test('is refused to another site, to a lead, and for a treatment that is not there', async () => {
    const body = { givenAt: '2026-02-27T10:00:00Z' }
    for (const [user, status] of [
      ['coordinator-mesa', 404],
      ['lead', 404],
      [undefined, 401],
    ] as const) {
      for (const [step, asked] of [
        ['void', VOIDING],
        ['restore', {}],
      ] as const)
        expect(
          (await clinic.apiConfirmed(user, 'POST', `${path(participant, given)}/${step}`, asked)).status,
        ).toBe(status)
      expect((await clinic.apiConfirmed(user, 'POST', `${path(participant, given)}/move`, body)).status).toBe(
        status,
      )
    }
    const move = (to: unknown, from = given) =>
      clinic.apiConfirmed('coordinator-harbor', 'POST', `${path(participant, from)}/move`, to)
    expect((await move(body, '2026-01-01T10:00:00Z')).status).toBe(404)
    expect((await move(body, 'yesterday')).status).toBe(404)
    expect((await move({ givenAt: '2028-04-01T10:00:00Z' })).status).toBe(422)
    expect((await move({ givenAt: 'yesterday' })).status).toBe(422)
    const tooFine = '2026-03-01T10:00:00.1234567890Z'
    expect((await move({ givenAt: tooFine })).status).toBe(422)
    expect((await move(body, tooFine)).status).toBe(404)
    const voidFine = `${path(participant, tooFine)}/void`
    expect((await clinic.apiConfirmed('coordinator-harbor', 'POST', voidFine, VOIDING)).status).toBe(404)
    expect((await opens(participant))?.opensAt).toBe('2026-03-08T13:00:00.000Z')
  })

  test('moves what counts from it, once, however often it is sent', async () => {
    const move = () =>
      clinic.apiConfirmed('coordinator-harbor', 'POST', `${path(participant, given)}/move`, {
        givenAt: '2026-02-27T10:00:00Z',
      })
    const replies = await Promise.all([move(), move(), move()])
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await opens(participant))?.opensAt).toBe('2026-03-06T14:00:00.000Z')
  })

  test('voided, it cancels what followed from it; recorded again, it brings it back', async () => {
    const voidTreatment = () =>
      clinic.apiConfirmed('coordinator-harbor', 'POST', `${path(participant, given)}/void`, VOIDING)
    const replies = await Promise.all([voidTreatment(), voidTreatment()])
    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    expect(await replies[0]?.json()).toMatchObject({ treatments: [], voided: [{ reason: 'not-given' }] })
    expect((await opens(participant))?.state).toBe('cancelled')
    await clinic.apiConfirmed(
      'coordinator-harbor',
      'POST',
      `${PARTICIPANTS}/${participant}/treatments`,
      TREATMENT,
    )
    expect((await opens(participant))?.state).toBe('scheduled')
  })

  test('two at once both count: one recorded while another is taken back', async () => {
    const other = { ...TREATMENT, givenAt: '2026-02-25T10:00:00Z' }
    await Promise.all([
      clinic.apiConfirmed('coordinator-harbor', 'POST', `${path(participant, given)}/void`, VOIDING),
      clinic.apiConfirmed('coordinator-harbor', 'POST', `${PARTICIPANTS}/${participant}/treatments`, other),
    ])
    expect(await opens(participant)).toMatchObject({
      opensAt: '2026-03-04T14:00:00.000Z',
      state: 'scheduled',
    })
  })
})

describe('changing a participant', () => {
  test('refuses nothing to change, an unknown zone, a language that is not offered, and another site', async () => {
    const participant = await clinic.enrol('harbor', '+12025550190')
    const patch = (body: unknown, user = 'coordinator-harbor') =>
      clinic.apiConfirmed(user, 'PATCH', `${PARTICIPANTS}/${participant}`, body)
    for (const body of [
      {},
      { timeZone: 'Mars/Base' },
      { textAt: '25:00' },
      { textAt: '21:30' },
      { textAt: '08:59' },
      { name: 'x' },
    ])
      expect((await patch(body)).status).toBe(422)
    expect((await patch({ locale: 'fr' })).status).toBe(422)
    expect((await patch({ textAt: '10:00' }, 'coordinator-mesa')).status).toBe(404)
  })

  test('serves them in their new zone, at the hour that they like', async () => {
    const participant = await clinic.enrol('harbor', '+12025550161')
    await clinic.apiConfirmed(
      'coordinator-harbor',
      'POST',
      `${PARTICIPANTS}/${participant}/treatments`,
      TREATMENT,
    )
    const body = { timeZone: 'America/Los_Angeles', textAt: '18:00' }
    const reply = await clinic.apiConfirmed(
      'coordinator-harbor',
      'PATCH',
      `${PARTICIPANTS}/${participant}`,
      body,
    )
    expect(await reply.json()).toMatchObject(body)
    const list = await clinic.apiConfirmed(
      'coordinator-harbor',
      'GET',
      `${PARTICIPANTS}/${participant}/assessments`,
    )
    const { assessments } = (await list.json()) as { assessments: { timepoint: string; opensAt: string }[] }
    // The clocks go forward on the morning of the eighth.
    expect(assessments.find(({ timepoint }) => timepoint === 'week-1')?.opensAt).toBe(
      '2026-03-08T16:00:00.000Z',
    )
    const cleared = await clinic.apiConfirmed(
      'coordinator-harbor',
      'PATCH',
      `${PARTICIPANTS}/${participant}`,
      {
        textAt: null,
      },
    )
    expect(await cleared.json()).not.toHaveProperty('textAt')
  })
})

describe('lists', () => {
  test('page through every participant once, and refuse a page size out of range', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const reply = await clinic.apiConfirmed('coordinator-harbor', 'GET', `${PARTICIPANTS}?limit=2${cursor}`)
      const page = (await reply.json()) as { participants: { participant: string }[]; next: string | null }
      expect(page.participants.length).toBeLessThanOrEqual(2)
      seen.push(...page.participants.map(({ participant }) => participant))
      cursor = page.next ? `&cursor=${page.next}` : ''
    } while (cursor)
    const whole = await clinic.apiConfirmed('coordinator-harbor', 'GET', `${PARTICIPANTS}?limit=200`)
    const { participants } = (await whole.json()) as { participants: { participant: string }[] }
    expect(seen).toEqual(participants.map(({ participant }) => participant))
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThan(3)
    for (const limit of ['0', '201', 'x', '1.5', ''])
      expect(
        (await clinic.apiConfirmed('coordinator-harbor', 'GET', `${PARTICIPANTS}?limit=${limit}`)).status,
      ).toBe(422)
  })
})

describe('instruments', () => {
  test('are public, immutable and revalidated by their hash', async () => {
    const list = await clinic.apiConfirmed(undefined, 'GET', '/api/instruments')
    expect(list.status).toBe(200)
    const reply = await clinic.apiConfirmed(undefined, 'GET', '/api/instruments/peg/1.0.0')
    expect(reply.headers.get('cache-control')).toContain('immutable')
    const etag = reply.headers.get('etag') ?? ''
    expect(etag).toContain(clinic.deps.instruments.findInstrument('peg@1.0.0')?.hash)
    const again = await clinic.apiConfirmed(undefined, 'GET', '/api/instruments/peg/1.0.0', undefined, {
      'if-none-match': etag,
    })
    expect(again.status).toBe(304)
    for (const path of ['/api/instruments/peg/9.0.0', '/api/instruments/none/1.0.0'])
      expect((await clinic.apiConfirmed(undefined, 'GET', path)).status).toBe(404)
  })
})

test.each(['application/json ; charset=utf-8', 'application/json;', 'APPLICATION/JSON; charset=UTF-8'])(
  'a body of type “%s” is JSON',
  async (type) => {
    const body = { ...ENROLMENT, distinctFrom: [ours] }
    const reply = await clinic.apiConfirmed('coordinator-harbor', 'POST', PARTICIPANTS, body, {
      ...{ 'content-type': type, 'idempotency-key': 'typed' },
    })
    expect([200, 201]).toContain(reply.status)
  },
)
