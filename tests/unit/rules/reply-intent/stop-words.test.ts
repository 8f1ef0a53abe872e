import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyReply } from '../../../../functions/rules/reply-intent/reply-intent.ts'
import { measureCpuTime } from '../../../support/cpu-time.ts'

const wants = (body: string) => classifyReply(body).wants
const lines = (text: string) => text.trim().split(/\n\s*/)

describe('no text is ended by', () => {
  test.each(
    lines(`
      the pain does not stop
      pain does not stop
      pain wont stop
      nonstop
      7 nonstop
      pain nonstop
      non stop
      non-stop pain
      make it stop
      it will stop
      did it stop
      my bus stop
      pit stop
      next stop
      I had to stop
      never stop
      stop taking gabapentin
      Stop the pain
      stop smoking
      stop by tomorrow
      stop in at 9
      Stop by at 9?
      the top
      top 7
      step 7
      7 steps
      shop
      cancer
      7 cancer
      subscribe
      resubscribe
      stoop
      dolor alto
      muy alto
      7 dolor alto
      nivel alto
      alto dolor
      no puedo parar
      sin parar
      dolor sin parar
      hasta 7
      pasar
      para mañana
      quiet
      quite bad 7
      7 or 8
      7 and bad`),
  )('%s', (body) => expect(wants(body)).not.toBe('stop'))
})

describe('in a text survey, texts are ended by', () => {
  test.each(
    lines(`
      7 stop
      7 STOP
      7, stop
      7. stop
      stop 7
      stop at 7
      Stop now 7
      ok 7 stop
      seven stop
      pain 7 stop
      7 pain stop
      7 out of 10 stop
      7 quit
      7 end
      cancel 7
      7 unsubscribe
      7 alto
      alto 7
      7 parar
      siete basta
      7 no más
      enough stop
      stop today
      stop bro
      I need to stop
      you should stop
      quiero parar`),
  )('%s', (body) => expect(wants(body)).toBe('stop'))
})

describe('misspelt, texts are ended by', () => {
  test.each(
    lines(`
      stopp
      stpo
      sotp
      tsop
      stp
      st0p
      STPO
      syop
      stpp
      sstop
      stpo 7
      7 stpo
      stpo texting me
      please stpp sending these texts
      unsubscibe
      unsubcribe
      unsuscribe
      unsubscribed
      UNSUBSRIBE please
      cancle
      cancell
      canselar
      optuot
      parrar
      altoo
      vasta ya
      quitt`),
  )('%s', (body) => expect(wants(body)).toBe('stop'))
})

test('a person reads a STOP that was misspelt or stood beside something else', () => {
  for (const body of ['stpo', '7 stop', 'stop at 7']) expect(classifyReply(body).isBare).toBe(false)
})

test('a text that begins again is no misspelt STOP', () => {
  for (const body of ['START', 'unstop', 'subscribe']) expect(wants(body)).toBe('start')
})

test('any words are read in a moment, and a long text with STOP somewhere in it ends nothing by that alone', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom('rain', 'walk', 'sun', 'dog', 'tea'), { minLength: 4 }),
      (words) => {
        expect(wants([...words, 'stop'].join(' ')), words.join(' ')).not.toBe('stop')
      },
    ),
  )
  expect(measureCpuTime(() => void classifyReply('unsubscibt '.repeat(150)))).toBeLessThan(100)
})
