import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

/**
 * What the OpenID provider remembers: sign-ins under way and codes. In memory, since a restart may end a sign-in but no
 * token, which are JWTs. Our own because the provider's default prints a warning into the terminal.
 */
export function createSignInStore(): AdapterFactory {
  const kept = new Map<string, { readonly payload: AdapterPayload; readonly expiresAt: number }>()
  const find = (isWanted: (key: string, payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    const now = Date.now()
    for (const [key, { payload, expiresAt }] of kept) {
      if (expiresAt <= now) kept.delete(key)
      else if (isWanted(key, payload)) return payload
    }
    return undefined
  }
  return (model): Adapter => {
    const formatKey = (id: string): string => `${model}:${id}`
    return {
      async upsert(id, payload, expiresIn = Number.POSITIVE_INFINITY) {
        kept.set(formatKey(id), { payload, expiresAt: Date.now() + expiresIn * 1000 })
      },
      find: async (id) => find((key) => key === formatKey(id)),
      findByUid: async (uid) => find((key, payload) => key.startsWith(`${model}:`) && payload.uid === uid),
      // Only the device flow has user codes.
      findByUserCode: async () => undefined,
      async consume(id) {
        const payload = find((key) => key === formatKey(id))
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000)
      },
      async destroy(id) {
        kept.delete(formatKey(id))
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key)
      },
    }
  }
}
