import middy from '@middy/core'
import type { Env, Hono, Schema } from 'hono'
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda'
import { inject } from './lambda.ts'

/** A function behind the gateway. What it answers is compressed. */
export function createHttpHandler<E extends Env, S extends Schema, Base extends string>(
  app: Hono<E, S, Base>,
) {
  const answer = handle(app)
  return middy<LambdaEvent>()
    .use(inject())
    .handler(async (event, context) => {
      const reply = await answer(dropReadBody(readViewerAddress(event)), context as unknown as LambdaContext)
      // Not loaded at start, of which every function's is measured.
      const { compressReply } = await import('./compress-reply.ts')
      return compressReply(reply, String(event.headers?.['accept-encoding']))
    })
}

/** A body of GET or HEAD means nothing, and no `Request` can be made of it: the adapter would answer it in its own words. */
function dropReadBody(event: LambdaEvent): LambdaEvent {
  const method =
    'requestContext' in event && 'http' in event.requestContext ? event.requestContext.http.method : ''
  return ['GET', 'HEAD'].includes(method) && 'body' in event ? { ...event, body: null } : event
}

/**
 * Through CloudFront the gateway sees one of CloudFront's addresses. The person's is in a header that CloudFront writes, and
 * is believed only where the authorizer has found that CloudFront asks.
 */
function readViewerAddress<Event extends LambdaEvent>(event: Event): Event {
  const context = ('requestContext' in event ? event.requestContext : {}) as GatewayContext
  if (context.authorizer?.lambda?.front !== 'cloudfront') return event
  // `192.0.2.1:52314`, or an IPv6 address with a port behind its last colon.
  const sourceIp = String(event.headers?.['cloudfront-viewer-address']).replace(/:\d+$/, '')
  return { ...event, requestContext: { ...context, http: { ...context.http, sourceIp } } }
}

type GatewayContext = { authorizer?: { lambda?: { front?: string } }; http?: object }
