import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../app/launch.ts';

/**
 * Gives a training folder the demo's short measuring times, unless it has a policy: the shipped ones
 * are for a real Geiger counter, whose background alone takes five minutes.
 */
export function bringDemoPolicy(dataDir: string): void {
  const own = path.join(dataDir, 'policy.yaml');
  if (existsSync(own)) return;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  copyFileSync(path.join(PROJECT, 'resources', 'demo', 'policy.yaml'), own);
}
