/**
 * Words and sentences by which people say what they want of text messages, in English and Spanish, as they stand after
 * `normalizeWords`: lower case, no accents, no apostrophes, one space between words.
 */

/**
 * The keywords that carriers and the FCC name (47 CFR 64.1200(a)(10)), their like, and French and Spanish ones: as a message
 * of their own, or with nothing but politeness, they end all texts.
 */
export const STOP_ALONE = [
  ...['stop', 'stopall', 'stop all', 'quit', 'end', 'cancel', 'unsubscribe', 'revoke', 'opt out', 'optout'],
  ...['alto', 'parar', 'pare', 'paren', 'para', 'basta', 'cancelar', 'detener', 'detengan', 'baja', 'fin'],
  ...['terminar', 'no mas', 'dar de baja', 'no more', 'remove', 'remove me', 'salir', 'borrar', 'revocar'],
  ...[
    'arret',
    'arreter',
    'arretez',
    'stopp',
    'stop it',
    'stop this',
    'stop that',
    'stop all this',
    'quit it',
  ],
  ...['desuscribir', 'desuscribirme', 'cancelar suscripcion', 'ya no mas', 'para ya', 'darse de baja'],
  ...['unsub', 'enough', 'enough already', 'parenle', 'parale', 'ya parenle', 'ya parale'],
]

/** Those of them that mean nothing else to a clinic, so that a sentence of little more than one means it too. */
export const STOP_WORDS = [
  ...['stop', 'stopall', 'stop all', 'unsubscribe', 'opt out', 'optout', 'revoke', 'revocar'],
  ...['alto', 'basta', 'dar de baja', 'darme de baja', 'remove me', 'arret', 'arretez', 'desuscribirme'],
]

/** May stand beside a keyword without making it anything else. */
export const POLITE = new Set(
  [
    'please pls plz now ok okay just thanks thank you immediately already right asap yes hi hello hey dear sir but',
    'por favor gracias hola svp sil vous plait merci',
  ].flatMap((line) => line.split(' ')),
)

/** What may stand around a word of `STOP_WORDS` without changing it: “I already told you to STOP texting me”. */
export const FILLERS = new Set([
  ...POLITE,
  ...[
    'these those all us me my the a texting texts text txt messaging messages message msgs sms sending contacting',
    'bothering surveys survey spam to from phone at forever and do i u want said told asked again with for can could',
    'would you los las el la de mandar mandarme enviar enviarme escribir escribirme mensajes mensaje textos encuestas',
    'todo todos me mi numero quiero dije ya si',
  ].flatMap((line) => line.split(' ')),
])

const TEXTING =
  '(?:text|texting|txt|txting|message|messaging|msg|msging|contact|contacting|sms|spam|spamming)'
const TEXTS = '(?:texts?|text messages?|messages?|msgs?|sms|surveys?|questionnaires?|spam|txts?)'
const THE =
  '(?:the |these |those |this |that |your |ur |my |any |all |more |of |such |anymore |sending |getting )*'
/** Of writing to somebody, in Spanish: to be told not to (subjunctive), and as an infinitive. */
const ESCRIBAN = '(?:mande|envie|escriba|contacte|moleste|texte|llame)[ns]?'
const ESCRIBIR = '(?:mandar|enviar|escribir|contactar|molestar|textear|llamar)\\w*'
const MENSAJES = '(?:mensajes?|mensajitos?|textos?|encuestas?|sms|mas|nada|cosas)'

/** “Don't text me before ten” asks for another time: that is for a person to see to. */
const AT_ANOTHER_TIME =
  '(?: me| us| this number)? (?:before|after|until|between|during|tonight|at night|so (?:late|early|often|much|many))\\b'

export const STOP_SENTENCES = [
  // A refusal that names no text: nobody sends one to the study that they wish to stay in.
  /^(?:please |just |ok |hey )*(?:go away|fuck off|fuck you|piss off|get lost|buzz off|bug off)(?: please| now| already)*$/,
  /^(?:im |i am |sorry |no |really |still )*not interested(?: in (?:this|these|that|it|your (?:texts?|surveys?)))?(?: any ?more| thanks| thank you| please| sorry)*$/,
  /^(?:no |perdon |ya )*no (?:me interesa|estoy interesad[oa])(?: mas| gracias| por favor| ya)*$/,
  /^for (?:the love of|gods|christs|heavens|fucks|petes) \w+ (?:please )?(?:just )?stop(?: already| it)?$/,
  /\b(?:do not|dont) want to (?:participate|take part|answer|do (?:this|it|these)|be (?:in|part of) (?:this|the))(?: in this)?(?: study| survey| surveys)?(?: any ?more)? (?:please )?stop$/,
  /^(?:ya )?basta (?:ya )?(?:de|con) (?:los |tantos |estos |sus |tantas |estas |las )?(?:mensajes|mensajitos|textos|encuestas)\b/,
  // “You don't text me any more” and “I don't text” are no demands.
  new RegExp(
    `(?<!\\b(?:you|they|we|i|u|she|he|why|did) )\\b(?:do not|dont|don t|please not|cease|quit|no longer) (?:you |dare |ever |start |resume |restart |keep |be )*${TEXTING}\\b(?!${AT_ANOTHER_TIME})(?! (?:him|her|them|my (?!phone|number|cell|mobile)))`,
  ),
  new RegExp(`^(?:please |and |i said |ever )*never (?:ever )?${TEXTING}\\b`),
  new RegExp(
    `\\b(?:never|not|dont) want (?:you |anyone |anybody |them |this clinic )+(?:to )?(?:ever )?${TEXTING}\\b`,
  ),
  new RegExp(
    `\\b(?:stop|quit|cease) (?:\\w+ ){0,2}(?:${TEXTING}|sending|bothering|bugging|harassing|pestering|writing)\\b`,
  ),
  new RegExp(
    `\\b(?:stop|cancel|end(?! of)|quit|cease|enough|halt) (?:with )?${THE}(?:${TEXTS}|subscription)\\b`,
  ),
  /\bcease (?:and desist|all (?:contact|communications?))\b/,
  /\b(?:do not|dont|no longer) (?:want|wish|care) to (?:get|receive) (?:these|this|those|them|any more)\b/,
  /\b(?:do not|dont) (?:ever )?(?:send|write) (?:to )?(?:me|us|any|more|these|them)\b/,
  new RegExp(`\\b(?:do not|dont) (?:start|resume|restart|send) ${THE}${TEXTS}\\b`),
  /\b(?:take|remove|delete|get|drop) (?:me|us|my (?:number|phone|name)|this (?:number|phone)) (?:off|from|out)(?: (?:of|the|your|ur|that|all|these|any|this|mailing|contact|call|calling|text|texting|phone|sms))* (?:lists?|surveys?|study|texts?|messages|database|system|this)(?: please| now| thanks| immediately| asap)*$/,
  /\b(?:take|remove) (?:me|my (?:number|phone|name)|this (?:number|phone)) off(?: please| now)*$/,
  /^(?:please )?(?:remove|delete|lose|forget) (?:me|my number|my phone|my name|this number|this phone)(?: now| please)?$/,
  /\b(?:lose|delete|forget) (?:my|this) number\b/,
  new RegExp(`(?<!\\b(?:getting|got|get|receive|received|receiving|have|had) )\\bno more ${THE}${TEXTS}\\b`),
  /\bleave me alone\b/,
  new RegExp(
    `\\b(?:do not|dont|no longer|not) (?:want|wish|need|like) (?:to )?(?:get |receive |have |see |be )?${THE}(?:${TEXTS}|texted|contacted|messaged)\\b`,
  ),
  new RegExp(`\\b(?:done|finished|through) with ${THE}${TEXTS}\\b`),
  /\bunsubscribe\b/,
  /\bopt (?:me |us )?out\b/,
  /\b(?:i )?(?:revoke|withdraw) (?:my )?consent\b/,
  /^(?:will|can|could|would) you (?:please |just )*stop\b(?: please| now| it| this)*$/,
  // STOP, and what follows it without a point: “stop i moved”.
  /^(?:please )?stop (?:(?:pls|plz|please|now|thanks) )*(?:i|im|ive|you|youre|u|we|this is|its|dont|do not|no|wrong|who)\b/,
  new RegExp(
    `\\b(?:no|ya no|nunca|jamas) (?:mas )?(?:me |nos )?${ESCRIBAN}(?= (?:mas|por favor|ya|nunca|otra vez|de nuevo|ningun\\w*|est[oae]s?|tant[oa]s|los|las|${MENSAJES})\\b|$)`,
  ),
  new RegExp(`\\bni (?:me |nos )?${ESCRIBAN}\\b`),
  /\b(?:borre|borren|borra|elimine|eliminen|elimina|quite|quiten|quita) (?:ya )?(?:mi|este) (?:numero|telefono|nombre)\b/,
  new RegExp(`\\b(?:no|nunca|jamas) (?:me |nos )?vuelva[ns]? (?:nunca )?a ${ESCRIBIR}`),
  new RegExp(
    `\\bno (?:quiero|deseo|quisiera) que (?:me |nos |ustedes )?(?:(?:vuelva[ns]?|siga[ns]?) (?:a )?(?:${ESCRIBIR}|\\w+ndo\\w*)|${ESCRIBAN})`,
  ),
  new RegExp(
    `\\b(?:dejen?|deja|dejar|paren?|parar|dejes|basta) de (?:${ESCRIBIR}|mensajes|textos|encuestas)\\b`,
  ),
  /\b(?:parar|pare[ns]?|cancel(?:ar|e|en)|detener|detengan|terminar|termine[ns]?) (?:de )?(?:los |las |estos |estas |sus |mis |todos )*(?:mensajes|textos|encuestas|sms)\b/,
  /\b(?:quiten?me|quitame|quiteme|borren?me|borrame|eliminen?me|eliminame|saquen?me|sacame|denme de baja|darme de baja|deme de baja)\b/,
  /\b(?:no|ya no) (?:quiero|deseo|quisiera) (?:volver a )?(?:recibir |tener |ver )?(?:mas |estos |estas |sus |los |las |ningun |ninguna )*(?:mensajes?|mensajitos?|textos?|encuestas?|sms)\b/,
  /^(?:ya )?no quiero mas(?: por favor)?$/,
  /\b(?:no|ya no) mas (?:mensajes?|textos?|encuestas?|sms)\b/,
  /\bdej(?:en|a|e)me en paz\b/,
]

/** What may come before a STOP that is the message’s own first word. */
const BEFORE_STOP =
  '(?:(?:please|now|ok|okay|hey|you|u|better|just|i|said|told|last|time|warning|final|por|favor|oigan|ya) )*'
const HARM =
  '\\b(?:sue|suing|lawsuit|lawyer|attorney|police|cops|report|reporting|block|blocking|court|fcc|ftc|legal|complain|complaint|harassment|press charges)\\b'

/** Whoever is threatened with this does not ask for more: “text me again and I will call the police”. */
export const THREATS = [
  /\b(?:text|message|contact|write to|call|bother) me (?:again|one more time|any ?more)\b.*\b(?:police|cops|lawyer|attorney|sue|report|block|harass\w*|court|fcc)\b/,
  /\b(?:escrib|mand|envi|molest|contact)\w*\b.*\b(?:policia|abogad[oa]s?|denunci\w+|demand(?:o|ar|are)|bloque\w+)\b/,
  // “Stop now or I sue”, “stop it or else”: whoever begins with it, says what follows if not, and asks nothing.
  new RegExp(
    `^${BEFORE_STOP}(?:stop|quit|cease|enough|knock it off|cut it out)\\b.*\\b(?:or|otherwise|before)\\b.*${HARM}`,
  ),
  new RegExp(`^${BEFORE_STOP}(?:stop|quit|cease|enough)\\b(?: \\w+){0,3} or else\\b`),
  /\b(?:ill|i will|im going to|im gonna|gonna|going to|were going to) (?:\w+ ){0,2}(?:sue|report (?:you|u|this|these|it)|block (?:you|u|this)|(?:call|get) (?:a|my|the) (?:lawyer|attorney|police|cops)|press charges|go to court)\b.*\b(?:if|unless|until)\b.*\b(?:you|u|this|these|texts?|messages?) (?:do not |dont |doesnt )?(?:\w+ )?(?:stop|quit|end|keep|text|message|contact|continue)\w*\b/,
  new RegExp(
    `^${BEFORE_STOP}(?:alto|basta|pare[ns]?|para|paren ya|dejen?|cese[ns]?|stop|ya)\\b.*\\bo\\b.*\\b(?:policia|abogad[oa]s?|denunci\\w+|demand(?:o|ar|are|aremos)|bloque\\w+|reporto|reportare|tribunal\\w*)\\b`,
  ),
]

/** “Don't stop”, “I can't stop”, “it won't stop”: what is negated is not asked for. */
export const NEGATED_STOP =
  /\b(?:dont|do not|never|not|cant|cannot|wont|doesnt|didnt|couldnt) (?:want (?:you |it |this |them )?to |wanna |to )?(?:ever )?(?:stop|quit|end|cancel|unsubscribe|opt out)\b|\bno (?:quiero que |quiero |me )?(?:pare[ns]?|parar|deje[ns]? de|cancele[ns]?|cancelar|detener|terminar)\b/

/** A question about what is or was, not a request: “why did you stop sending surveys”. */
export const QUESTION =
  /^(?:but |and |so |pero |y )*(?:why|when|how come|did|were|was|have you|has|por que|cuando|como es que)\b/

/** So is this, where it ends as one: “are there no more surveys?”, “no more texts?” */
export const QUESTION_IF_ASKED =
  /^(?:how|what|where|who|are|is|do|does|there|so|no more|donde|que|hay|es|son|ya no)\b/

export const START_ALONE = [
  ...['start', 'start again', 'unstop', 'resume', 'subscribe', 'restart', 'opt in', 'optin', 'resubscribe'],
  ...['iniciar', 'comenzar', 'empezar', 'reanudar', 'volver', 'alta', 'inicio', 'reiniciar'],
]
/** From the first word to the last one: “if you text me again I will call the police” asks for something else. */
export const START_SENTENCES = [
  /^(?:you can |you may |i want you to |can you |could you |would you )?(?:start|resume|restart) (?:texting|messaging|sending|the texts|texts|messages|the messages|(?:sending )?(?:me )?(?:my |the )?texts)(?: me| again| to me)*$/,
  /^(?:you can |you may |i want you to |can you |could you |would you )?(?:text|message) me again$/,
  /^sign me (?:back )?up(?: again)?$/,
  /^i (?:want|would like|d like) (?:to (?:get|receive|have) )?(?:the |your |these |my )?(?:texts|messages|surveys) (?:again|back)$/,
  /^(?:si )?(?:pueden |ya pueden )?(?:vuelvan?|vuelva|volver) a (?:mandar|enviar|escribir)(?:me)?(?: los| sus| mensajes)*$/,
  /^quiero (?:volver a )?recibir (?:los |sus )?mensajes(?: otra vez| de nuevo)?$/,
]

export const HELP_ALONE = [
  ...['help', 'info', 'help me', 'ayuda', 'ayudame', 'informacion', 'how do i stop', 'how do i stop this'],
  ...['who is this', 'who are you', 'who dis', 'what is this', 'whos this', 'como paro esto', 'que es esto'],
  ...['new phone who dis', 'new phone who is this', 'i dont know who this is', 'no se quien es'],
  ...['quien es', 'quien eres', 'quienes son', 'quien es usted', 'quien me escribe'],
  ...['how do i stop these', 'how do i stop these texts', 'how do i stop the texts', 'how can i stop this'],
  ...['how do i unsubscribe', 'how do i opt out', 'como paro los mensajes', 'como cancelo los mensajes'],
]

/** Each of a sentence of its own: “I have the wrong number for the clinic” says something else. */
export const WRONG_NUMBER = [
  /^(?:(?:sorry|hi|hello|hey|no|think|im afraid|afraid|you|ya|u|have|has|got|get|texted|texting|called|calling|reached|reaching|messaged|are|at|this|is|its|the|a|to|must|may|might|be|youre|youve|obviously|clearly|again|still|i think|stop|please|ok|okay|so) )*wrong (?:number|person|phone|guy|lady|one)(?: (?:dude|man|bro|sorry|please|buddy|pal|again))?$/,
  /\b(?:no one|nobody) (?:here )?(?:by|with|of) that name\b/,
  /^(?:no |perdon |lo siento |hola |tiene |tienen |es |el |este |un |esta |creo que |se |marco |ya )*numero (?:equivocado|incorrecto)(?: por favor| perdon)?$/,
  /^(?:perdon |hola |creo que |no )*(?:se |te )?(?:equivoco|equivocaste|equivocaron|han equivocado|ha equivocado|equivocado) de (?:numero|persona)$/,
  /\b(?:not|isnt|is not) (?:me|my number|(?:the|that) person)\b.*\bwrong\b/,
  /\bno soy esa persona\b/,
  // Of somebody else, in the third person: their number was given to another.
  /\b(?:is not|isnt|aint|is no longer|was never) (?:his|her|their|that persons) (?:number|phone|cell|cell phone|cellphone)\b/,
  /\b(?:he|she|they) (?:(?:doesnt|dont|does not|do not) (?:have|use|own)|no longer (?:has|have|uses|use)) this (?:number|phone)\b/,
  /\b(?:ella|el) ya no (?:tiene|usa) este (?:numero|telefono|celular)\b|\bno es (?:el|su) (?:numero|telefono|celular) de (?:el|ella)\b/,
]

/** Somebody who meant to answer, not to say whose number it is: “wrong number, I meant 8”, “wrong number. 6”. */
export const MISTYPED =
  /\b(?:meant|mean|mistyped|typed|typing|pressed|hit|typo|quise (?:decir|poner|escribir)|queria (?:decir|poner|escribir)|era|should be|should have)\b|\b\d{1,2}\b/

export const COURTESY = new Set(
  [
    'thanks thank you thx ty ok okay k kk great good perfect done got it will do sure cool nice welcome',
    'gracias muchas vale bueno de nada listo lista perfecto bien si claro muy hecho',
  ].flatMap((line) => line.split(' ')),
)

/** What says thanks or yes without a word; any other sign is for a person to see. */
export const FRIENDLY_SIGNS = /[👍👌🙏❤♥💙💚💛💜🧡🤍💕😊😀😁🙂😃😄☺😉😍🥰😘🤗✅✔☑👏💪🎉😇🌞☀🌸🌹💐👋🙌💯]/gu
