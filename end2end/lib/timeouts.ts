import { availableParallelism, loadavg } from "node:os";

/**
 * The factor for all timeouts of the tests: 1 on an idle machine, more if other work competes for the cores, so that no test fails
 * because it is slow. `PERIGEE_TIMEOUT_FACTOR` overrides it.
 */
export const timeoutFactor = Math.min(10, Math.max(1, Number(process.env.PERIGEE_TIMEOUT_FACTOR) || 1, loadavg()[0]! / availableParallelism()));
