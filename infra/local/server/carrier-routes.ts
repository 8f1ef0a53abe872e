import { type Context, Hono } from 'hono'
import { renderCarrierPage } from '../pages/carrier-page.ts'
import { type Carrier, carrierFaultsSchema } from '../runtime/carrier.ts'
import { buildLocalProblem } from '../runtime/problem.ts'

const RULE =
  'Choose what is listed. Numbers are such as +12025550123, with spaces between. A reason is one word. “Late by” is an ISO 8601 duration, such as PT1H.'

/** The carrier's faults: a page with a form, and an API for scripts. */
export function createCarrierRoutes({ url, carrier }: { readonly url: string; readonly carrier: Carrier }) {
  return new Hono()
    .get('/', (c) => sendPage(c, url, carrier))
    .post('/', async (c) => {
      const { clear, ...form } = await c.req.parseBody()
      const listNumbers = (value: unknown) =>
        String(value ?? '')
          .split(/[\s,]+/)
          .filter((one) => one !== '')
      const parsed = carrierFaultsSchema.safeParse(
        clear === 'yes'
          ? {}
          : { ...form, numbers: listNumbers(form.numbers), optedOut: listNumbers(form.optedOut) },
      )
      if (!parsed.success) return sendPage(c, url, carrier, RULE)
      carrier.faults = parsed.data
      return c.redirect('/local/carrier', 303)
    })
    .get('/faults', (c) => c.json(carrier.faults))
    .put('/faults', async (c) => {
      const parsed = carrierFaultsSchema.safeParse(await c.req.json().catch(() => undefined))
      if (!parsed.success) return buildLocalProblem(422, 'Not faults of a carrier', RULE)
      carrier.faults = parsed.data
      return c.json(carrier.faults)
    })
}

function sendPage(c: Context, url: string, carrier: Carrier, refused?: string) {
  c.header('cache-control', 'no-store')
  return c.html(renderCarrierPage(url, carrier.faults, refused), refused === undefined ? 200 : 422)
}
