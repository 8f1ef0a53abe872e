import { createServer } from 'node:http'
import { type ListeningServer, listen } from '../../../infra/local/runtime/listen.ts'

/** A bare node:http server that answers JSON with JSON, 201, or 500 with what went wrong. */
export async function serveJson(answer: (body: unknown) => Promise<unknown>): Promise<ListeningServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      void (async () => answer(JSON.parse(Buffer.concat(chunks).toString())))().then(
        (reply) => {
          response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(reply))
        },
        (error: unknown) => response.writeHead(500).end(String(error)),
      )
    })
  })
  return await listen(server, 0)
}
