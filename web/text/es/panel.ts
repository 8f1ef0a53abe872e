import type { panelText as english } from '../en/panel.ts'
import type { Translation } from '../words/translation.ts'

const isOne = (count: number) => count === 1

export const panelText: Translation<typeof english> = {
  title: 'Panel',
  back: 'Atrás',
  overview: 'Todas las preguntas de esta ronda',
  closesOn: (day) => `Esta ronda está abierta hasta el ${day}.`,
  contact: (name) => `¿Tiene preguntas? Escriba a ${name}:`,
  perspective: (group) => `Usted responde como: ${group}.`,
  welcome: {
    heading: 'Usted forma parte de este panel',
    headingAgain: 'Qué bueno que volvió',
    aim: 'Qué decide el panel',
    asked: 'Qué se le pide',
    length: (items, minutes) =>
      `${isOne(items) ? 'Una pregunta' : `${items} preguntas`}, cerca de ${isOne(minutes) ? 'un minuto' : `${minutes} minutos`}.`,
    progress: (done, of) => `Usted ha respondido ${done} de ${of}. Sus respuestas están guardadas.`,
    saved: 'Cada respuesta se guarda en cuanto la da. Puede parar y volver con el mismo enlace.',
    whoSees: 'Quién ve qué',
    seen: [
      'Los organizadores ven si usted ya respondió, para poder recordárselo.',
      'Nadie ve con su nombre lo que usted respondió, tampoco los organizadores.',
      'Los resultados se publican sin nombres.',
    ],
    seenGroups: (minimumShown) =>
      `Los demás panelistas ven cómo respondió un grupo completo, y nunca un grupo de menos de ${minimumShown}.`,
    reasons:
      'Si escribe un motivo, primero se lee para que no diga quién es usted. Después pueden verlo los demás.',
    leave: 'Puede retirarse en cualquier momento sin decir por qué.',
    start: 'Empezar',
    sign: 'Seguir con las dos declaraciones',
    continue: 'Continuar',
    look: 'Ver sus respuestas',
  },
  statements: {
    heading: 'Antes de responder',
    lead: 'Antes de la primera respuesta hay dos declaraciones. Se hacen una sola vez.',
    consent: 'Participación',
    agree: 'Acepto participar',
    conflicts: 'Conflictos de interés',
    choices: { none: 'No tengo nada que declarar', some: 'Tengo algo que declarar' },
    text: 'Lo que declara',
    textHint: 'Llénelo si tiene algo que declarar.',
    send: 'Guardar y continuar',
    faults: {
      'no-consent': 'Marque la casilla si acepta participar',
      'no-conflict-choice': 'Elija si tiene algo que declarar',
      'no-conflict-text': 'Escriba lo que declara',
      'conflict-text-too-long': 'Escriba como máximo 2,000 caracteres',
    },
  },
  item: {
    progress: (place, of) => `Pregunta ${place} de ${of}`,
    place: (place) => `Pregunta ${place}`,
    save: 'Guardar y continuar',
    later: 'Dejar para después',
    cannotRate: 'No puedo juzgar esto',
    outOf: (rating, highest) => `${rating} de ${highest}`,
    yes: 'Sí',
    no: 'No',
    reason: 'Su motivo (opcional)',
    reasonHint: 'Sin nombres ni lugares. Se lee antes de que lo vean los demás.',
    answered: 'Su respuesta está guardada. Puede cambiarla hasta que cierre la ronda.',
    how: 'Cómo responder, con un ejemplo',
    error: 'Error',
    errorHeading: 'Esto aún no está guardado',
    faults: {
      'nothing-chosen': 'Elija una respuesta',
      'outside-scale': 'Elija una de las respuestas que se muestran',
      'nothing-to-keep': 'No hay una respuesta anterior que mantener. Elija una respuesta',
      'changed-meanwhile':
        'Usted respondió esto en otra página. Aquí se muestra la respuesta más reciente. Revísela',
      'reason-too-long': 'Escriba como máximo 1,000 caracteres',
      'nothing-written': 'Escriba una propuesta',
    },
  },
  rating: {
    bands: (from, to, word) => `${from === to ? from : `${from}–${to}`}: ${word}`,
    ends: {
      importance: { lowest: 'nada importante', highest: 'decisivo' },
      measures: { lowest: 'nada adecuado', highest: 'muy adecuado' },
      time: { lowest: 'no es el momento', highest: 'es justo el momento' },
      vetoes: { lowest: 'no', highest: 'sí' },
      candidates: { lowest: 'no debe usarse', highest: 'debe usarse' },
      'final-vote': { lowest: 'no', highest: 'sí' },
    },
    between: 'intermedio, o no estoy seguro',
    example: {
      importance:
        'Suponga que se trata de “vestirse sin ayuda”. Si no se debe decidir sin tomarlo en cuenta, elija un número alto. Si importa, pero no cambiaría la decisión, elija el medio. Si se puede dejar fuera, elija un número bajo.',
      measures:
        'Suponga que dos cuestionarios preguntan por el sueño. Un número alto dice que este es el adecuado para este fin: pregunta lo que importa, es bastante corto y es confiable.',
      time: 'Suponga que se trata de “cuatro semanas después del tratamiento”. Un número alto dice que ese es el momento para medir.',
      vetoes:
        'Suponga que se trata de “una hospitalización por el tratamiento”. Sí dice: entonces la respuesta no es adecuada, por mucho que mejore lo demás.',
      candidates:
        'Cada pregunta es una definición posible en una frase. Un número alto dice que los estudios deben usarla. Puede dar un número alto a varias.',
      'final-vote':
        'Lea la frase completa. Sí dice: la apoyo tal como está, aunque yo habría escrito alguna parte de otra manera.',
    },
    keep: (rating) => `Mantener mi respuesta: ${rating}`,
    earlier: 'Su respuesta anterior',
    noEarlier: 'Usted no respondió esto antes.',
    again: 'Su nueva respuesta',
    evidence: 'Qué se sabe de esto',
  },
  feedback: {
    heading: 'Cómo respondió el panel',
    all: 'Todos los panelistas',
    own: 'su grupo',
    summary: (n, median) =>
      `${isOne(n) ? '1 respuesta' : `${n} respuestas`}, valor central (mediana) ${median}`,
    share: (range, count, of, percent) => `${range}: ${count} de ${of} (${percent})`,
    abstained: (count) => `${count} no pudieron juzgarlo.`,
    bar: (rating, count) => `${rating}: ${count}`,
    chart: (group) => `Respuestas de ${group}`,
    you: 'usted',
    hidden: (groups) => `No se muestra porque han respondido muy pocos: ${groups}.`,
    nothing: {
      'rate-first': 'Verá cómo respondieron los demás cuando usted haya respondido.',
      'too-few': 'Han respondido muy pocos para mostrar cómo respondió el panel.',
      mode: '',
    },
    reasons: 'Motivos que dieron los panelistas',
    reasonsOf: (range) => `De quienes respondieron ${range}`,
    reasonsCannot: 'De quienes no pudieron juzgarlo',
    noReasons: 'No hay motivos de este lado.',
  },
  profile: {
    heading: '¿Es adecuada esta respuesta, es decir, suficiente para repetir el tratamiento?',
    caption: 'Una persona antes y después del tratamiento',
    measure: 'Medida',
    before: 'Antes',
    after: 'Después',
    change: 'Cambio',
    better: (by) => `${by} mejor`,
    worse: (by) => `${by} peor`,
    same: 'sin cambio',
    range: (lowest, highest, isHigherWorse) =>
      isHigherWorse
        ? `${lowest} es lo mejor, ${highest} es lo peor`
        : `${lowest} es lo peor, ${highest} es lo mejor`,
    answers: { yes: 'Sí, es adecuada', no: 'No, no es adecuada', 'cannot-say': 'No puedo decirlo' },
    confidence: '¿Qué tan seguro o segura está? (opcional)',
    ends: { lowest: 'nada seguro', highest: 'muy seguro' },
    example:
      'Suponga que el dolor de alguien bajó de 8 a 5 y que su sueño siguió igual. Si por eso vale la pena repetir el tratamiento, elija sí. Guíese por lo que ve aquí, aunque quisiera saber más. Algunos perfiles se parecen mucho. Es a propósito.',
    synthetic: 'Los números se inventaron para este panel y no son de nadie.',
    participants:
      'Los números están redondeados y son comunes a varias personas, para que no se reconozca a nadie.',
  },
  tradeOff: {
    heading: '¿Cuál es la mejor respuesta al tratamiento?',
    lead: 'Todo lo demás es igual en ambas.',
    options: { first: 'Respuesta A', second: 'Respuesta B' },
    equal: 'Las dos son igual de buenas',
    example:
      'Suponga que en A el dolor está mucho mejor y el sueño igual que antes, y en B el sueño está mucho mejor y el dolor igual que antes. Elija la que usted preferiría, o la que preferirían sus pacientes.',
  },
  vote: {
    heading: 'La definición que se vota',
    facts: 'Qué encontró el panel',
    form: 'Qué habla a favor y en contra',
    lead: 'Dé su opinión sobre cada punto y después su voto. Puede dejar puntos sin responder.',
    criteria: {
      problem: '¿Es importante el problema?',
      benefits: '¿Haría bien usar esta definición?',
      harms: '¿Podría hacer daño?',
      certainty: '¿Es bastante sólida la evidencia?',
      values: '¿Dice lo que importa a los pacientes?',
      balance: '¿Pesan más los beneficios que los daños?',
      resources: '¿Vale el tiempo y el costo?',
      equity: '¿Es justa con todos los grupos de pacientes?',
      acceptability: '¿La aceptarían pacientes y personal clínico?',
      feasibility: '¿Se puede usar en la práctica?',
    },
    judgements: {
      for: 'Habla a favor',
      against: 'Habla en contra',
      neither: 'Ninguna',
      unsure: 'No estoy seguro',
    },
    vote: 'Su voto: ¿usar esta definición?',
  },
  proposals: {
    heading: '¿Falta algo?',
    known: 'Lo que ya está en la lista',
    lead: 'Proponga qué más se debe calificar, una cosa a la vez. Bastan pocas palabras.',
    example:
      'Por ejemplo: “poder jugar con mis hijos”. Los organizadores juntan las propuestas que dicen lo mismo, y el informe dice qué pasó con cada una.',
    text: 'Su propuesta',
    textHint: 'Como máximo 300 caracteres. Sin nombres ni lugares.',
    send: 'Enviar esta propuesta',
    yours: 'Sus propuestas',
    remove: 'Quitar',
    removeWhich: (text) => `la propuesta “${text}”`,
    done: 'No tengo nada más que proponer',
    tooLong: 'Escriba como máximo 300 caracteres',
  },
  overviewPage: {
    heading: 'Sus respuestas en esta ronda',
    progress: (done, of) => `${done} de ${of} respondidas. Están guardadas.`,
    open: 'Sin responder',
    cannot: 'No se puede juzgar',
    kept: (answer) => `${answer} (se mantiene)`,
    saved: 'Guardada',
    change: 'Cambiar',
    answer: 'Responder',
    which: (place) => `la pregunta ${place}`,
    continue: 'Continuar',
    finish: 'Terminé',
    stopped: 'Ya no se pregunta, porque la respuesta del panel es firme',
    stoppedIn: 'aceptado',
    stoppedOut: 'no aceptado',
    stoppedUndecided: 'sin acuerdo',
  },
  done: {
    heading: 'Todas sus respuestas están guardadas',
    partly: (open) =>
      `${isOne(open) ? 'Queda una pregunta' : `Quedan ${open} preguntas`} sin responder. Puede hacerlo hasta que cierre la ronda.`,
    next: 'Recibirá un mensaje cuando se abra la siguiente ronda. Puede cerrar esta página.',
    last: 'Esta fue la última ronda. Puede cerrar esta página.',
    change: 'Ver o cambiar sus respuestas',
  },
  leave: {
    link: 'Retirarse del panel',
    heading: 'Retirarse del panel',
    lines: [
      'No tiene que decir por qué, y no afecta su atención ni su trabajo.',
      'No recibirá más mensajes sobre este panel. Lo que respondió en rondas anteriores queda en sus resultados, sin su nombre.',
      'No podrá volver con este enlace.',
    ],
    confirm: 'Retirarme del panel',
    stay: 'Seguir en el panel',
  },
  problem: {
    retry: 'Intentar de nuevo',
    'unknown-link': {
      heading: 'Este enlace no funciona',
      lines: [
        'Tal vez se cortó, o hay uno más nuevo. Ábralo de nuevo desde el mensaje más reciente.',
        'Si sigue sin funcionar, escriba a la persona que lo invitó.',
      ],
    },
    'not-open-yet': {
      heading: 'Todavía es un poco temprano',
      lines: [
        'Esta ronda aún no está abierta. Recibirá un mensaje cuando se abra. Use entonces el mismo enlace.',
      ],
    },
    'round-closed': {
      heading: 'Esta ronda está cerrada',
      lines: [
        'El tiempo para responder ya pasó. No hay problema, y lo que respondió cuenta.',
        'Recibirá un mensaje cuando se abra la siguiente ronda.',
      ],
    },
    'panel-ended': {
      heading: 'Este panel terminó',
      lines: ['Gracias por participar. No hay nada más que hacer, y puede cerrar esta página.'],
    },
    withdrew: {
      heading: 'Usted se retiró de este panel',
      lines: ['No recibirá más mensajes sobre él. Si fue un error, escriba a la persona que lo invitó.'],
    },
    'item-stopped': {
      heading: 'Esta pregunta ya no se hace',
      lines: ['La respuesta del panel es firme. Sus otras preguntas están abiertas.'],
    },
    'something-went-wrong': {
      heading: 'Hubo un problema de nuestra parte',
      lines: ['Las respuestas que guardó se conservan. Intente de nuevo en un momento.'],
    },
    'too-many-requests': {
      heading: 'Espere un momento, por favor',
      lines: ['Este enlace se usó muchas veces hace un momento. Espere un minuto y recargue esta página.'],
    },
  },
}
