import * as z from 'zod'

const instruments = z.object({
  instruments: z.array(
    z.looseObject({ id: z.string(), version: z.string(), title: z.record(z.string(), z.string()) }),
  ),
})

/** The instruments as the public API lists them, for the start page. Empty when it does not answer as expected. */
export async function readInstruments(url: string): Promise<{ name: string; href: string }[]> {
  try {
    const response = await fetch(`${url}/api/instruments`, { signal: AbortSignal.timeout(3000) })
    const parsed = instruments.safeParse(await response.json())
    if (!parsed.success) return []
    return parsed.data.instruments.map(({ id, version, title }) => ({
      name: title.en ?? id,
      href: `/api/instruments/${encodeURIComponent(id)}/${encodeURIComponent(version)}`,
    }))
  } catch {
    return []
  }
}
