// Loaded into a program before anything else (--import): ends it as by kill -9 at the n-th call of a function of node:fs,
// KILL_AT=renameSync:3.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const [name, count] = (process.env.KILL_AT ?? '').split(':');
if (isMainThread && name in fs) {
  const real = fs[name];
  let calls = 0;
  fs[name] = (...args) => {
    calls++;
    if (calls === Number(count)) process.kill(process.pid, 'SIGKILL');
    return real(...args);
  };
  syncBuiltinESMExports();
}
