import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyReply } from '../../../../functions/rules/reply-intent/reply-intent.ts'
import { measureCpuTime } from '../../../support/cpu-time.ts'

const wants = (body: string) => classifyReply(body).wants
/** One message a line. */
const lines = (text: string) => text.trim().split(/\n\s*/)

describe('no stop and no start is read into', () => {
  test.each(
    lines(`
      I can't stop the pain
      the pain won’t stop
      please make it stop
      when does it end?
      at the end of the day I am tired
      I want to end the headaches
      I had to stop. The pain came back
      I never stop hurting
      my pain stopped after the second one
      I quit my job because of this
      They told me to stop the pills
      should I stop taking my meds?
      Stop taking gabapentin?
      Stop by at 9?
      bus stop
      cancel my appointment on Monday
      Please cancel my infusion on Friday
      can I cancel Monday?
      I want to stop the infusions
      Please don't stop texting me, it helps
      don't stop
      I don't want you to stop texting me
      Please take me to the hospital
      Can someone take me home after my infusion?
      drop me off at 9?
      Can you drop me off?
      take me off the ketamine
      get me out of the house
      Why do you never contact me?
      you never contact me
      you don't text me any more
      i don't text much, call me
      please don't contact my husband
      Why did you stop sending surveys?
      why did you stop texting me
      Are there no more surveys?
      no more surveys?
      I got no more surveys
      When do the texts stop?
      my texts are not arriving
      delete my last answer
      Will you text me again?
      when will you text me again
      start of the week was bad
      when do we start
      I don't want to start
      do not start
      yes
      7
      no puedo parar el dolor
      para mí está bien
      para mañana
      fin de semana bien
      tengo la presión baja
      ya baja
      alto dolor hoy
      quiero terminar la encuesta
      No me enviaron la encuesta
      ¿Por qué no me mandan la encuesta?
      Todavía no me mandan el enlace
      no me manden a otra clínica
      no me mande al hospital por favor
      no me llame antes de las 9
      ¿Cuándo paran los mensajes?
      no paren de escribirme
      no quiero que paren
      cuando me vuelven a escribir
      volver mañana
    `),
  )('%s', (body) => expect(wants(body)).toBe('unclear'))
})

describe('texts end when someone says', () => {
  test.each([
    ...lines(`
      STOP
      stop
      Stop.
      "STOP"
      ＳＴＯＰ
      STOP!!!
      Stop?
      stoooop
      STOPALL
      Stop all
      stop stop
      STOP STOP STOP
      STOP / ALTO
      S.T.O.P
      S T O P
      ЅТОР
      🛑
      ⛔️
      stop 🛑🛑
      QUIT
      End
      cancel
      UNSUBSCRIBE
      Revoke
      OPT OUT
      opt-out
      remove me
      ARRET
      ARRÊT
      Arrêtez
      arrêt s'il vous plaît
      stop please
      hi stop
      just stop
      stop it
      Thank you but stop
      I already told you to stop
      pls stop texting me now
      stop txting me
      stop fucking texting me
      stop with the surveys
      end these messages
      please don't text me anymore
      dont txt me
      do not contact me
      I never want you to text me again
      take me off this list
      get me off your mailing list
      Remove my number
      please delete my number
      lose my number
      I don't want these messages
      i dont want ur texts
      no more texts
      I'm done with these texts
      leave me alone
      I want to unsubscribe
      opt me out please
      I revoke my consent
      quit sending me messages
      Could you please stop?
      can you stop texting me?
      why are you still texting me? STOP
      No. Stop texting me
      No, unsubscribe
      No thanks, stop
      You did not stop! Unsubscribe me
      STOP. I moved
      STOP - I moved
      STOP this is my work phone
      stop i moved
      STOP. I want to die
      Don't you dare text me again
      don't start texting me again
      do not resume texts
      If you text me again I will call the police
      If you text me again, I will call the police
      Text me again and I will call my lawyer
      ALTO
      parar
      PARE
      Basta
      BAJA
      REVOCAR
      no más
      dar de baja
      basta ya por favor
      Ya basta. No soy yo
      no me manden más mensajes
      Por favor, no me manden nada
      no me escriban
      ya no me escriban
      nunca más me escriban
      No vuelvan a escribirme
      No me vuelvan a escribir
      no quiero que vuelvan a escribirme
      si vuelven a escribirme llamo a la policía
      Ya no quiero volver a recibir mensajes
      no deseo recibir mensajes
      quiero parar los mensajes
      dejen de escribirme
      paren de enviar mensajes
      quítenme de la lista
      denme de baja
      déjenme en paz
    `),
    ...[' s\u200bto\u200bp ', 'Please stop.\n\nSent from my iPhone'],
  ])('%s', (body) => expect(wants(body)).toBe('stop'))
})

describe.each<[ReturnType<typeof wants>, string]>([
  [
    'start',
    `
      START
      unstop
      start please
      Resume
      REANUDAR
      alta
      start texting me again
      text me again
      yes, text me again
      you can text me again
      I want to get the texts again
      vuelvan a escribirme
      Por favor vuelvan a enviar los mensajes
      quiero volver a recibir mensajes
    `,
  ],
  [
    'help',
    `
      HELP
      help me
      Info?
      AYUDA
      ?
      ¿?
      who is this
      Who’s this?
      ¿quién es?
      how do I stop?
      How do I stop these texts?
    `,
  ],
  [
    'wrong-number',
    `
      wrong number
      You have the wrong person!
      Sorry, wrong number
      you've got the wrong phone
      número equivocado
      se equivocó de número
    `,
  ],
  [
    'unclear',
    `
      Wrong number, I meant 8
      oops wrong number, pressed 7
      Sorry, wrong number. 6
      that was the wrong number
      I gave the wrong number earlier, 5 not 4
      I have the wrong phone number for the clinic
      número equivocado, era 8
      Can you call me?
      The link does not work
      I feel sick since the last one
      no
    `,
  ],
  ['courtesy', 'thanks\nThank you!\nok\n👍\nGracias\nlisto\n...\nOK, will do'],
])('%s is wanted by', (wish, messages) => {
  test.each(lines(messages))('%s', (body) => expect(wants(body)).toBe(wish))
})

test('nothing is wanted by an empty message', () => {
  expect(wants('')).toBe('courtesy')
})

describe('self-harm', () => {
  test.each(
    lines(`
      my battery died
      I am dying of laughter
      me muero de hambre
      it hurts
      I cut my hair
      my dog died
      STOP
      end
      the end
      the pain is killing me
      dead tired today
      I want to live better
      I want to end the headaches
      I want the pain to end
      I don't want it to stop
      at the end of the day
      at the end everything was fine
      in the end it was fine
      it ended well
      I hope I wake up better
      I hope I wake up tomorrow
      I do not wake up rested
      is it worth it?
      what's the point of question 3
      no point in calling me before 9
      shoot me a text
      I took my meds
      I took all my readings
      can't take ibuprofen any more
      I'm thinking about ending the treatment
      I'm done with everything on the form
      I feel better off the medication
      I want to stop smoking
      no quiero comer
      quiero terminar la encuesta
      me quiero mejorar
      me quiero ir a casa
      no puedo abrir el enlace
    `),
  )('is not read into: %s', (body) => expect(classifyReply(body).speaksOfSelfHarm).toBe(false))

  test.each(
    lines(`
      I want to kill myself
      kill my self
      killmyself
      kill me
      end me
      unalive myself
      off myself
      i wanna die
      I wish I could die
      let me die
      I deserve to die
      thinking about suicide
      suicidal again
      suicde
      suiside
      s u i c i d e
      kms
      k.m.s
      I am NOT suicidal
      thoughts of dying
      better off dead
      they'd be better without me
      nobody would miss me
      I wish I was dead
      I wish I was never born
      I wish it was all over
      I just want it to end
      I want to end it
      I want to end this
      end it all
      I'm going to end it tonight
      how do I end it
      I want everything to end
      I want it all to stop
      I want this to be over
      going to end my life
      I want to disappear
      I want to go to sleep and never wake up
      I hope I don't wake up
      I hope I never wake up
      I don't want to live anymore
      dont want to be here anymore
      I don't want to do this any more
      I no longer want to be here
      cant go on
      can't do this any more
      cannot take it any longer
      I can't keep going
      no reason to live
      no reason for living
      life isn't worth living
      there's no point in living
      I have no will to live
      tired of living
      I hate my life
      I might hurt myself
      cutting myself again
      slit my wrists
      jump off a bridge
      took all my pills
      took too many pills
      I overdosed
      I might OD
      I don't feel safe with myself
      quiero morirme
      me quiero morir
      me quiero matar
      voy a matarme
      me voy a suicidar
      mátenme
      me quiero quitar la vida
      quitarme la vida
      me quiero hacer daño
      hacerme daño
      desearía estar muerto
      deseo morirme
      estaría mejor muerta
      estarían mejor sin mí
      ojalá me muera
      ojalá no despierte
      ya no quiero vivir
      ya no quiero estar viva
      no tengo ganas de vivir
      estoy cansada de vivir
      la vida no tiene sentido
      ya no puedo más
      no puedo seguir así
      quiero desaparecer
      quiero que todo termine
      acabar con mi vida
      quiero acabar con todo esto
      me tomé todas las pastillas
      sobredosis
      pienso en el suicidio
    `),
  )('is heard in: %s', (body) => expect(classifyReply(body).speaksOfSelfHarm).toBe(true))

  test.each(
    lines(`
      STOP. I want to die
      stop texting me I want to die
      leave me alone, I'm going to end it
      no more texts. i just want it to end
      dejen de escribirme, me quiero morir
    `),
  )('is heard beside STOP: %s', (body) =>
    expect(classifyReply(body)).toEqual({
      ...{ speaksOfSelfHarm: true, asksForErasure: false },
      ...{ wants: 'stop', isBare: false },
    }),
  )

  test.each(
    lines(`
      I just want it to end
      I want everything to end
      I want it to stop
      end me
      help me i want to die
    `),
  )('is no STOP: %s', (body) =>
    expect(classifyReply(body)).toMatchObject({ speaksOfSelfHarm: true, wants: 'unclear' }),
  )
})

describe('a keyword alone nobody has to read', () => {
  test.each(lines('STOP\n🛑\nstop stop\nALTO\nend\nSTART'))('%s', (body) =>
    expect(classifyReply(body).isBare).toBe(true),
  )
})

describe('a person reads', () => {
  test.each(
    lines(`
      STOP. I moved
      stop texting me
      STOP I feel sick
      Please cancel
      leave me alone
      basta ya por favor
    `),
  )('%s', (body) => expect(classifyReply(body)).toMatchObject({ wants: 'stop', isBare: false }))
})

test('any text at all has a intent, in a moment', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (body) => {
      expect(['stop', 'start', 'help', 'wrong-number', 'courtesy', 'unclear']).toContain(wants(body))
    }),
  )
  const words = ['do not want ', 'stop ', 'wish i was ', 'no quiero mas ', 'opt me ', 'this is the ', 'a-']
  for (const word of [
    ...words,
    'you have ',
    'take me off this the ',
    'text me again ',
    'want it to ',
    'no me ',
  ]) {
    expect(
      measureCpuTime(() => {
        classifyReply(word.repeat(400))
      }),
    ).toBeLessThan(100)
  }
})
