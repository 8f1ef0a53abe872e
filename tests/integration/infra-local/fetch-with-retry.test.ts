import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { fetchWithRetry } from '../../../infra/local/demo/fetch-with-retry.ts'

const server = createServer()
let asked = 0
afterEach(() => {
  server.closeAllConnections()
  server.close()
  server.removeAllListeners('request')
  asked = 0
})

async function answering(reply: (attempt: number) => number | 'drop'): Promise<string> {
  server.on('request', (_, response) => {
    asked += 1
    const status = reply(asked)
    if (status === 'drop') response.destroy()
    else response.writeHead(status).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

test('asks again after a dropped connection and after a 503', async () => {
  const url = await answering((attempt) => (attempt === 1 ? 'drop' : attempt === 2 ? 503 : 200))
  expect((await fetchWithRetry(url)).status).toBe(200)
  expect(asked).toBe(3)
})

test('does not repeat what was refused', async () => {
  const url = await answering(() => 422)
  expect((await fetchWithRetry(url)).status).toBe(422)
  expect(asked).toBe(1)
})
