/** What a report says of the coalition's votes, in English. Forms as in messages-en.ts. */
export const VOTES_ENGLISH = {
  'column.backing': 'Backer',
  'column.coalition': 'Coalition',
  'column.stake': 'Stake',
  'column.member': 'Member',

  'section.votes': 'How the coalition votes',
  'section.votes.text':
    'Where the rules leave an answer open, the coalition votes on it. How likely it is to act depends on what is at stake, on whether it is resolute, and on what the backer does. Here on the path [[path]], in the period from year {year} on, in {worlds} worlds; {force}.',
  'votes.deployed': 'the force is deployed',
  'votes.fresh': 'there is no force',
  'votes.verdict':
    'At the vote on a {challenge} that {circumstance} the coalition acts with chance {engaged} while the backer is engaged, {wavering} while it wavers and {withdrawn} when it has withdrawn.',
  'votes.challenge.probe': 'probe',
  'votes.challenge.limited': 'limited attack',
  'votes.challenge.assault': 'major assault',
  'votes.circumstance.triggered': 'hits the force and triggers the rules',
  'votes.circumstance.hit': 'hits the force without triggering the rules',
  'votes.circumstance.unhit': 'hits no force',
  'votes.backing.engaged': 'engaged',
  'votes.backing.wavering': 'wavering',
  'votes.backing.withdrawn': 'withdrawn',
  'votes.backing.backed': 'backs the answer',
  'votes.backing.unbacked': 'does not back it',
  'votes.type.resolute': 'Resolute coalition',
  'votes.type.irresolute': 'Irresolute coalition',
  'votes.before': 'before the backer has shown itself',
  'votes.after': 'after the backer has shown itself',

  'votes.title': 'How likely the coalition is to act, by what is at stake',
  'votes.axis': 'stake: what acting is worth to it (utility)',
  'votes.caption':
    'Lines are means over worlds, bands the middle 90 % of worlds: members, their weights and how much they heed are uncertain. Above: at the first vote, by the backer’s posture. Below: on the ladder, when it is known whether the backer backs the answer. The large marks above stand at the mean stake and the mean chance of {vote}; the bars through them span the stakes of the middle 90 % of worlds. The further the curves of the postures lie apart, the more the coalition hangs on the backer. A stake of 100 is the worth of the whole country to the challenger.',
  'votes.alternative': 'Curves of the chance to act by stake. Mean stake at which the chance passes one half:',
  'votes.half': '{type}, {backing}: at {stake}.',
  'votes.half.none': '{type}, {backing}: nowhere in the range.',

  'votes.members.title': 'On whom the vote hangs',
  'votes.members.axis': 'chance that its vote is decisive',
  'votes.members.caption':
    'At {vote}: chance that the votes of the others leave the decision to this member. Marks are means over worlds, by the backer’s posture; bars are the middle 90 % of worlds.',
  'votes.members.alternative': 'Chance to be decisive by member, backer wavering (90 % of worlds):',
  'votes.members.part': '{member} {mean} ({range}).',
  'votes.vote': 'the vote on a {challenge} that {circumstance}',
  'votes.table': 'Chance that the coalition acts at each vote',
  'votes.table.fold': 'All votes of the period',
  'votes.limits':
    'Chances are exact within a world and means over worlds, ± standard error. They rest on how members are assumed to weigh what is at stake; which stakes arise follows from the solved game.',
} as const;
