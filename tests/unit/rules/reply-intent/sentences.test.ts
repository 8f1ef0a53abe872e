import { describe, expect, test } from 'vitest'
import { classifyReply } from '../../../../functions/rules/reply-intent/reply-intent.ts'
import { measureCpuTime } from '../../../support/cpu-time.ts'

/** As people write, one message a line. */
const messages = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.trim())

const wants = (body: string) => classifyReply(body).wants
const isHeard = (body: string) => classifyReply(body).speaksOfSelfHarm

describe('texts never start again by', () => {
  test.each(
    messages(`
      Text me again and I will call the police
      No. Text me again and I sue
      Text me again I dare you
      start texting me again and I will report you
      Message me again if you want a lawsuit
      Sign me up for nothing
      Never start texting me again
      Can you not text me again
      you can text me again when hell freezes over
      When do you start sending the surveys?
      Why did you start texting me?
      I did not start anything
      Restart my phone?
      don't restart
      Start? no thanks
      Start, no wait, stop
      Vuelvan a escribirme y llamo a la policía
      ni se les ocurra volver a escribirme
      Si vuelven a escribirme los demando
      vuelve a mandarme mensajes y verás
      no quiero volver a recibir mensajes
      Que no me vuelvan a mandar mensajes
      no reanudar`),
  )('%s', (body) => expect(wants(body)).not.toBe('start'))
})

describe('texts start again by', () => {
  test.each(
    messages(`
      please start texting me
      You can text me again
      Ok, text me again
      Start again
      START please
      Start sending me the texts again
      Sí, vuelvan a escribirme
      quiero volver a recibir los mensajes
      Iniciar por favor`),
  )('%s', (body) => expect(wants(body)).toBe('start'))
})

describe('texts are not ended by', () => {
  test.each(
    messages(`
      Did you stop the texts?
      why did you stop sending surveys
      Why no more texts?
      nobody texted me
      they never sent me the link
      I don't text much
      don't text me before 10
      Don't text me so late please
      I don't get texts
      Please text me after 5pm instead
      I need to cancel my appointment
      I had to stop the ketamine
      Should I stop my medication?
      Can I stop taking the pills?
      I stopped texting because I was in hospital
      I will stop by the clinic
      I can't stop crying
      no more pain today!
      no more nausea
      I want to leave the study
      Take me off the waiting list for Tuesday
      end of the survey?
      please don't remove me
      No me mandaron el enlace
      no me mandó nada
      Por qué no me escriben
      ¿por qué dejaron de escribirme?
      ¿No hay más encuestas?
      Nunca me mandaron el enlace
      no dejen de escribirme
      el dolor no para
      No puedo parar de llorar
      Quiero cancelar mi cita
      Para el lunes
      al fin terminé
      estoy baja de ánimo
      no más dolor
      No me molesta
      not enough sleep
      I'm not interested in the infusion on Friday
      the pain does not go away
      will it go away?
      I don't want to have to stop
      I want to withdraw
      I quit the study
      Escríbanme por la tarde`),
  )('%s', (body) => expect(wants(body)).not.toBe('stop'))
})

describe('texts are ended by', () => {
  test.each(
    messages(`
      STOPPP
      STOOOP
      Stop stop stop stop
      please stop please stop
      STOP please I beg you
      I already said stop
      STOP - moved to Texas
      STOP I moved to Texas
      STOP (wrong phone)
      Wrong number, stop texting me
      Hello. Stop.
      Hi, please stop
      stop bugging me
      stop sending me this crap
      get me off your list
      take me off
      Please cease all communication
      I no longer wish to receive texts
      I don't wish to receive these
      I do not want you to text me
      Enough with the texts
      cancel my subscription
      End texts
      make it stop texting me
      Can you stop texting me?
      Why do you keep texting me? Stop
      Never contact me again
      ARRÊT SVP
      basta de mensajes
      cancelen los mensajes
      no me llamen ni me escriban
      no me escribas más
      Elimine mi número
      borre mi número
      no deseo recibir más mensajes
      no quiero que me escriban
      no quiero que me manden mensajes
      quiero darme de baja
      ¿Pueden dejar de mandarme mensajes?
      no vuelva a mandarme mensajes
      para ya
      stop por favor
      UNSUB
      enough
      enough already
      go away
      Fuck off!
      not interested
      I'm not interested anymore, thanks
      no me interesa, gracias
      ya párenle
      darse de baja
      ya basta con los mensajes
      stop pls i am driving
      I don't want to participate anymore stop
      for the love of god stop`),
  )('%s', (body) => expect(wants(body)).toBe('stop'))
})

describe('a wrong number is not read into what only tells of a slip', () => {
  test.each(
    messages(`
      Wrong number, I meant 8
      sorry wrong number its 8
      wrong number, should be 8
      I sent the wrong number
      I put the wrong number for question 2
      gave you the wrong number, it is 7
      número equivocado, quise poner 8
      me equivoqué de número, era 8
      puse el número equivocado
      this is not my doctor's number
      I am not well
      this is not working
      I don't have this number saved
      #7`),
  )('%s', (body) => expect(wants(body)).toBe('unclear'))

  test.each(
    messages(`
      you have the wrong number
      Wrong #
      this isn't her phone anymore
      this is no longer his number
      she doesn't have this number anymore
      ella ya no tiene este número
      no es el teléfono de ella
      I think you have the wrong person
      se equivocó de número`),
  )('but into: %s', (body) => expect(wants(body)).toBe('wrong-number'))
})

describe('a sign without words', () => {
  test.each(['👎', '😭', '🆘', '💔', '👍😭', '🖕'])('%s is for a person to see', (body) =>
    expect(wants(body)).toBe('unclear'),
  )
  test.each(['👍', '🙏🏽', '❤️', '😊👌', '✅'])('%s is thanks', (body) => expect(wants(body)).toBe('courtesy'))
})

describe('self-harm is not read into', () => {
  test.each(
    messages(`
      killing time
      my husband is dying of cancer
      the ketamine makes me feel like I am dying lol
      I think about ending the study
      I want the pain to end
      I want the texts to stop
      at the end it asked
      I wish I was there earlier
      I wish I didn't wake up so often
      I fell and cut my knee
      I burned my hand on the stove
      I can't do it on Tuesday
      couldn't go on Monday, sorry
      can't go on Friday
      can't live without coffee
      I took my pills this morning
      jumped off the bus
      the survey is not worth it
      my phone is dead
      me corté el pelo
      me corto las uñas
      no puedo caminar
      no puedo ir el martes
      me muero de risa
      se acabó la batería
      no tengo ganas de comer
      quiero dormir bien
      no vale la pena la encuesta
      eso sucedió ayer
      estoy cansada
      murió mi mamá`),
  )('%s', (body) => expect(isHeard(body)).toBe(false))
})

describe('self-harm is heard in', () => {
  test.each(
    messages(`
      I want it all to stop forever
      make it end
      I'm done with life
      tired of living
      I give up on life
      what's the point of living
      why am I even alive
      I should be dead
      I shouldn't be alive
      I want to disappear
      I want to go to sleep and never wake up
      wish I wouldn't wake up
      I have a plan to die
      i want too die
      I wana die
      I hope I die
      hoping to die
      let me die
      just let me dieeee
      rather not be alive
      I feel like dying
      thinking about death
      I think about dying
      life is not worth it
      Life isn’t worth it anymore
      can't keep going
      can't keep doing this
      I cant live with this pain
      took too many pills on purpose
      OD on my meds
      I want to jump off the bridge
      I have a gun and want to use it on myself
      cutting again
      Goodbye world`),
  )('%s', (body) => expect(isHeard(body)).toBe(true))

  test.each(
    messages(`
      ya no puedo más
      No aguanto más
      quiero que todo termine
      quiero que esto se acabe
      mátenme
      quiero desaparecer
      ojalá me muera
      ojalá no despertara
      espero no despertar
      quiero dormir y no despertar
      estarían mejor sin mí
      sería mejor estar muerto
      prefiero morir
      déjenme morir
      desearía no haber nacido
      pienso en la muerte
      pienso en morir
      la vida no vale la pena
      mi vida no tiene sentido
      sin ganas de vivir
      no tengo ganas de vivir
      cansada de vivir
      no tengo razones para vivir
      no hay razón para vivir
      me estoy cortando
      me hago daño
      me corto las venas
      me tomé todas las pastillas
      tirarme de un puente
      adiós mundo cruel
      me quiero ir de este mundo`),
  )('%s', (body) => expect(isHeard(body)).toBe(true))

  test('a message that ends the texts, and both are done', () => {
    for (const both of ['STOP I want to die', 'no me escriban más, quiero morir'])
      expect(classifyReply(both)).toMatchObject({ speaksOfSelfHarm: true, wants: 'stop', isBare: false })
  })
})

test('a long message of any of these words is read in a moment', () => {
  for (const word of [
    'i wish i was ',
    'no quiero que ',
    'end it ',
    'stop the ',
    'please ',
    'suici',
    'aaab ',
  ]) {
    expect(
      measureCpuTime(() => {
        classifyReply(word.repeat(400))
      }),
    ).toBeLessThan(100)
  }
})

describe('texts are ended by a STOP that says what follows if not', () => {
  test.each(
    messages(`
      stop now or I sue
      Stop this or I will sue you
      STOP or I'm calling my lawyer
      stop texting or I'll report you to the FCC
      Please stop it now or I will block you
      Stop. Or I will call the police
      You better stop or I'm reporting this
      stop or else
      quit it or I go to court
      Enough, or I will press charges
      last warning stop or i sue
      I will sue if you don't stop
      I'm going to call a lawyer if you keep texting me
      I'll report you unless you stop
      Paren o los demando
      Basta ya o llamo a la policía
      Alto o los denuncio
      Dejen esto o llamo a mi abogado
      ya paren o los reporto`),
  )('%s', (body) => {
    expect(wants(body)).toBe('stop')
  })
})

describe('texts are not ended by a court or a lawyer that is only spoken of', () => {
  test.each(
    messages(`
      Should I stop my meds before my court date or after?
      Should I stop or go on with the pills before I talk to my lawyer?
      I had to stop driving or the police would take my license
      My lawyer said to ask you for my records
      I will report my answers later if you text me tomorrow
      The police came to my house, I could not answer
      Stopped the pills or took half before court
      I have to be in court on Monday or Tuesday
      Paro de tomar las pastillas o sigo?
      Mi abogado quiere mis resultados`),
  )('%s', (body) => {
    expect(wants(body)).not.toBe('stop')
  })
})
