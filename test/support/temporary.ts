import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with the given files, gone after the test. */
export async function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'apiward-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  return folder;
}

/** A small API with one error (`oauth-url-https`, line 11) and nothing else in the preset `essential`. */
export const INSECURE = `openapi: 3.1.0
info: { title: Pets, version: '1' }
security: [{ login: [] }]
servers: [{ url: https://api.pets.dev }]
paths:
  /pets:
    get:
      responses:
        '200': { description: ok }
components:
  securitySchemes: { login: { type: openIdConnect, openIdConnectUrl: http://id.pets.dev/.well-known/openid-configuration } }
`;

/** The same without the error. */
export const SECURE = INSECURE.replace('http://', 'https://');
