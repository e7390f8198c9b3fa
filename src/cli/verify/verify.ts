/** `verify`: the program against what theory and other programs say of it. */
import { MODEL_VERSION } from '../../deterrence/model.ts';
import { suggest } from '../../expression/suggest.ts';
import { csvText } from '../../report/csv.ts';
import { describeTables } from '../../report/datapackage.ts';
import { createResultsFolder, type ResultsFolder } from '../../report/results-folder.ts';
import { json } from '../../report/run-files.ts';
import { verificationPage } from '../../report/verification/verification-markdown.ts';
import { describeVerification, verificationTables } from '../../report/verification/verification-tables.ts';
import { renderFailures, renderVerification } from '../../report/verification/verification-text.ts';
import type { CheckedClaim } from '../../verify/claim.ts';
import { createSubject, type Subject } from '../../verify/subject.ts';
import { type ClaimToCheck, claimNames, countVerdicts, selectClaims, verify } from '../../verify/verification.ts';
import { type Environment, terminalStyle, terminalWidth } from '../environment.ts';
import { ExitCode, UsageError } from '../errors.ts';
import { showProgress } from '../progress.ts';
import { describeMachine, secondsBetween } from '../provenance.ts';
import { VERSION } from '../version.ts';
import type { VerifyOptions } from './verify-options.ts';

const WIDEST = 110;

/**
 * Checks claims and prints what was found.
 * @param subject what is verified, where it is not the program
 * @returns the exit code: 1 if anything fails
 * @throws UsageError if nothing has a name that is asked for
 */
export async function verifyProgram(
  options: VerifyOptions,
  environment: Environment,
  subject: Subject = createSubject(),
): Promise<number> {
  const claims = claimsAsked(options.only);
  const started = environment.now();
  const folder = options.out === undefined ? undefined : createResultsFolder(options.out, environment.files?.results);
  try {
    const checked = await checkAll(claims, subject, environment);
    if (folder) await writeFolder(folder, checked, started, options, environment);
    print(checked, options, environment);
    return checked.some(({ verdict }) => verdict === 'fails') ? ExitCode.Failed : ExitCode.Done;
  } catch (error) {
    folder?.discard();
    throw error;
  }
}

function claimsAsked(only: readonly string[] | undefined): ClaimToCheck[] {
  const names = claimNames();
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const close = suggest(unknown, names);
    const groups = [...new Set(selectClaims().map(({ group }) => group.id))].join(', ');
    const help = close === undefined ? `must be a claim or one of the groups ${groups}` : `did you mean ${close}?`;
    throw new UsageError(`--only ${unknown}: no such claim or group; ${help}`);
  }
  return selectClaims(only);
}

async function checkAll(
  claims: readonly ClaimToCheck[],
  subject: Subject,
  { stderr, signal, now }: Environment,
): Promise<CheckedClaim[]> {
  const progress = showProgress(claims.length, stderr, now, { what: 'claims' });
  try {
    const checked: CheckedClaim[] = [];
    for (const claim of verify(subject, claims)) {
      checked.push(claim);
      progress.update(checked.length);
      // Ctrl-C is heard between claims.
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
    return checked;
  } finally {
    progress.stop();
  }
}

function print(
  checked: readonly CheckedClaim[],
  { format, json, quiet }: VerifyOptions,
  { stdout }: Environment,
): void {
  const width = Math.min(terminalWidth(stdout), WIDEST);
  const style = terminalStyle(stdout);
  if (json) {
    stdout.write(`${JSON.stringify(describeVerification(checked, MODEL_VERSION), undefined, 2)}\n`);
  } else if (quiet) {
    const failures = renderFailures(checked, width, style);
    if (failures !== undefined) stdout.write(`${failures}\n`);
  } else if (format === 'md') {
    stdout.write(verificationPage(checked, MODEL_VERSION));
  } else {
    stdout.write(`${renderVerification(checked, width, style)}\n`);
  }
}

async function writeFolder(
  folder: ResultsFolder,
  checked: readonly CheckedClaim[],
  started: Date,
  { only }: VerifyOptions,
  { argv, now, signal }: Environment,
): Promise<void> {
  const tables = verificationTables(checked);
  for (const table of tables) await folder.write(`${table.name}.csv`, csvText(table), signal);
  const head = {
    name: 'stolperdraht-verify',
    title: 'Verification',
    description: `${checked.length} claims on model version ${MODEL_VERSION}.`,
    version: VERSION,
  };
  await folder.write('datapackage.json', [json(describeTables(head, tables))], signal);
  const finished = now();
  const manifest = {
    program: 'stolperdraht',
    version: VERSION,
    model_version: MODEL_VERSION,
    node: process.version,
    platform: describeMachine(),
    command: ['stolperdraht', ...argv],
    verify: { only: only ?? null, claims: checked.length, ...countVerdicts(checked) },
    started: started.toISOString(),
    finished: finished.toISOString(),
    seconds: secondsBetween(started, finished),
    files: folder.files.map(({ name, bytes, rows, sha256 }) => ({ name, bytes, rows: rows ?? null, sha256 })),
  };
  await folder.write('manifest.json', [json(manifest)], signal);
  folder.commit();
}
