/** `trace`: one possible future of a world, told period by period, on one path or on two. */
import { prepareGame } from '../../deterrence/game.ts';
import { createModel } from '../../deterrence/model.ts';
import { OUTCOMES, OUTPUTS } from '../../deterrence/outputs.ts';
import { parameterIndex } from '../../deterrence/parameters.ts';
import { traceWorld } from '../../deterrence/trace.ts';
import type { World } from '../../deterrence/world.ts';
import { historyStream, votersStream } from '../../experiment/draw-world.ts';
import { replaceFiles } from '../../report/replace-files.ts';
import { tellStory } from '../../report/trace/story.ts';
import { eventLines } from '../../report/trace/story-events.ts';
import { renderStoryHtml } from '../../report/trace/story-html.ts';
import { storySpeechOf } from '../../report/trace/story-speech.ts';
import { renderStory } from '../../report/trace/story-text.ts';
import type { Tale, TracedPath } from '../../report/trace/tale.ts';
import { unknownName } from '../../scenario/names.ts';
import { type Environment, terminalStyle, terminalWidth } from '../environment.ts';
import { UsageError } from '../errors.ts';
import { displayPath } from '../output-folder.ts';
import { replayCommand } from '../replay-command.ts';
import { singleWorld } from '../single-world.ts';
import { openSetting, type Setting } from '../worlds.ts';
import type { TraceCommandOptions } from './trace-options.ts';

/** Lines longer than this are hard to read, however wide the terminal. */
const WIDEST = 100;

const AT = {
  troops: parameterIndex('tripwire.troops'),
  quorum: parameterIndex('coalition.quorum'),
  beliefPoints: parameterIndex('solver.belief_points'),
};

/**
 * Tells a history, or writes it into a file.
 * @throws ScenarioError, FolderError and UsageError for bad input
 */
export async function traceHistory(options: TraceCommandOptions, { stdout, stderr }: Environment): Promise<void> {
  const setting = await openSetting(options.source, worldsOptionsOf(options));
  for (const warning of setting.warnings) stderr.write(`warning: ${warning}\n`);
  const tale = traceTale(setting, options);
  const text = render(tale, options, stdout);
  if (options.out === undefined) {
    stdout.write(text);
    return;
  }
  replaceFiles([{ path: options.out, data: text }]);
  stderr.write(`wrote ${displayPath(options.out)}\n`);
}

function render(tale: Tale, { format, language, out }: TraceCommandOptions, stdout: NodeJS.WriteStream): string {
  if (format === 'jsonl') return [...eventLines(tale)].join('');
  const speech = storySpeechOf(language);
  const story = tellStory(tale, speech);
  if (format === 'html') return renderStoryHtml(story, speech);
  const plain = { bold: (text: string) => text, dim: (text: string) => text };
  const style = out === undefined ? terminalStyle(stdout) : plain;
  return `${renderStory(story, speech, Math.min(WIDEST, terminalWidth(stdout)), style)}\n`;
}

/** The paths of a run are all there: a history does not depend on which of them are told. */
function worldsOptionsOf({ source, draws, seed, design, set }: TraceCommandOptions) {
  return {
    ...{ scenario: source, draws, seed, design, set, paths: undefined },
    ...{ jobs: 1, queue: undefined, out: undefined, resume: false, failFast: false, json: false, quiet: false },
    ...{ metric: undefined, preference: undefined, better: undefined },
  };
}

function traceTale({ scenario, plan }: Setting, options: TraceCommandOptions): Tale {
  const { draw, history } = options;
  const names = plan.paths.map(({ name }) => name);
  const paths = choosePaths(names, options.paths);
  const worlds = paths.map((path) => singleWorld(scenario, plan, path, draw));
  return {
    ...{ title: plan.title, asOf: plan.asOf, actors: plan.actors, draw, draws: plan.draws, history },
    ...{ seed: plan.seed, design: plan.design, stepYears: plan.stepYears, periods: plan.periods },
    beliefPoints: worlds[0].parameters[AT.beliefPoints],
    paths: worlds.map((world, i) =>
      tracePath(
        plan.paths[paths[i]],
        world,
        historyStream(plan.seed, draw, history),
        votersStream(plan.seed, draw, history),
      ),
    ),
    command: replayCommand({ ...options, paths: paths.map((path) => names[path]) }),
  };
}

function choosePaths(names: readonly string[], wanted: readonly string[] | undefined): number[] {
  if (wanted === undefined) {
    if (names.length === 1) return [0];
    throw new UsageError(`--path is missing, must be one of ${names.join(', ')}; or two of them with --paths`);
  }
  return wanted.map((name) => {
    const index = names.indexOf(name);
    if (index >= 0) return index;
    throw new UsageError(`--${wanted.length > 1 ? 'paths' : 'path'} ${unknownName('path', name, names)}`);
  });
}

function tracePath(
  { name, title }: { readonly name: string; readonly title: string },
  world: World,
  stream: () => number,
  voters: () => number,
): TracedPath {
  const outputs = new Float64Array(OUTPUTS.length);
  createModel().evaluate(world, outputs);
  return {
    name,
    title,
    events: traceWorld(world, stream, voters).events,
    ladder: world.ladder.map((rung) => rung.name),
    troops: world.parameters[AT.troops],
    firstBelief: prepareGame(world).firstBelief,
    quorum: world.parameters[AT.quorum],
    outcomes: OUTCOMES.map((outcome, i) => ({ name: outcome.name, label: outcome.label, chance: outputs[i] })),
  };
}
