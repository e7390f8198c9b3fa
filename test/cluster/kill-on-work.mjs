// Loaded into a worker before anything else (--import): ends the process as by kill -9 whenever a thread is given work.
import { Worker } from 'node:worker_threads';

Worker.prototype.postMessage = () => process.kill(process.pid, 'SIGKILL');
