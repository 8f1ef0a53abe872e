import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto'

type Secret = string | ArrayBuffer | ArrayBufferView

/** Few, and the same for every request: an access key's secret, and the signing key that a day gives. */
const ofText = new Map<string, KeyObject>()
const ofBytes = new WeakMap<object, KeyObject>()

/**
 * SHA-256 and HMAC as the SDK's signer asks for them, with Node's own. A secret becomes a key once: made anew, as the SDK's
 * own class does, the key costs more than the HMAC.
 */
export class Sha256 {
  readonly #secret: Secret | undefined
  #hash: Hash | Hmac

  constructor(secret?: Secret) {
    this.#secret = secret
    this.#hash = begin(secret)
  }

  update(data: string | Uint8Array): void {
    this.#hash.update(data)
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }

  reset(): void {
    this.#hash = begin(this.#secret)
  }
}

function begin(secret: Secret | undefined): Hash | Hmac {
  return secret === undefined ? createHash('sha256') : createHmac('sha256', findKey(secret))
}

function findKey(secret: Secret): KeyObject {
  const known = typeof secret === 'string' ? ofText.get(secret) : ofBytes.get(secret)
  if (known) return known
  const key =
    typeof secret === 'string'
      ? createSecretKey(secret, 'utf8')
      : createSecretKey(
          ArrayBuffer.isView(secret)
            ? Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
            : Buffer.from(secret),
        )
  if (typeof secret === 'string') ofText.set(secret, key)
  else ofBytes.set(secret, key)
  return key
}

/** By which a queue tells that it has taken a message whole. */
export class Md5 {
  #hash = createHash('md5')

  update(data: string | Uint8Array): void {
    this.#hash.update(data)
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }

  reset(): void {
    this.#hash = createHash('md5')
  }
}
