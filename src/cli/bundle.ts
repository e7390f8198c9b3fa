/** Entry of the bundled program: one file that is the command line and, in a thread that a pool starts, its worker. */
import { isMainThread, workerData } from 'node:worker_threads';
import { isWorkerSetup } from '../experiment/messages.ts';

if (!isMainThread && isWorkerSetup(workerData)) await import('../experiment/worker.ts');
else await import('./main.ts');
