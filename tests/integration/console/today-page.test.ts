import { beforeEach, describe, expect, test } from 'vitest'
import { createApiCall } from '../../../functions/api/api-client.ts'
import { callingConsole } from '../../../functions/console/calling-console.ts'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const PHONE = '+12025550123'
const ORIGIN = 'https://concord.example'
const LIST = `/console/studies/${STUDY}/worklist`

let clinic: Clinic
let participant: string
let pages: ReturnType<typeof callingConsole>

beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00.000Z')
  participant = await clinic.enrol('harbor', PHONE)
  await clinic.tick()
  await clinic.receive(PHONE, 'STOP')
  pages = callingConsole({
    ...clinic.deps,
    callApi: createApiCall(clinic.deps),
    session: createSession(ORIGIN),
  })
})

const cookie = (who: string) => ({ cookie: `__Host-concord-session=${who}` })
const see = async (path = LIST, who = 'coordinator-harbor') => {
  const reply = await pages.request(path, { headers: cookie(who) })
  return { status: reply.status, text: await reply.text(), to: reply.headers.get('location') }
}
const post = async (
  step: string,
  fields: Record<string, string>,
  who = 'coordinator-harbor',
  origin = ORIGIN,
) => {
  const reply = await pages.request(`${LIST}/${participant}/${step}`, {
    method: 'POST',
    headers: { ...cookie(who), origin },
    body: new URLSearchParams(fields),
  })
  return { status: reply.status, to: reply.headers.get('location') ?? '' }
}
const key = 'k7f3m2p9k7f3m2p9'
/** PHQ-9 24, and nothing about self-harm. */
const SEVERE = Object.fromEntries(
  Object.entries(BASELINE_ANSWERS).map(([item, code]) => [
    item,
    item.startsWith('phq-9/') && item !== 'phq-9/self-harm' ? '3' : code,
  ]),
)
/** The places of the other items of the PHQ-9 in the baseline battery. */
const PHQ_PLACES = [7, 8, 9, 10, 11, 12, 13, 14]
const log = () => clinic.deps.contactLog.listBySite(clinic.scope('harbor'))

describe('refused', () => {
  test('without a session, or for whom it is no concern', async () => {
    expect((await pages.request(LIST)).status).toBe(303)
    expect((await see(`${LIST}?site=harbor`, 'coordinator-mesa')).status).toBe(404)
    expect((await see(`${LIST}?site=harbor`, 'lead')).status).toBe(404)
    expect((await post('call', { key, outcome: 'no-answer' }, 'coordinator-mesa')).status).toBe(404)
    expect(await log()).toEqual([])
  })

  test('from another site on the web', async () => {
    const forged = await post(
      'call',
      { key, outcome: 'no-answer' },
      'coordinator-harbor',
      'https://evil.example',
    )
    expect(forged.status).toBe(403)
    expect(await log()).toEqual([])
  })

  test.each<[string, Record<string, string>]>([
    ['call', {}],
    ['call', { key, outcome: '' }],
    ['call', { key, outcome: 'call-back' }],
    ['call', { key, outcome: 'declined', timepoint: '' }],
    ['call', { key, outcome: 'no-answer', timepoint: 'week-99' }],
    ['call', { key, outcome: 'call-back', callBackAt: 'tomorrow' }],
    ['alert', { alert: 'x', revision: '1', step: 'close', reason: '' }],
    ['interview', {}],
  ])('%s %j, with a word of why, and nothing is written', async (step, fields) => {
    expect((await post(step, fields)).to).toBe(`${LIST}?site=harbor&notice=refused#${participant}`)
    expect(await log()).toEqual([])
  })

  test('for what is not there', async () => {
    expect((await post('message', { message: 'x', note: 'Called.' })).status).toBe(404)
    expect((await post('reopen', { message: 'x' })).status).toBe(404)
    expect((await post('alert', { alert: 'x', revision: '1', step: 'acknowledge' })).status).toBe(404)
    expect((await post('interview', { timepoint: 'week-99' })).status).toBe(404)
    expect((await post('interview', { timepoint: 'week-1' })).status).toBe(404)
  })
})

describe('the page', () => {
  test('warns of a number on call that no alert reaches, and of no other', async () => {
    const phones = ['+12025550144', '+12025550145']
    await clinic.api('coordinator-harbor', 'PUT', `/api/studies/${STUDY}/sites/harbor/on-call`, { phones })
    expect((await see()).text).not.toContain('on-call list')
    await clinic.receive('+12025550145', 'STOP')
    expect((await see()).text).toContain('Alerts are not texted to +12025550145 on the on-call list')
  })

  test('says whom to call, why, and what was tried', async () => {
    const { text, status } = await see()
    expect(status).toBe(200)
    for (const words of [participant, PHONE, 'Opted out of texts, still in the study', '1 text, last'])
      expect(text).toContain(words)
    expect(text).not.toContain('<script')
  })

  test('says how many texts were not delivered', async () => {
    expect((await see()).text).not.toContain('none delivered')
    await clinic.deliver('TEXT_INVALID', clinic.texts[0])
    expect((await see()).text).toContain('none delivered')
  })

  test('takes a call down once, however often the button is pressed, and lets them go until tomorrow', async () => {
    const form = {
      key,
      outcome: 'no-answer',
      timepoint: 'baseline',
      text: 'rang <b>twice</b>',
      callBackAt: '',
    }
    const [first] = await Promise.all([post('call', form), post('call', form)])
    expect(first.to).toBe(`${LIST}?site=harbor&notice=saved#${participant}`)
    expect(await log()).toMatchObject([{ outcome: 'no-answer', timepoint: 'baseline' }])
    expect((await see(`${LIST}?notice=saved`)).text).toContain('No one needs a call right now')
    clinic.advance('P1D')
    expect((await see()).text).toContain('rang &lt;b&gt;twice&lt;/b&gt;')
  })

  test('reads the time to call back where the participant lives', async () => {
    await post('call', { key, outcome: 'call-back', timepoint: 'baseline', callBackAt: '2026-03-09T09:30' })
    expect(await log()).toMatchObject([{ callBackAt: '2026-03-09T13:30:00.000Z' }])
  })

  test('leads an alert from taken to closed, and says when it has changed', async () => {
    await clinic.receive(PHONE, 'I want to die')
    expect((await see()).text).toContain('Take this alert')
    const [alert] = await clinic.deps.alerts.listBySite(clinic.scope('harbor'))
    const seen = { alert: alert?.id ?? '', revision: '1' }
    expect((await post('alert', { ...seen, step: 'acknowledge' })).to).toContain('notice=saved')
    expect((await see()).text).toContain('Taken by coordinator-harbor')
    const close = { step: 'close', reason: 'contacted', note: 'spoke' }
    expect((await post('alert', { ...seen, ...close })).to).toContain('notice=alert-changed')
    expect((await post('alert', { ...seen, ...close, revision: '2' })).to).toContain('notice=saved')
    expect(
      await clinic.deps.alerts.find(clinic.participantScope('harbor', participant), seen.alert),
    ).toMatchObject({
      state: 'closed',
      closingReason: 'contacted',
    })
  })

  const seeInSpanish = async () => {
    const headers = { ...cookie('coordinator-harbor'), 'accept-language': 'es' }
    return (await pages.request(LIST, { headers })).text()
  }

  test('says that an alert about self-harm is to be taken now, and for how long it has been overdue', async () => {
    await clinic.receive(PHONE, 'I want to die')
    expect((await see()).text).toMatch(/Thoughts of self-harm[^<]*\. <strong[^>]*>Take now</)
    expect((await see()).text).not.toContain('Take by')
    clinic.advance('PT2H')
    expect((await see()).text).toContain('>Take now. Overdue by 2 hours<')
    clinic.advance('P3D')
    expect((await see()).text).toContain('>Take now. Overdue by 3 days (due Mar 2)<')
    expect(await seeInSpanish()).toContain('>Asumir ahora. Atrasada 3 días (vencía el 2 mar)<')
  })

  test('says until when to take any other alert, and then for how long it has been overdue', async () => {
    await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: SEVERE })
    expect((await see()).text).toMatch(/severe depression\. Take by Mar 3, 2026/)
    clinic.advance('P3D')
    expect((await see()).text).toContain('>Overdue by 2 days (due Mar 3)<')
    expect(await seeInSpanish()).toContain('>Atrasada 2 días (vencía el 3 mar)<')
  })

  test('shows a text that raised an alert beside it and nowhere else, until the alert is closed', async () => {
    await clinic.receive(PHONE, 'I want to <die>')
    const { text } = await see()
    expect(text.split('I want to &lt;die&gt;')).toHaveLength(2)
    expect(text).not.toContain('name="message"')
    expect((await see(`${LIST}?site=harbor`, 'coordinator-mesa')).text).not.toContain('&lt;die&gt;')
    const alert = /name="alert" value="([^"]+)"/.exec(text)?.[1] ?? ''
    await post('alert', { alert, revision: '1', step: 'acknowledge' })
    expect((await see()).text).toContain('I want to &lt;die&gt;')
    await post('alert', { alert, revision: '2', step: 'close', reason: 'contacted', note: 'Rang at once.' })
    expect((await see()).text).not.toContain('&lt;die&gt;')
  })

  test('shows texts that were read together, and counts all of them', async () => {
    await clinic.receive(PHONE, 'I want to')
    await clinic.receive(PHONE, 'die')
    expect((await see()).text).toMatch(/I want to .*die .*These texts were read together\./s)
    clinic.advance('PT1H')
    await clinic.receive(PHONE, 'kill me')
    expect((await see()).text).toMatch(/2 texts, last Mar 2, 2026, 11:00\sAM/)
  })

  test('says the score that raised an alert and the score now', async () => {
    const link = clinic.newestLink()
    for (const [place, code] of [...PHQ_PLACES.map((at) => [at, '3'] as const), [15, '0'] as const])
      expect((await clinic.postJson(`${link}/${place}`, { answer: code })).status).toBe(200)
    expect((await see()).text).toMatch(/: 24, Mar 2, 2026/)
    clinic.advance('PT1H')
    // To 22 and to 19: a score that falls raises nothing.
    await clinic.postJson(`${link}/7`, { answer: '1' })
    expect((await see()).text).toMatch(/: 24, Mar 2, 2026, 10:00\sAM; now 22</)
    await clinic.postJson(`${link}/8`, { answer: '0' })
    expect((await see()).text).toMatch(/: 24, Mar 2, 2026, 10:00\sAM; now 19</)
    await clinic.postJson(`${link}/8`, { skip: true })
    expect((await see()).text).toMatch(/: 24, Mar 2, 2026, 10:00\sAM; now /)
  })

  test('asks how a message was handled, takes it off, and brings it back', async () => {
    await clinic.receive(PHONE, 'START')
    await clinic.receive(PHONE, 'please ring me')
    const { text } = await see()
    expect(text).toContain('please ring me')
    const message = /name="message" value="([^"]+)"/.exec(text)?.[1] ?? ''
    for (const note of ['', '   ', undefined])
      expect((await post('message', { message, ...(note !== undefined && { note }) })).to).toContain(
        'notice=note-needed',
      )
    expect((await see(`${LIST}?notice=note-needed`)).text).toContain(
      'Say in a few words how the message was handled',
    )
    const note = 'Rang back, all is well.'
    expect((await post('message', { message, note })).to).toContain('notice=saved')
    // A double tap is the same; another note is not lost in silence.
    expect((await post('message', { message, note })).to).toContain('notice=saved')
    expect((await post('message', { message, note: 'Wrote back.' })).to).toContain('notice=message-changed')
    expect((await see()).text).not.toContain('please ring me')
    expect((await post('reopen', { message })).to).toContain('notice=saved')
    expect((await post('reopen', { message })).to).toContain('notice=saved')
    expect((await see()).text).toContain('please ring me')
  })

  test('opens the questions to be asked on the telephone', async () => {
    const { status, to } = await post('interview', { timepoint: 'baseline' })
    expect(status).toBe(303)
    expect(await (await clinic.page(to)).text()).toContain('On the telephone with')
  })

  test('is there in Spanish', async () => {
    const reply = await pages.request(LIST, {
      headers: { ...cookie('coordinator-harbor'), 'accept-language': 'es' },
    })
    expect(await reply.text()).toContain('Personas que necesitan una llamada o una respuesta')
  })
})

describe('the history of a participant', () => {
  const open = () =>
    callingConsole({ ...clinic.deps, callApi: createApiCall(clinic.deps), session: createSession(ORIGIN) })
  const path = (of = participant) => `/console/studies/${STUDY}/participants/${of}/history`
  const read = async (who: string, of = participant) => {
    const reply = await open().request(path(of), { headers: cookie(who) })
    return { status: reply.status, text: await reply.text() }
  }

  test('is shown to nobody whom it does not concern', async () => {
    expect((await open().request(path())).status).toBe(303)
    expect((await read('coordinator-mesa')).status).toBe(404)
    expect((await read('lead')).status).toBe(404)
    expect((await read('coordinator-harbor', 'harbor-00000000')).status).toBe(404)
  })

  test('shows who handled a message and how, offers to undo it, and shows that too', async () => {
    await clinic.receive(PHONE, 'please ring me')
    const message = /name="message" value="([^"]+)"/.exec((await see()).text)?.[1] ?? ''
    await post('message', { message, note: 'Rang back <b>today</b>' })
    const handled = (await read('coordinator-harbor')).text
    for (const words of [
      'please ring me',
      'Message marked as handled',
      'By coordinator-harbor',
      'Automatic reply',
    ])
      expect(handled).toContain(words)
    expect(handled).toContain('Rang back &lt;b&gt;today&lt;/b&gt;')
    expect(handled).toMatch(/action="[^"]+\/reopen"[^>]*><input type="hidden" name="message" value="[^"]+"/)
    await post('reopen', { message })
    const reopened = (await read('coordinator-harbor')).text
    expect(reopened).toContain('Message brought back to Today')
    expect(reopened).toContain('Rang back')
    expect(reopened).not.toContain('/reopen"')
  })

  test('names the alert that was sent, and who took it', async () => {
    await clinic.receive(PHONE, 'I want to die')
    await clinic.tick()
    await clinic.tick()
    const [alert] = await clinic.deps.alerts.listBySite(clinic.scope('harbor'))
    await post('alert', { alert: alert?.id ?? '', revision: String(alert?.revision), step: 'acknowledge' })
    const { text } = await read('coordinator-harbor')
    for (const words of [
      ...['Mentions self-harm', 'Crisis reply with help lines', 'Alert raised: Thoughts of self-harm'],
      ...['Alert texted to someone on the clinic’s on-call list', 'Alert taken: Thoughts of self-harm'],
    ])
      expect(text).toContain(words)
  })

  test('is in pages, newest first, and a page that is not there is said to be so', async () => {
    for (let n = 0; n < 60; n += 1) {
      clinic.advance('PT1M')
      await clinic.receive(PHONE, `thanks ${'!'.repeat(n)}`)
    }
    const { text } = await read('coordinator-harbor')
    const older = /href="([^"]+\?cursor=[^"]+)">Older entries/.exec(text)?.[1] ?? ''
    expect(text).not.toContain('Newest entries')
    const next = await open().request(older, { headers: cookie('coordinator-harbor') })
    const second = await next.text()
    expect(second).toContain('Newest entries')
    expect(second).toContain('Invitation: Before treatment')
    const lost = await open().request(`${path()}?cursor=message:x`, { headers: cookie('coordinator-harbor') })
    expect(lost.status).toBe(404)
  })

  test('says in words what became of each text and why, and who called', async () => {
    await clinic.deliver('TEXT_INVALID', clinic.texts[0])
    await clinic.receive(PHONE, 'START')
    await post('call', { key, outcome: 'no-answer', timepoint: 'baseline', text: 'rang twice' })
    for (let day = 0; day < 4; day += 1) {
      clinic.advance('P1D')
      if (day === 1) await clinic.receive(PHONE, 'STOP')
      await clinic.tick()
    }
    const { status, text } = await read('coordinator-harbor')
    expect(status).toBe(200)
    for (const words of [PHONE, 'Not delivered', 'the number does not exist', 'Opted out of texts with STOP'])
      expect(text).toContain(words)
    for (const words of [
      'Not sent',
      'STOP was texted from this number',
      'Before treatment',
      'No answer',
      'rang twice',
    ])
      expect(text).toContain(words)
    expect(text).not.toContain('TEXT_INVALID')
  })
})
