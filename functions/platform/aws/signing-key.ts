import * as z from 'zod/mini'
import { retryRequest } from './dynamodb-retry.ts'
import { readServiceSettings } from './environment-credentials.ts'
import { createJsonService, type ServiceSettings } from './json-service.ts'

/** A key of KMS whose private half never leaves it: ECDSA on P-256 with SHA-256. */
export type SigningKey = {
  /** @param digest SHA-256 @returns DER */
  sign(digest: Uint8Array): Promise<Buffer>
  verify(digest: Uint8Array, signature: Uint8Array): Promise<boolean>
}

const signedSchema = z.object({ Signature: z.string().check(z.minLength(1)) })
const verifiedSchema = z.object({ SignatureValid: z.boolean() })
const refusedSchema = z.object({ __type: z.string() })

/** @throws Error with the status of KMS where it refuses */
export function createSigningKey(arn: string, settings?: ServiceSettings): SigningKey {
  const ask = async (operation: 'Sign' | 'Verify', digest: Uint8Array, more: object = {}) => {
    const service = createJsonService('kms', '1.1', settings ?? readServiceSettings('KMS'))
    const body = JSON.stringify({
      ...{ KeyId: arn, Message: Buffer.from(digest).toString('base64'), MessageType: 'DIGEST' },
      ...{ SigningAlgorithm: 'ECDSA_SHA_256', ...more },
    })
    try {
      return await retryRequest(() => service.post(`TrentService.${operation}`, body))
    } finally {
      service.destroy()
    }
  }
  return {
    async sign(digest) {
      const { status, body } = await ask('Sign', digest)
      if (status !== 200) throw new Error(`the digest could not be signed: status ${status}`)
      return Buffer.from(z.parse(signedSchema, JSON.parse(body)).Signature, 'base64')
    },
    async verify(digest, signature) {
      const more = { Signature: Buffer.from(signature).toString('base64') }
      const { status, body } = await ask('Verify', digest, more)
      if (status === 200) return z.parse(verifiedSchema, JSON.parse(body)).SignatureValid
      // KMS says of a signature that does not fit that it is invalid, and answers false to none.
      const refused = z.safeParse(refusedSchema, JSON.parse(body))
      if (refused.data?.__type.endsWith('KMSInvalidSignatureException')) return false
      throw new Error(`the signature could not be verified: status ${status}`)
    },
  }
}
