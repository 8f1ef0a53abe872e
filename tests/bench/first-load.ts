import { get } from 'node:http'
import type { MeasuredServer } from './measured-server.ts'
import { enrol } from './surveys.ts'

/** What a browser fetches by itself because a page names it. */
const RESOURCE = /<(?:link|script|img|iframe|source|audio|video)\b[^>]*?\s(?:href|src)="(?!data:|#)([^"]+)"/g

/** Bytes and requests until a participant who opens their link sees the first page, compressed as on a phone. */
export async function measureFirstLoad(server: MeasuredServer): Promise<unknown> {
  const [link] = await enrol(server, 1)
  if (link === undefined) throw new Error('no link')
  const [plain, gzip, brotli] = await Promise.all(
    ['identity', 'gzip', 'br'].map((encoding) => load(link, encoding)),
  )
  const resources = [...(plain?.body.toString() ?? '').matchAll(RESOURCE)].map(([, address]) => address)
  return {
    requests: 1 + resources.length,
    resources,
    bytes: { plain: plain?.body.length, gzip: gzip?.body.length, brotli: brotli?.body.length },
    // What the line carries besides: status line and headers, as HTTP/1.1 writes them.
    headerBytes: gzip?.headerBytes,
  }
}

function load(url: string, encoding: string): Promise<{ body: Buffer; headerBytes: number }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': encoding, accept: 'text/html' } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const headers = response.rawHeaders.reduce((sum, text) => sum + text.length + 2, 0)
        resolve({ body: Buffer.concat(chunks), headerBytes: 'HTTP/1.1 200 OK\r\n\r\n'.length + headers })
      })
    }).on('error', reject)
  })
}
