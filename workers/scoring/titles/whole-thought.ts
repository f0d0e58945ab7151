/** Whether a few words are a whole thought, so that nobody takes a title for a torn piece of transcript. English. */

const NO_START =
  /^(?:and|but|or|nor|so|because|cause|which|whose|whom|that|than|to|of|as|also|then|for|with|from|by|at|into|onto|about|too|either|neither|him|her|them|us|me|am|is|are|was|were|be|been|will|would|could|should|has|had|have|does|did|not|yeah|yes|no,|okay|(?:just|only|not|simply|really) to)\b/iu;
/** Question words may begin a title as a question, or as the subject of a sentence ('what they repair is…'). */
const BARE_WH = /^(?:who|whom|whose)\b/iu;
/** Words before the subject that change nothing about the sentence. */
const LEADING_ADVERBS =
  /^(?:(?:often|actually|sometimes|usually|maybe|typically|basically|ultimately|suddenly|eventually|now|again|also|especially|particularly|even|just|only|mostly|generally),? )+/iu;
/** 'On that final angle', with nobody doing anything. */
const PREPOSITION =
  /^(?:on|in|at|for|with|from|by|under|over|between|among|through|during|within|without|across|behind)\b/iu;
const SOMEBODY =
  /,|\b(?:i|you|we|they|he|she|it|there|people|nobody|everyone|everybody|somebody|someone|is|are|was|were)\b|['’](?:s|re|m|ve|ll)\b/iu;
const SUBORDINATE =
  /^(?:if|when|whenever|while|although|though|since|until|unless|after|before|once|where|wherever|whereas|whether|even if|even though|as long as|as soon as|in order to|given that|as (?:you|we|they|i|he|she|it|the|people)|instead of|rather than|despite)\b/iu;
const NO_END =
  /\b(?:the|a|an|of|to|in|on|at|by|for|with|from|about|into|onto|over|under|between|through|during|without|within|among|and|or|but|so|because|cause|that|which|who|whose|whom|if|when|while|as|than|like|is|are|was|were|be|been|being|am|will|would|can|could|should|may|might|must|have|has|had|do|does|did|my|your|his|her|our|their|its|i|we|they|he|she|very|really|just|more|most|some|any|every|each|these|those|this|also|even|only|such|both|either|not|['’]s|it['’]s|that['’]s|i['’]m|you['’]re|we['’]re|they['’]re|there['’]s|what['’]s|don['’]t|doesn['’]t|didn['’]t|can['’]t|going|gonna|wanna|trying|able|let['’]s|etc|maybe|how|why|what|where|then|there is|there are|lot of|kind|sort|believing|saying|thinking|knowing|making|having|being|wanting|including|meaning|asking|telling)$|\b(?:in|on|with|for|by|to|of|from|at|under) which (?:\p{L}+ ){1,3}\p{L}+$/iu;
/** These end a sentence well where something before asks for it: 'what are you waiting for', 'I know who they are'. */
const ENDS_AFTER_WH =
  /\b(?:what|who|which|where|how|whatever|everything|anything|nothing) (?:\p{L}+ ){0,3}(?:i|you|we|they|he|she|it|this|that|people|is|are|was|were|do|does|did)\b.*\b(?:of|to|in|on|at|by|for|with|from|about|into|through|is|are|was|were|be|do|does|did|have|had|can|could|should|would|like|am)$/iu;
const ENDS_WELL =
  /\b(?:think so|said so|why not|even more|much more|no more|do more|any more|once more|each|not only|or not|and more|come in|go on|moved on|move on|hold on|log in|step in|show up|give in|based on|depend on|i am|we are|you are|they are|of course)$/iu;
/** The commonest forms of verbs, and endings that verbs have. */
const VERB =
  /\b(?:is|are|was|were|be|been|am|['’](?:s|re|m|ve|ll|d)|has|have|had|do|does|did|will|would|can|cannot|could|should|may|might|must|\p{L}+n['’]t|get|gets|got|go|goes|went|make|makes|made|take|takes|took|give|gives|gave|say|says|said|tell|tells|told|think|thinks|thought|know|knows|knew|see|sees|saw|want|wants|need|needs|feel|feels|felt|find|finds|found|come|comes|came|become|becomes|became|work|works|worked|keep|keeps|kept|let|lets|put|puts|mean|means|meant|leave|leaves|left|lose|loses|lost|win|wins|won|build|builds|built|buy|buys|bought|sell|sells|sold|pay|pays|paid|cost|costs|spend|spends|spent|run|runs|ran|start|starts|stop|stops|try|tries|help|helps|matter|matters|happen|happens|change|changes|learn|learns|love|loves|hate|hates|hire|hires|fire|fires|fail|fails|grow|grows|grew|kill|kills|break|breaks|broke|write|writes|wrote|read|reads|speak|speaks|spoke|teach|teaches|taught|turn|turns|hold|holds|held|bring|brings|brought|show|shows|begin|begins|began|ask|asks|call|calls|use|uses|play|plays|live|lives|believe|believes|remember|remembers|understand|understands|understood|watch|watches|follow|follows|create|creates|care|cares|trust|trusts|choose|chooses|chose|wait|waits|die|dies|eat|eats|ate|sleep|sleeps|slept|fall|falls|fell|stay|stays|stand|stands|stood|sit|sits|sat|hear|hears|heard|depends?|exists?|sounds?|looks?|seems?|comes?|takes?|never|throw|throws|threw|drop|drops|cut|cuts|catch|caught|draw|drew|drink|drank|fly|flew|fight|fought|forgot|grows|hide|hid|hit|hits|lead|leads|led|lie|lies|lay|meet|met|rise|rose|shut|swim|swam|wear|wore|wake|woke|sink|sank|freeze|froze|steal|stole|told|matters?|win|drive|drives|earn|earns|raise|raises|send|sends|add|adds|ship|ships|solve|solves|pick|picks|push|pushes|pull|pulls|talk|talks|hurt|hurts|save|saves|fix|fixes|miss|misses|forget|forgets|carry|carries|move|moves|open|opens|close|closes|rule|rules|decide|decides|require|requires|include|includes|force|forces|allow|allows|enable|enables|expect|expects|explain|explains|prefer|prefers|deserve|deserves|(?:i|you|we|they|he|she|it|who|that|people|nobody|everyone|everybody|somebody|someone|\p{L}{3,}s) (?:\p{L}+ly |just |never |always |also |all |both )?\p{L}{2,}ed)\b/iu;
/** A noun with a relative clause and nothing that is said of it: 'The thing that people get wrong'. */
const RELATIVE =
  /^(?:(?:something|anything|everything|nothing|things|people|someone|somebody|anyone|those|all) (?:that|who|which|where|when|we|you|i|they)\b|(?:the|a|an|this|that|those|one|every|all|any|some|my|your|our|their)\b(?: \p{L}+['’]?\p{L}*){1,4} (?:that|who|which|where|when|we|you|i|they|he|she|people)\b)/iu;
/** An activity as the subject: something must be said of it before a clause begins. */
const GERUND =
  /^(?!(?:nothing|something|anything|everything|during|morning|evening|king|thing|spring|string|bring|sing|ring|swing)\b)\p{L}{2,}ing\b/iu;
const CLAUSE_BEGINS = /[,;:]|\b(?:because|when|if|while|which|who|although|unless|until|since|so that)\b/iu;
/** Parts of a sentence that may stand before its subject with a comma. */
const ADVERBIAL =
  /^(?:in|on|at|for|every|each|most|some|one|ultimately|today|first|sometimes|usually|often|eventually|suddenly|instead|maybe|perhaps|then|now|back|all|by|after|before|without|with|over|two|three|last|next|this|that|once|as|honestly|fortunately|unfortunately|interestingly|surprisingly|similarly|luckily|apparently|clearly|of|during|from|until|to)\b/iu;
/** A condition without what follows from it: 'In normal times, if you think about five', 'The lesson is if you wait'. */
const OPEN_CLAUSE =
  /^(?:[^,]{1,30}, (?:if|when|while|because)\b[^,]*|.*\b(?:is|was) (?:if|when) [^,]*|.*, (?:and |but )?(?:in|at|on|for|with) (?:\p{L}+ ){0,3}\p{L}+)$/iu;
/** The speech that is announced does not come any more. */
const QUOTES_NOTHING =
  /\b(?:is to|i|we|you|they|he|she|people|and|to) (?:say|says|said|was like|were like|am like|goes)$|^(?!.*\b(?:what|that|as|like|who)\b).* (?:says|said)$/iu;
/** From the last subordinate clause on. */
const LAST_CLAUSE = /.+\b(?:when|if|because|unless|until|although|whereas)\b (.+)$/iu;
/** A parenthesis that was torn off one side: 'supports this too, is, again'. */
const TORN_INSIDE = /, (?:is|are|was|were|again|and|but|or|so|because|which|who|that)(?:,|$)/iu;
const ASKS =
  /^(?:what|why|how|who|whom|whose|which|where|when|is|are|was|were|am|do|does|did|can|could|will|would|should|has|have|had|may|might|isn['’]t|aren['’]t|don['’]t|doesn['’]t|didn['’]t|can['’]t|won['’]t|wouldn['’]t|shouldn['’]t|in what|at what|to what|on what|for whom|\p{L}+, (?:what|why|how|who|where|when|do|did|is|are|can))\b/iu;
const WH_OF_TIME =
  /^(?:when|where|once|while|since) (?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had)\b/iu;

export interface ThoughtOptions {
  /** The words run up to the end of what was said as a sentence. */
  readonly endsSentence: boolean;
}

/**
 * The reason why these words are no title, or null where they are a whole
 * thought: no conjunction or subordinate clause left alone, no article or
 * preposition in the air, quotes in pairs, with a verb.
 */
export function tornBecause(title: string, options: ThoughtOptions): string | null {
  const text = title.trim();
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
  if (words.length < 3) return 'too short';
  if (/[,;:–—-]$/u.test(text)) return 'ends with a mark that goes on';
  if (!quotesPair(text)) return 'a quote or bracket is open';
  if (NO_START.test(text)) return 'begins in the middle';
  const question = text.endsWith('?');
  if (BARE_WH.test(text) && !question) return 'begins in the middle';
  if (question && !ASKS.test(text) && !options.endsSentence) return 'half of a question';
  const plain = text.replace(LEADING_ADVERBS, '');
  if (PREPOSITION.test(plain) && !question && !SOMEBODY.test(plain)) return 'nobody does anything';
  if (SUBORDINATE.test(plain) && !(question && WH_OF_TIME.test(text)) && !hasMainClause(plain)) {
    return 'only a subordinate clause';
  }
  if (OPEN_CLAUSE.test(text) && !question) return 'only a subordinate clause';
  if (TORN_INSIDE.test(text)) return 'a parenthesis is torn';
  const bare = text.replace(/[?!.]+$/u, '').replace(/["'”’)\]]+$/u, '');
  if (NO_END.test(bare) && !ENDS_WELL.test(bare) && !(options.endsSentence && ENDS_AFTER_WH.test(bare)))
    return 'ends in the air';
  if (verbs(text) === 0 && !/\b(?:this|that)\b/iu.test(text)) return 'no verb';
  if (!VERB.test(text)) return 'no verb';
  if (QUOTES_NOTHING.test(bare)) return 'ends before what is said';
  const clause = LAST_CLAUSE.exec(text)?.[1];
  if (clause !== undefined && !VERB.test(clause)) return 'a clause without a verb';
  const [opening = ''] = text.split(/,/u);
  if (opening !== text && !VERB.test(opening) && !ADVERBIAL.test(opening)) return 'a list without its beginning';
  if (GERUND.test(text) && !saysSomething(text)) return 'says nothing of its subject';
  if (!question && RELATIVE.test(text) && verbs(text) < 2) return 'says nothing of its subject';
  return null;
}

/** True where quotation marks and brackets come in pairs. Apostrophes are none. */
export function quotesPair(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  if (count(/"/gu) % 2 !== 0) return false;
  return count(/[“„«]/gu) === count(/[”»]/gu) && count(/\(/gu) === count(/\)/gu) && count(/\[/gu) === count(/\]/gu);
}

/** After 'if…' somebody must do something: a second part that has its own subject. */
function hasMainClause(text: string): boolean {
  const main =
    /(?:, ?(?:then )?(?:[\p{L}'’]+)|\bthen (?:i|you|we|they|he|she|it|there|people|nobody|everyone|everybody|the|my|your|our|their)(?:['’]\p{L}+)?) .*\p{L}+/iu;
  return main.test(text) && verbs(text) >= 2;
}

function saysSomething(text: string): boolean {
  const [subject = ''] = text.split(CLAUSE_BEGINS);
  return VERB.test(subject.replace(/^\p{L}+/u, ''));
}

function verbs(text: string): number {
  // 'our help', 'the work', 'a change' are things.
  const bare = text.replace(/\b(?:the|a|an|our|my|your|their|his|her|its|some|any|no|this)\s+\p{L}+/giu, ' ');
  return bare.match(new RegExp(VERB.source, 'giu'))?.length ?? 0;
}
