import { execFileSync } from 'node:child_process'
import type { Processes } from './processes.ts'

/** Writes a test authority (`ca.crt`) and its certificate for localhost (`redis.crt`, `redis.key`) into the folder. */
export function certify({ folder, file }: Processes): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=Bank Run tests')
  openssl('req', ...key, '-keyout', 'redis.key', '-out', 'redis.csr', '-subj', '/CN=localhost')
  const names = file('names.cnf', 'subjectAltName=DNS:localhost,IP:127.0.0.1\n')
  const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-set_serial', '1', '-days', '2', '-extfile', names]
  openssl('x509', '-req', '-in', 'redis.csr', ...signed, '-out', 'redis.crt')
}
