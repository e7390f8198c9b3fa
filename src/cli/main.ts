/** Entry of the program: gives the command line what it asks of the world, and Node.js its exit code. */
import { reportFault, runCommandLine } from './command-line.ts';
import { Interrupted } from './errors.ts';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // `stolperdraht … | head` closes the pipe early: nobody reads on, and that is no failure.
    if (error.code !== 'EPIPE') {
      process.exit(reportFault(new Error(`the output cannot be written: ${error.code}`), process.stderr));
    }
  });
}
process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: () => process.stdin,
  signal: listenForSignals(),
  now: () => new Date(),
});

/** The first Ctrl-C ends the command in order, a second one at once. */
function listenForSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      const reason = new Interrupted(name);
      if (controller.signal.aborted) process.exit(reason.exitCode);
      controller.abort(reason);
    });
  }
  return controller.signal;
}
