import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { slowUnknownLinks } from '../../../functions/participant-page/slow-unknown-links.ts'
import { ProblemError } from '../../../functions/platform/core/problem-error.ts'
import { responseProblems } from '../../../web/api/problems/response-problems.ts'

const GUESSES = 60

/** Every link opens nothing; one of them was made by us. */
function openPages() {
  const tried: string[] = []
  const app = new Hono()
  const deps = {
    clock: { now: () => ({ epochMilliseconds: 0 }) },
    log: { info: () => {}, error: () => {} },
    links: { verifyToken: async (token: string) => (token === 'ours' ? {} : undefined) },
    wait: async () => {},
  } as unknown as Parameters<typeof slowUnknownLinks>[0]
  app.use('/s/:token', slowUnknownLinks(deps) as never)
  app.get('/s/:token', (c) => {
    tried.push(c.req.param('token'))
    throw new ProblemError(responseProblems.unknownLink)
  })
  app.onError((_error, c) => c.body(null, 500))
  return { tried, get: (token: string) => app.request(`/s/${token}`) }
}

test('an address that guessed too often has a forged link tried no more, and one that we made still', async () => {
  const { tried, get } = openPages()
  for (let guess = 0; guess < GUESSES; guess += 1) await get(`forged-${guess}`)
  expect(tried).toHaveLength(GUESSES)
  await get('forged-again')
  await get('ours')
  expect(tried.slice(GUESSES)).toEqual(['ours'])
})
