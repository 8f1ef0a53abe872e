import { expect, test } from 'vitest'
import { Md5, Sha256 } from '../../../functions/platform/aws/checksum.ts'

const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('hashes as FIPS 180-4 says, and again after a reset', async () => {
  const hash = new Sha256()
  hash.update('abc')
  const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(toHex(await hash.digest())).toBe(expected)
  hash.reset()
  hash.update(Buffer.from('abc'))
  expect(toHex(await hash.digest())).toBe(expected)
})

test.each([
  ['text', 'Jefe'],
  ['bytes', Buffer.from('Jefe')],
  ['a part of other bytes', Buffer.from('xxJefexx').subarray(2, 6)],
  ['a buffer', Uint8Array.from([...'Jefe'].map((letter) => letter.charCodeAt(0))).buffer],
])('signs as RFC 4231 says in its second case, by a secret that is %s', async (_, secret) => {
  for (let time = 0; time < 2; time += 1) {
    const hmac = new Sha256(secret)
    hmac.update('what do ya want for nothing?')
    expect(toHex(await hmac.digest())).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
  }
})

test('has the MD5 of RFC 1321 for queues, and again after a reset', async () => {
  const hash = new Md5()
  for (let time = 0; time < 2; time += 1) {
    hash.update('message digest')
    expect(toHex(await hash.digest())).toBe('f96b697d7cb7938d525a2f31aaf161d0')
    hash.reset()
  }
})
