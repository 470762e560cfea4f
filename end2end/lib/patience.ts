import { availableParallelism, loadavg } from "node:os";

/**
 * By how much every limit of the tests is stretched: 1 on a quiet machine, more where other work waits for the same cores, so that no test
 * fails for the time it took. `PERIGEE_PATIENCE` says it outright.
 */
export const patience = Math.min(10, Math.max(1, Number(process.env.PERIGEE_PATIENCE) || 1, loadavg()[0]! / availableParallelism()));
