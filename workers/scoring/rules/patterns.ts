/**
 * What belongs to the show and not to its content. English only; each is worded
 * so that people who talk *about* sponsors, prices or subscribers are left alone.
 */

/** Opens a sponsor read. */
export const SPONSOR_OPENS =
  /\b(?:(?:is|was|are|made possible|brought to you)(?: today)? by our (?:friends|sponsors?|partners?)|(?:episode|podcast|show|program|season|segment|interview|conversation|part) (?:is |was |has been )?(?:also )?(?:brought to you|sponsored|supported|presented|powered|made possible|underwritten)(?: \w+){0,3} by|(?:also )?brought to you(?: today)? (?:in part )?by|(?:today|this (?:week|month|episode))['’]s (?:sponsor|partner|episode is (?:sponsored|brought))|(?:a )?(?:quick |short |brief )?(?:word|message|break)(?: here)? (?:from|for|to thank) (?:our|today['’]s|the|this|a) (?:\w+ )?(?:sponsors?|partners?)|(?:thank|thanks to|hear from|shout ?out to)(?: \w+)? (?:our|today['’]s|this (?:week|episode)['’]s) (?:\w+ )?sponsors?|(?:thanks|thank you|shout ?out)(?: so much)? to [\w'’. ]{2,40} for (?:sponsoring|supporting) (?:this|the|our|today['’]s) (?:podcast|show|episode)|support for (?:this|the|our|today['’]s) (?:podcast|show|episode|program) (?:comes|is provided|and the following message)|we['’]ll be right back after|(?:quick|short) (?:ad|commercial|sponsor) break)\b/iu;

/** Tells people to go and buy: the heart and the end of a sponsor read. */
export const SPONSOR_CALLS =
  /\b(?:(?:promo|discount|coupon|offer|referral|checkout|check out) code|(?:dot|\.) ?(?:com|org|net|io|co|ai|dev|app|fm|tv|me|us|uk|ca) ?(?:slash|\/) ?[\w-]|[\w-]+\.(?:com|org|net|io|co|ai|dev|app|fm|tv|me)\/[\w-]+|(?:get|save|for|take|receive|enjoy|extra|an additional)(?: an?)? (?:extra |additional )?(?:\d+|ten|fifteen|twenty|twenty[- ]five|thirty|forty|fifty) ?(?:%|percent) off|\$\d+ off|(?:\d+|ten|twenty|thirty|fifty) ?(?:%|percent) off (?:your|the|all|any)|(?:your|a) (?:\w+ )?free(?: \d+[- ]day)? trial (?:at|on|today|by|when)|(?:first|one|two|three) (?:months?|weeks?|box|order|purchase) (?:is |are |for )?(?:free|on us)|money[- ]back guarantee|terms (?:and conditions )?apply|free shipping|no credit card (?:required|needed))\b/iu;

/** A code is written in capitals: 'use the code that you wrote' is talk. */
export const SPONSOR_CODE =
  /\b(?:[Uu]se|[Ee]nter|[Ww]ith|[Uu]sing) (?:my |our |the |this )?(?:code|CODE) ['"“]?[A-Z0-9]{3}/u;

/** Says where to go; alone it may be anybody's talk. */
export const SPONSOR_PLACES =
  /\b(?:[\w-]+ ?dot ?(?:com|org|net|io|ai|co|dev|app|fm)|[\w-]+\.(?:com|org|net|io|ai|co|dev|app|fm)|(?:go|head(?: on)?(?: over)?) to [\w-]+\.\w+|sign up (?:now|today|for free)|learn more at|check them out at|visit [\w-]+ ?(?:dot|\.) ?\w+|link in (?:the|our) (?:description|show notes|bio)|free trial|(?:\d+|ten|twenty|thirty|fifty) ?(?:%|percent) off|(?:\$\d+|dollars) (?:a|per) month)\b/iu;

/** Asks listeners to do something for the show. */
export const HOUSEKEEPING =
  /\b(?:subscribe (?:to (?:the|this|our|my) (?:show|podcast|channel|newsletter|feed)|on (?:apple|spotify|youtube|itunes)|wherever|and (?:leave|follow|rate|share|hit|turn|review))|(?:like|rate|review|follow|share|comment),? (?:and|&) subscribe|(?:please|(?:don['’]t|do not) forget to|(?:make|be) sure (?:to|you)|remember to|go ahead and|consider|you can|feel free to)(?: \w+){0,2} (?:subscrib(?:e|ing)|follow (?:the show|us|me))|hit (?:that |the )?(?:subscribe|like|follow|bell|notification)|(?:smash|click|press|tap) (?:that |the )?(?:subscribe|like|follow|bell)|(?:links?|resources|details|transcripts?|it|that|them|everything)(?: to \w+(?: \w+)?)? (?:is|are|will be|['’]ll be|down|all)?(?: all)? ?(?:in|to) (?:the|our|my) (?:description|show ?notes|bio|comments)|(?:link|put|include|find|leave|drop)(?: \w+){0,6} (?:in|to) (?:the|our|my) (?:show ?notes|description below)|leav(?:e|ing) (?:us |me )?(?:a comment|(?:an? )?(?:honest |short |quick |five[- ]star |5[- ]star )?(?:rating|review))|(?:five|5)[- ]star (?:rating|review)|rat(?:e|ing) (?:and|or) (?:leave a )?review|rate (?:us|the show|this podcast)|follow (?:us|me) (?:on|at|over)|find (?:us|me|you|him|her|them) (?:on|at|over on|online|out)? ?(?:on )?(?:twitter|x\b|linkedin|instagram|facebook|tiktok|youtube|threads|substack|patreon)|on (?:our|my) patreon|join (?:our|the|my) (?:newsletter|discord|mailing list|patreon|slack community)|sign up (?:for|to) (?:our|my|the) newsletter|where can (?:people|folks|listeners|our listeners|everyone|they) (?:\w+ )?(?:find|follow|reach|learn|connect|get)|(?:share|send) (?:this|the) (?:episode|podcast|show) (?:with|to)|(?:listening|tuning in) (?:on|to us on) (?:apple|spotify|youtube))/iu;

/** Opens an episode. */
export const INTRODUCTION =
  /\b(?:welcome(?:,? everyone,?| back)?,? to (?:the |another |a |our |my |this |today['’]s )?(?:\w+['’]?s? ){0,4}(?:show|podcast|episode|program|series|channel)|(?:hello|hi|hey)(?:,| and) (?:everyone|everybody|listeners|folks|and welcome)|welcome (?:to the show|back everyone)|(?:my|our|today['’]s) guests? (?:today|for today|this week|is|are|on)|today (?:i['’]m|we['’]re|i am|we are)(?: \w+){0,2} (?:talking|joined|speaking|sitting down|chatting) (?:to|with|by)|(?:joining (?:me|us)|i['’]m joined|we['’]re joined)(?: \w+)? (?:today|is|by|now|this week|in the studio)|i['’]m your host|(?:this is|you['’]re listening to) (?:the )?(?:\w+ ){1,5}(?:podcast|show)\b|(?:thanks|thank you)(?: so much| very much)? for (?:having (?:me|us)|inviting me|joining (?:me|us)|being (?:here|on|with us)|coming (?:on|in|back|to the))|(?:in|on) (?:today['’]s|this week['’]s) (?:episode|show)|in this episode,? (?:we|i|you|my|our)|(?:it['’]s )?(?:so |very |really |such )?(?:great|good|nice|happy|excited|glad|honored|honoured|thrilled|delighted|a pleasure|an honor|lovely)(?: \w+)? (?:to be (?:here|on (?:the|your|this) (?:show|podcast|pod)|with you|back)|to have you(?: here| on| back)?|having you(?: here| on| back)?)\b|welcome to the (?:show|podcast|pod)|without further ado|let['’]s (?:dive|jump|get)(?: right)? (?:in|into it|started)[.!]|enough of me)/iu;

/** Ends an episode. */
export const GOODBYE =
  /\b(?:(?:thanks|thank you)(?: so much| very much| all| everyone| everybody| again)*,? (?:for|to) (?:listening|tuning in|watching|your time|doing this|sharing|all (?:of )?(?:you|our listeners))|thank you(?: so much)?,? \w+,? for (?:being here|coming|doing this|your time|joining)|see you (?:next|in the next|again|all|soon|later)|(?:until|till) (?:the )?next (?:time|week|one|episode)|talk to you (?:soon|next|again)|that['’]s (?:it|all|a wrap)(?: we have time)? for (?:today|this (?:episode|week|one)|now|us)|that (?:wraps|brings us to the end)|(?:this has|it['’]s) been (?:so |such |really |absolutely )?(?:a (?:pleasure|blast|treat|lot of fun|real pleasure)|an (?:honor|honour|absolute|amazing|incredible)|great|awesome|amazing|wonderful|fun|fantastic)(?: (?:talking|chatting|having|speaking|conversation|episode)|[.!]|,? thank)|have a (?:great|good|nice|wonderful|lovely) (?:day|night|week|weekend|evening|one)|(?:goodbye|bye[- ]bye|take care)[,.!]|(?:catch|see) you (?:guys |all )?(?:on the|in the|next)|you can find all (?:past|previous) episodes|(?:really |so )?appreciate (?:you|your time|you coming|you being)(?: \w+)?(?: on| here|[.!]))/iu;

/** A text that is no speech: "[music]", "(applause)", "♪ ♪". */
export const NO_SPEECH = /^(?:\s|[♪♫*.,…-]|\[[^\]]*\]|\([^)]*\)|<[^>]*>)*$/u;

/** Words of sponsor reads that people also use in earnest; a clip does without them, since it would sound like one. */
export const SOUNDS_SPONSORED =
  /\b(?:brought to you by|promo code|free trial|get started at|dot com slash|com slash)\b/iu;
