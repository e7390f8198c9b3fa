/** Tells a challenge and what came of it. */
import type { TracedVote, TraceEvent } from '../../deterrence/trace.ts';
import { find, type Incident } from './chronicle.ts';
import type { Paragraph } from './story-shape.ts';
import type { StorySpeech } from './story-speech.ts';
import { CHALLENGES, type Tale, type TracedPath, TYPES } from './tale.ts';
import { tellChange } from './tell-change.ts';

/** The names that the sentences of a path have in common. */
export interface Names {
  readonly challenger: string;
  readonly protege: string;
}

type Happening = Extract<TraceEvent, { readonly happened: boolean; readonly chance: number }>;

/** The paragraphs of an incident. */
export function tellIncident(incident: Incident, path: TracedPath, tale: Tale, speech: StorySpeech): Paragraph[] {
  const names = namesOf(tale, speech);
  // What the situation says is not said twice.
  const isSituation = new Set(['engaged', 'wavering', 'withdrawn', 'rearmed']);
  const untold = incident.changes.filter(({ what }) => !isSituation.has(what));
  const changes = untold.flatMap((change) => tellChange(change, tale, speech));
  const situation = tellSituation(incident, names, speech);
  const paragraphs: Paragraph[] = [[...changes, situation, ...tellChoice(incident, names, speech)].join(' ')];
  let sentences: string[] = [];
  const flush = () => {
    if (sentences.length > 0) paragraphs.push(sentences.join(' '));
    sentences = [];
  };
  const isJoint = incident.events.some((event) => event.kind === 'war' && event.joint);
  for (const event of incident.events) {
    if (event.kind === 'vote') {
      sentences.push(...tellVote(event, path, speech));
      if (event.members.length > 1) {
        flush();
        paragraphs.push({ kind: 'vote', ...tellMembers(event, path, speech), members: event.members });
      }
      sentences.push(tellLearning(event, names, speech));
      flush();
    } else if (event.kind === 'period_end') break;
    else if ('happened' in event && 'chance' in event)
      sentences.push(...tellHappening(event, incident, path, names, isJoint, speech));
  }
  flush();
  return paragraphs;
}

/** The names of the players who act under their own. */
export function namesOf({ actors }: Tale, { player }: StorySpeech): Names {
  return { challenger: player(actors.challenger), protege: player(actors.protege) };
}

function tellSituation(
  { posture, stage, troops, wanted, changes }: Incident,
  { challenger }: Names,
  speech: StorySpeech,
) {
  const { tell } = speech;
  const isNew = changes.some(({ what }) => what === posture);
  const values = { posture: tell(isNew ? `posture.now.${posture}` : `posture.${posture}`), challenger };
  if (stage === 2) return tell(troops > 0 ? 'situation.rearmed.stands' : 'situation.rearmed.none', values);
  if (troops > 0) return tell('situation.force.stands', values);
  return tell(wanted > 0 ? 'situation.force.coming' : 'situation.force.none', values);
}

function tellChoice({ events, challenge }: Incident, { challenger }: Names, speech: StorySpeech): string[] {
  const { tell, chance } = speech;
  const choice = find(events, 'choice');
  if (choice === undefined) return [];
  const options = CHALLENGES.map((name, i) => `${tell(`challenge.${name}`)} (${chance(choice.probabilities[i])})`);
  return [tell('weighs', { challenger, options: options.join(', ') }), tell(`chosen.${challenge}`)];
}

/** The most that a chance of somebody's choice can be. */
const CERTAIN = 1 - 2 ** -52;

/** The decision, before the names of who voted how. */
function tellVote(
  { rung, happened, chances, type, missingBacking, members }: TracedVote,
  path: TracedPath,
  speech: StorySpeech,
) {
  const { tell, chance } = speech;
  // No action is ever impossible, whatever rounding makes of it.
  const ofDecision = (t: number) => Math.min(happened ? chances[t] : 1 - chances[t], CERTAIN);
  const other = 1 - type;
  const values = { chance: chance(ofDecision(type)), rung: path.ladder[rung] ?? '' };
  const key = rung === 0 ? (happened ? 'vote.responds' : 'vote.absorbs') : happened ? 'vote.climbs' : 'vote.stops';
  const isCommittee = members.length > 1;
  return [
    ...(rung === 0 && isCommittee ? [tell('vote.backing', { chance: chance(1 - missingBacking) })] : []),
    tell(key, values),
    tell('vote.other', { type: tell(`type.${TYPES[other]}`), chance: chance(ofDecision(other)) }),
  ];
}

/** Who voted how, in words. */
function tellMembers({ members }: TracedVote, { quorum }: TracedPath, speech: StorySpeech) {
  const { tell, chance, number } = speech;
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const need = Math.max(1, Math.ceil(total * quorum - 1e-9));
  const say = (inFavour: boolean) =>
    members
      .filter((member) => member.inFavour === inFavour)
      .map((member) => `${member.name} ${member.weight} (${chance(inFavour ? member.chance : 1 - member.chance)})`)
      .join('; ');
  const weight = members.reduce((sum, member) => sum + (member.inFavour ? member.weight : 0), 0);
  const unanimous = (inFavour: boolean) => {
    const all = members.map((member) => Math.min(inFavour ? member.chance : 1 - member.chance, CERTAIN));
    const [least, most] = [chance(Math.min(...all)), chance(Math.max(...all))];
    return tell(inFavour ? 'vote.all.favour' : 'vote.all.against', {
      count: number(members.length),
      chance: least === most ? least : tell('vote.least', { chance: least }),
    });
  };
  const [yes, no] = [say(true), say(false)];
  return {
    summary: tell('vote.summary', { weight, total, need }),
    words:
      no === ''
        ? [unanimous(true)]
        : yes === ''
          ? [unanimous(false)]
          : [tell('vote.favour', { weight, total, need, members: yes }), tell('vote.against', { members: no })],
  };
}

function tellLearning({ beliefBefore, beliefAfter }: TracedVote, { challenger }: Names, { tell, chance }: StorySpeech) {
  const [before, after] = [chance(beliefBefore), chance(beliefAfter)];
  return before === after
    ? tell('learns.nothing', { challenger, before })
    : tell('learns', { challenger, before, after });
}

function tellHappening(
  event: Happening,
  { challenge }: Incident,
  { ladder }: TracedPath,
  names: Names,
  isJoint: boolean,
  { tell, chance }: StorySpeech,
): string[] {
  const { happened } = event;
  const values = { ...names, chance: chance(happened ? event.chance : 1 - event.chance) };
  const answer = happened ? 'yes' : 'no';
  switch (event.kind) {
    case 'hit':
      return [tell(`hit.${answer}`, values)];
    case 'trigger':
      return [tell(`trigger.${answer}`, values)];
    case 'automatic_response':
      return [tell(`automatic.${answer}`, values)];
    case 'backing':
      return [tell(`backing.${answer}`, values)];
    case 'misreading':
      return [tell(`misreading.${answer}`, values)];
    case 'rung':
      return [
        tell(`rung.${event.rung === 1 ? 'first' : 'next'}.${happened ? 'slips' : 'holds'}`, {
          ...values,
          rung: ladder[event.rung - 1] ?? '',
        }),
      ];
    case 'climb':
      if (happened) return [tell('climb.yes', { ...values, rung: ladder[event.rung] ?? '' })];
      return [tell(challenge === 'assault' ? 'climb.no.assault' : 'climb.no', values)];
    case 'spiral':
      return [tell(`spiral.${answer}`, values)];
    case 'limited_success':
      return [tell(`success.${answer}`, values)];
    case 'war_escalation':
      return [tell(`escalation.${answer}`, values)];
    case 'war':
      return [tell(`war.${isJoint ? 'joint' : 'lone'}.${happened ? 'lost' : 'repelled'}`, values)];
    case 'nuclear_use':
      return [tell(`nuclear.${answer}`, values)];
    default:
      return [];
  }
}
