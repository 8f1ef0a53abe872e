import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meaningOf } from '../../../functions/reply/meaning.ts'

const wants = (body: string) => meaningOf(body).wants

describe('no stop is read into', () => {
  test.each([
    "I can't stop the pain",
    'the pain won’t stop',
    'when does it end?',
    'cancel my appointment on Monday',
    "Please don't stop texting me, it helps",
    "don't stop",
    'I never stop hurting',
    'my pain stopped after the second one',
    'at the end of the day I am tired',
    'I want to end the headaches',
    'no puedo parar el dolor',
    'para mí está bien',
    'fin de semana bien',
    'I quit my job because of this',
    'yes',
    '7',
    'I just want it to end',
    'I want everything to end',
    'end me',
    'Please take me to the hospital',
    'Can someone take me home after my infusion?',
    'drop me off at 9?',
    'Why do you never contact me?',
    'Why did you stop sending surveys?',
    'Are there no more surveys?',
    'When do the texts stop?',
    'No me enviaron la encuesta',
    '¿Por qué no me mandan la encuesta?',
    '¿Cuándo paran los mensajes?',
    'no paren de escribirme',
    'Please cancel my infusion on Friday',
  ])('%s', (body) => expect(wants(body)).toBe('unclear'))
})

describe('texts end when someone says', () => {
  test.each([
    ...['STOP', 'stop', 'Stop.', '"STOP"', ' s​top ', 'ＳＴＯＰ', 'STOP!!!', 'stop 🛑', 'STOPALL', 'Stop all'],
    ...['QUIT', 'End', 'cancel', 'UNSUBSCRIBE', 'Revoke', 'OPT OUT', 'opt-out', 'OptOut', 'remove me'],
    ...['stop please', 'please stop', 'STOP TEXTING ME', 'pls stop texting me now', 'just stop', 'stop it'],
    ...["please don't text me anymore", 'do not contact me', 'take me off this list', 'Remove my number'],
    ...[
      "I don't want these messages",
      'i dont want to get any more texts',
      'no more texts',
      'leave me alone',
    ],
    ...['I want to unsubscribe', 'opt me out please', 'I revoke my consent', 'quit sending me messages'],
    ...['ALTO', 'parar', 'PARE', 'Basta', 'cancelar', 'detener', 'BAJA', 'no más', 'No mas!', 'dar de baja'],
    ...['no me manden más mensajes', 'dejen de escribirme', 'quítenme de la lista', 'basta ya por favor'],
    ...[
      'STOP STOP STOP',
      'stop stop',
      'No. Stop texting me',
      'No, unsubscribe',
      'No thanks, stop',
      'STOP. I moved',
    ],
    ...[
      'You did not stop! Unsubscribe me',
      'Please stop.\n\nSent from my iPhone',
      'stop fucking texting me',
      'S.T.O.P',
    ],
    ...[
      'S T O P',
      'ARRET',
      'ARRÊT',
      'Arrêtez',
      'ЅТОР',
      '🛑',
      '⛔️',
      'stop 🛑🛑',
      'REVOCAR',
      'lose my number',
      'Stop?',
    ],
    ...[
      'If you text me again I will call the police',
      "Don't you dare text me again",
      'Could you please stop?',
    ],
    ...[
      "don't start texting me again",
      'do not resume texts',
      'please delete my number',
      'STOP. I want to die',
    ],
    ...['No vuelvan a escribirme', 'No me vuelvan a escribir', 'Ya no quiero volver a recibir mensajes'],
    ...['no me escriban', 'Por favor, no me manden nada', 'Ya basta. No soy yo'],
    ...['no quiero recibir más mensajes', 'déjenme en paz', 'denme de baja', 'paren de enviar mensajes'],
  ])('%s', (body) => expect(wants(body)).toBe('stop'))
})

describe('other wishes', () => {
  test.each([
    ...(
      ['START', 'unstop', 'Resume', 'REANUDAR', 'alta', 'start texting me again', 'text me again'] as const
    ).map((body) => [body, 'start'] as const),
    ...(
      [
        'HELP',
        'help me',
        'Info?',
        'AYUDA',
        '?',
        '¿?',
        'who is this',
        'Who’s this?',
        '¿quién es?',
        'how do I stop?',
      ] as const
    ).map((body) => [body, 'help'] as const),
    ...(
      [
        'wrong number',
        'You have the wrong person!',
        'número equivocado',
        'Wrong number, stop texting me',
      ] as const
    ).map((body) => [body, 'wrong-number'] as const),
    ...(['thanks', 'Thank you!', 'ok', '👍', 'Gracias', 'listo', '', '...', 'OK, will do'] as const).map(
      (body) => [body, 'courtesy'] as const,
    ),
    ...(
      [
        'vuelvan a escribirme',
        'Por favor vuelvan a enviar los mensajes',
        'quiero recibir mensajes',
        'yes, text me again',
      ] as const
    ).map((body) => [body, 'start'] as const),
    ...(['Wrong number, I meant 8', 'oops wrong number, pressed 7'] as const).map(
      (body) => [body, 'unclear'] as const,
    ),
    ...(['Can you call me?', 'The link does not work', 'I feel sick since the last one', 'no'] as const).map(
      (body) => [body, 'unclear'] as const,
    ),
  ])('%s: %s', (body, wish) => expect(wants(body)).toBe(wish))
})

describe('self-harm', () => {
  test.each([
    ...['my battery died', 'I am dying of laughter', 'it hurts', 'I cut my hair', 'my dog died', 'STOP'],
    ...['I want to end the headaches', 'at the end of the day', 'I hope I wake up better', 'is it worth it?'],
    ...['quiero terminar la encuesta', 'me quiero mejorar', 'the end'],
    ...['the pain is killing me', 'no quiero comer', 'I want to live better', 'dead tired today'],
  ])('is not read into: %s', (body) => expect(meaningOf(body).speaksOfSelfHarm).toBe(false))

  test.each([
    ...[
      'I want to kill myself',
      'i wanna die',
      'thinking about suicide',
      'suicidal again',
      'suicde',
      'suiside',
    ],
    ...[
      "I don't want to live anymore",
      'dont want to be here anymore',
      'better off dead',
      'I wish I was dead',
    ],
    ...['going to end my life', 'I might hurt myself', 'cutting myself again', 'kms', 'end it all'],
    ...['took all my pills', 'I overdosed', 'no reason to live', 'I am NOT suicidal', 'cant go on'],
    ...[
      'quiero morirme',
      'me quiero matar, quiero morir',
      'voy a matarme',
      'ya no quiero vivir',
      'sobredosis',
    ],
    ...[
      'acabar con mi vida',
      'quitarme la vida',
      'hacerme daño',
      'estaría mejor muerta',
      'pienso en el suicidio',
    ],
    ...[
      "I'm going to end it tonight",
      "life isn't worth living",
      'kill me',
      'I wish I could die',
      'slit my wrists',
    ],
    ...[
      'unalive myself',
      'killmyself',
      'no reason for living',
      "I hope I don't wake up",
      "can't do this any more",
    ],
    ...[
      'I just want it to end',
      'I want to end it',
      'I want everything to end',
      'end me',
      'I want this to be over',
    ],
    ...['me quiero matar', 'me quiero quitar la vida', 'me quiero hacer daño', 'desearía estar muerto'],
    ...[
      'me voy a suicidar',
      'deseo morirme',
      'I hope I never wake up',
      'kill my self',
      'cannot take it any longer',
    ],
  ])('is heard in: %s', (body) => expect(meaningOf(body).speaksOfSelfHarm).toBe(true))

  test('is heard beside another wish', () => {
    expect(meaningOf('STOP. I want to die')).toMatchObject({ speaksOfSelfHarm: true, wants: 'stop' })
    expect(meaningOf('help me i want to die')).toMatchObject({ speaksOfSelfHarm: true })
  })
})

test('any text at all has a meaning, in a moment', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (body) => {
      expect(['stop', 'start', 'help', 'wrong-number', 'courtesy', 'unclear']).toContain(wants(body))
    }),
  )
  for (const word of ['do not want ', 'stop ', 'wish i was ', 'no quiero mas ', 'opt me ']) {
    const started = performance.now()
    meaningOf(word.repeat(400))
    expect(performance.now() - started).toBeLessThan(100)
  }
})

describe('a person need not read', () => {
  test.each(['STOP', 'Stop please', '🛑', 'stop stop', 'ALTO', 'end', 'START', 'basta ya por favor'])(
    '%s',
    (body) => expect(meaningOf(body).isBare).toBe(true),
  )
})

describe('a person reads', () => {
  test.each([
    'STOP. I moved',
    'stop texting me',
    'STOP I feel sick',
    'leave me alone',
    'Please stop. Sent from my iPhone',
  ])('%s', (body) => expect(meaningOf(body).isBare).toBe(false))
})
