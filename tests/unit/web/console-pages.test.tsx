import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import { ResponderRatePage } from '../../../web/console/analyses.ts'
import {
  ConsoleProblemPage,
  consoleContentSecurityPolicy,
  FirstRunPage,
  ParticipantPage,
  ParticipantsPage,
  SignInPage,
} from '../../../web/console/index.ts'
import { frame, participantsView, participantView, responderRate } from '../../support/console-views.ts'

const HOSTILE = `"><script>alert('x')</script>`
const outcomes = (change: Partial<ResponderRateReply> = {}) =>
  String(
    <ResponderRatePage frame={frame} {...responderRate} result={{ ...responderRate.result, ...change }} />,
  )

describe('every page of the console', () => {
  it('runs no script and is allowed by the policy', () => {
    for (const page of [
      <SignInPage locale="en" address="/console/sign-in" signInHref="/console/sign-in?go" />,
      <FirstRunPage frame={frame} />,
      <ConsoleProblemPage locale="en" problem="busy" />,
      <ParticipantsPage frame={frame} view={participantsView} />,
      <ParticipantPage frame={frame} view={participantView} />,
      <ResponderRatePage frame={frame} {...responderRate} />,
    ]) {
      const html = String(page)
      expect(html).not.toMatch(/<script|\son[a-z]+=|\sstyle=/)
      const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ''
      const hash = createHash('sha256').update(style).digest('base64')
      expect(consoleContentSecurityPolicy).toContain(`style-src 'sha256-${hash}'`)
    }
  })

  it('never lets a name become markup', () => {
    const named = {
      ...frame,
      member: { ...frame.member, name: HOSTILE },
      study: { id: HOSTILE, title: HOSTILE },
    }
    expect(
      String(<ParticipantPage frame={named} view={{ ...participantView, arm: HOSTILE }} />),
    ).not.toContain('<script')
    expect(String(<ResponderRatePage frame={named} {...responderRate} />)).not.toContain('<script')
  })
})

describe('the worklist', () => {
  it('says each state in words, and calls an open one past its due date overdue', () => {
    const page = String(<ParticipantsPage frame={frame} view={participantsView} />)
    for (const words of [
      'Completed',
      'Missed',
      'Overdue',
      'Due now',
      'Not due yet',
      'Not scheduled',
      '1 open safety alert',
    ])
      expect(page).toContain(words)
  })

  it('offers the next page and other clinics only where there are any', () => {
    const last = { ...participantsView, next: null, sites: participantsView.sites.slice(0, 1) }
    const page = String(<ParticipantsPage frame={frame} view={last} />)
    expect(page).not.toContain('rel="next"')
    expect(page).not.toContain('<select name="site"')
    expect(String(<ParticipantsPage frame={frame} view={participantsView} />)).toContain('cursor=harbor-zz')
  })

  it('of a clinic without participants says how to start', () => {
    const empty = { ...participantsView, rows: [], next: null }
    expect(String(<ParticipantsPage frame={frame} view={empty} />)).toContain(
      'No participants are enrolled at this clinic yet',
    )
  })
})

describe('a participant', () => {
  it('shows why it was missed or late to everybody, and the form for it to coordinators', () => {
    const renderForRole = (role: 'coordinator' | 'lead') =>
      String(
        <ParticipantPage frame={{ ...frame, member: { ...frame.member, role } }} view={participantView} />,
      )
    for (const page of [renderForRole('coordinator'), renderForRole('lead')]) {
      expect(page).toContain('Too ill, or related to their condition')
      expect(page).toContain('Not recorded')
      expect(page).toContain('<span class="tag">late</span>')
    }
    expect(
      renderForRole('coordinator').match(/<form class="pick" method="post" action="[^"]*\/reason"/g),
    ).toHaveLength(2)
    expect(renderForRole('coordinator')).toMatch(/<option value="too-ill" selected[^>]*>/)
    expect(renderForRole('lead')).not.toMatch(/<form class="pick"/)
  })

  it('has open alerts, verdicts with their reason, and missing scores said as missing', () => {
    const page = String(<ParticipantPage frame={frame} view={participantView} />)
    expect(page).toContain('Nobody has taken this alert yet')
    expect(page).toContain('Not scorable: Too many unanswered questions')
    expect(page).toContain('Too early: the response has not lasted long enough yet')
    expect(page).toContain('−2.7')
  })

  it('says the state of an alert that was taken in the language of the page', () => {
    const alerts = participantView.alerts.map((alert) => ({ ...alert, state: 'acknowledged' as const }))
    const page = (locale: string) =>
      String(<ParticipantPage frame={{ ...frame, locale }} view={{ ...participantView, alerts }} />)
    expect(page('en')).toContain(': taken.')
    expect(page('es')).toContain(': asumida.')
  })

  it('without scores, treatments or assessments is a page all the same', () => {
    const bare = { ...participantView, scales: [], treatments: [], verdicts: [], alerts: [], assessments: [] }
    const page = String(<ParticipantPage frame={frame} view={bare} />)
    expect(page).toContain('No treatments recorded yet')
    expect(page).not.toContain('NaN')
  })
})

describe('the outcomes', () => {
  it('mark a candidate definition as unconfirmed', () => {
    expect(outcomes()).toContain('Unconfirmed: this is a candidate, not an established definition.')
    expect(outcomes({ evidence: 'established' })).not.toContain('Unconfirmed')
  })

  it('show no number of a suppressed clinic, and offer the same as CSV', () => {
    expect(outcomes()).toContain('suppressed')
    expect(outcomes()).toMatch(
      /definition=lasting-pain-relief-candidate&amp;timepoint=week-12&amp;[^"]*format=spreadsheet"/,
    )
  })

  it('say in words what the rate is a rate of, and give every denominator', () => {
    const page = outcomes()
    expect(page).toContain('out of everyone treated at least once whose assessment window has closed')
    expect(page).toContain('Counted as not met: death, withdrawal for lack of benefit')
    expect(page).toContain('Exploratory: one of 90 combinations')
    for (const words of ['missing is not met (main rate)', 'possibly biased', 'Worst case', 'Best case'])
      expect(page).toContain(words)
    expect(page).toContain(
      '12 participants imputed 20 times under missing at random; Monte Carlo error 0.3%.',
    )
  })

  it('say why there is no rate', () => {
    expect(outcomes({ noRate: 'too-early' })).toContain('Too early for a rate')
  })

  it('say why clinics are not pooled', () => {
    const page = outcomes({ pooled: { kind: 'not-pooled', reason: 'fewer-than-three-sites' } })
    expect(page).toContain('Not pooled: fewer than three clinics can be shown.')
  })

  it('before anybody has answered say so instead of drawing an empty plot', () => {
    const nothing = {
      kind: 'shown',
      counts: { notYetDue: 3, due: 0, observed: 0, met: 0, observedMet: 0, bestMet: 0 },
      rate: null,
      interval: null,
    } as const
    const page = outcomes({
      sites: [{ ...nothing, site: 'harbor', name: 'Harbor Clinic' }],
      pooled: { kind: 'not-pooled', reason: 'no-rate' },
      ...{ noRate: 'nobody-due', failedBy: [], missing: [] },
      rates: { primary: null, observed: null, worst: null, best: null },
    })
    expect(page).toContain('No one’s assessment window has closed at this timepoint yet.')
    expect(page).not.toContain('<svg')
  })
})
