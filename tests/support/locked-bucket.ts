import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildApp } from 'fauxqs'
import { type BucketClient, createBucketClient } from '../../functions/platform/aws/bucket.ts'

export type TestBucket = { readonly client: BucketClient; close(): Promise<void> }

/** An empty bucket of an S3 on loopback. */
export async function openTestBucket(): Promise<TestBucket> {
  const app = buildApp({ logger: false })
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 })
  const created = await fetch(`${endpoint}/archive`, { method: 'PUT' })
  if (!created.ok) throw new Error(`no bucket: ${created.status}`)
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  return {
    client: createBucketClient('archive', { endpoint, region: 'us-east-1', credentials }),
    close: () => app.close(),
  }
}

/** A server of its own that answers as it is told, and the requests that it got. */
export async function openAnsweringServer(
  answer: (count: number) => { readonly status: number; readonly body?: string },
): Promise<{ readonly endpoint: string; readonly requests: string[]; readonly server: Server }> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    const { status, body = '' } = answer(requests.length)
    request.resume().on('end', () => void response.writeHead(status).end(body))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, server }
}
