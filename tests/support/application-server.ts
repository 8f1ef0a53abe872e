import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

type Application = { request(path: string, init: RequestInit): Response | Promise<Response> }

/** A Hono app behind a port of this machine, for a browser to visit. */
export async function serveApplication(
  app: Application,
): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer(async (request, response) => {
    const body = request.method === 'POST' ? await new Response(request as never).text() : null
    const headers = { 'content-type': request.headers['content-type'] ?? '' }
    const reply = await app.request(request.url ?? '/', { method: request.method ?? 'GET', headers, body })
    response.writeHead(reply.status, Object.fromEntries(reply.headers))
    response.end(await reply.text())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  }
}
