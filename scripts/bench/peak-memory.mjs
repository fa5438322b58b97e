// Preloaded into a measured process: leaves its peak memory behind when it ends.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  writeFileSync(process.env.BENCH_REPORT, JSON.stringify({ maxRSS: process.resourceUsage().maxRSS }));
});
