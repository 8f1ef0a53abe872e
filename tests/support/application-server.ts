import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

type Application = { request(path: string, init: RequestInit): Response | Promise<Response> }

/** A Hono app behind a port of this machine, for a browser to visit. Where it needs to know its address, it is built from it. */
export async function serveApplication(
  app: Application | ((url: string) => Application),
): Promise<{ readonly url: string; readonly close: () => void }> {
  let served: Application | undefined
  const server = createServer(async (request, response) => {
    const body = request.method === 'POST' ? await new Response(request as never).text() : null
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers))
      if (typeof value === 'string') headers.set(name, value)
    const init = { method: request.method ?? 'GET', headers, body }
    const reply = await served?.request(request.url ?? '/', init)
    response.writeHead(reply?.status ?? 503, Object.fromEntries(reply?.headers ?? []))
    response.end(await reply?.text())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  served = typeof app === 'function' ? app(url) : app
  return { url, close: () => server.close() }
}
