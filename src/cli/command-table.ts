/** The commands, in the order in which they are listed. Each loads its code only when it is called. */
import { declareAnalyzeOptions, readAnalyzeOptions } from './analyze/analyze-options.ts';
import { type Command, command } from './command.ts';
import { explainCommand, resumeCommand, schemaCommand, validateCommand } from './commands.ts';
import {
  declareCompareSolutionsOptions,
  readCompareSolutionsOptions,
} from './compare-solutions/compare-solutions-options.ts';
import { declareDiscordantOptions, readDiscordantOptions } from './discordant/discordant-options.ts';
import { declareDiscoverOptions, readDiscoverOptions } from './discover/discover-options.ts';
import {
  declareFlipOptions,
  declareSteelmanOptions,
  readFlipOptions,
  readSteelmanOptions,
} from './flip/flip-options.ts';
import { declareGameOptions, readGameOptions } from './game/game-options.ts';
import { declareInitOptions, readInitOptions } from './init/init-options.ts';
import { declareMergeOptions, readMergeOptions } from './merge/merge-options.ts';
import { declarePerceptionOptions, readPerceptionOptions } from './perception/perception-options.ts';
import {
  declareChartsOptions,
  declareReportOptions,
  readChartsOptions,
  readReportOptions,
} from './report/report-options.ts';
import { declareRobustnessOptions, readRobustnessOptions } from './robustness/robustness-options.ts';
import { declareRunOptions, readRunOptions } from './run/run-options.ts';
import { declareSensitivityOptions, readSensitivityOptions } from './sensitivity/sensitivity-options.ts';
import { declareSweepOptions, readSweepOptions } from './sweep/sweep-options.ts';
import { declareThresholdOptions, readThresholdOptions } from './threshold/threshold-options.ts';
import { declareTraceOptions, readTraceOptions } from './trace/trace-options.ts';
import {
  declareInformationOptions,
  readInformationOptions,
} from './value-of-information/value-of-information-options.ts';
import { declareVerifyOptions, readVerifyOptions } from './verify/verify-options.ts';
import { declareVotesOptions, readVotesOptions } from './votes/votes-options.ts';
import { declareWorkerOptions, readWorkerOptions } from './worker/worker-options.ts';

export const COMMANDS: readonly Command[] = [
  command(
    'run <scenario>',
    'compare the paths of a scenario over sampled worlds',
    declareRunOptions,
    readRunOptions,
    async () => (await import('./run/run.ts')).runScenario,
  ),
  command(
    'sweep <scenario>',
    'compare the paths while one or several quantities are varied',
    declareSweepOptions,
    readSweepOptions,
    async () => (await import('./sweep/sweep.ts')).sweepScenario,
  ),
  command(
    'analyze <scenario>',
    'run what a careful analyst would, within a time, into one folder with one report',
    declareAnalyzeOptions,
    readAnalyzeOptions,
    async () => (await import('./analyze/analyze.ts')).analyzeScenario,
  ),
  command(
    'threshold <scenario>',
    'find where two paths change places as a quantity moves',
    declareThresholdOptions,
    readThresholdOptions,
    async () => (await import('./threshold/threshold.ts')).findThreshold,
  ),
  command(
    'sensitivity <source>',
    'find which uncertain quantities the results hang on',
    declareSensitivityOptions,
    readSensitivityOptions,
    async () => (await import('./sensitivity/sensitivity.ts')).findSensitivity,
  ),
  command(
    'discover <source>',
    'describe the worlds in which something holds, such as a plan failing',
    declareDiscoverOptions,
    readDiscoverOptions,
    async () => (await import('./discover/discover.ts')).discoverWorlds,
  ),
  command(
    'flip <source>',
    'find the smallest change of what is believed that reverses which path is preferred',
    declareFlipOptions,
    readFlipOptions,
    async () => (await import('./flip/flip.ts')).findFlip,
  ),
  command(
    'steelman <source>',
    'make the best case for each path that is still believable',
    declareSteelmanOptions,
    readSteelmanOptions,
    async () => (await import('./flip/steelman.ts')).makeBestCases,
  ),
  command(
    'robustness <source>',
    'show which path each rule of choice picks, and how surely',
    declareRobustnessOptions,
    readRobustnessOptions,
    async () => (await import('./robustness/robustness.ts')).findRobustness,
  ),
  command(
    'compare-solutions <source>',
    'show whether the verdict hangs on how the game is solved',
    declareCompareSolutionsOptions,
    readCompareSolutionsOptions,
    async () => (await import('./compare-solutions/compare-solutions.ts')).compareSolutions,
  ),
  command(
    'perception <source>',
    'show how much of the risk rests on misjudgement, and what the truth would be worth',
    declarePerceptionOptions,
    readPerceptionOptions,
    async () => (await import('./perception/perception.ts')).findPerception,
  ),
  command(
    'value-of-information <source>',
    'say what it is worth to know more before choosing',
    declareInformationOptions,
    readInformationOptions,
    async () => (await import('./value-of-information/value-of-information.ts')).findValueOfInformation,
  ),
  command(
    'discordant <source>',
    'find futures in which two paths end differently on the same luck',
    declareDiscordantOptions,
    readDiscordantOptions,
    async () => (await import('./discordant/discordant.ts')).findDiscordant,
  ),
  command(
    'game <scenario>',
    'show one period of a ceasefire as a game tree',
    declareGameOptions,
    readGameOptions,
    async () => (await import('./game/game.ts')).showGame,
  ),
  command(
    'votes <source>',
    'show how likely the coalition is to answer, and on whom it hangs',
    declareVotesOptions,
    readVotesOptions,
    async () => (await import('./votes/votes.ts')).showVotes,
  ),
  command(
    'trace <source>',
    'tell one possible future, period by period',
    declareTraceOptions,
    readTraceOptions,
    async () => (await import('./trace/trace.ts')).traceHistory,
  ),
  command(
    'report <results>',
    'make a page of a folder of results, for a reader who was not there',
    declareReportOptions,
    readReportOptions,
    async () => (await import('./report/report.ts')).reportResults,
  ),
  command(
    'charts <results>',
    'write the charts of a folder of results as files',
    declareChartsOptions,
    readChartsOptions,
    async () => (await import('./report/charts.ts')).chartResults,
  ),
  resumeCommand,
  command(
    'worker',
    'compute for commands elsewhere that are given the same --queue',
    declareWorkerOptions,
    readWorkerOptions,
    async () => (await import('./worker/worker.ts')).workForQueue,
  ),
  command(
    'merge <parts...>',
    'join the parts of a run or sweep that several machines have computed',
    declareMergeOptions,
    readMergeOptions,
    async () => (await import('./merge/merge.ts')).mergeParts,
  ),
  command(
    'init [file]',
    'write a scenario to start from, by questions or by options',
    declareInitOptions,
    readInitOptions,
    async () => (await import('./init/init.ts')).initScenario,
  ),
  validateCommand,
  command(
    'verify',
    'check the program against theory and other programs',
    declareVerifyOptions,
    readVerifyOptions,
    async () => (await import('./verify/verify.ts')).verifyProgram,
  ),
  explainCommand,
  schemaCommand,
];
