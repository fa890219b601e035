/** The manifests for Kubernetes, by the official schemas, and by what this image and these docs say. */

import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { findProgram } from '#test/support/debian-program.ts';

const folder = path.resolve(import.meta.dirname, '../../deploy');
const read = (file: string) => readFile(path.join(folder, file), 'utf8');

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec?: {
    template?: { spec: PodSpec };
    scaleTargetRef?: { name: string };
    selector?: { matchLabels?: object };
  };
}

interface PodSpec {
  terminationGracePeriodSeconds: number;
  containers: { envFrom: object[]; securityContext: object; livenessProbe: { httpGet: { path: string } } }[];
}

const files = (await readdir(path.join(folder, 'kubernetes'))).filter(
  (file) => file !== 'kustomization.yaml',
);
const manifests = (
  await Promise.all(
    files.map(async (file) =>
      parseAllDocuments(await read(`kubernetes/${file}`)).map((document) => document.toJS() as Manifest),
    ),
  )
).flat();

/** The check of the official schema for a kind: fails with what is wrong. */
async function validate(manifest: Manifest): Promise<void> {
  const [group, version] = manifest.apiVersion.includes('/')
    ? manifest.apiVersion.split('/')
    : ['', manifest.apiVersion];
  const { [manifest.kind]: Model } = (await import(
    path.posix.join('kubernetes-models', group ?? '', version ?? '')
  )) as Record<string, new (manifest: object) => { validate(): void }>;
  if (!Model) throw new Error(`there is no ${manifest.kind} in ${manifest.apiVersion}`);
  new Model(manifest).validate();
}

test.each(manifests.map((manifest) => ({ manifest, name: `${manifest.kind} ${manifest.metadata.name}` })))(
  'the manifest of the $name is valid by the official schema',
  async ({ manifest }) => {
    await validate(manifest);
    const broken = { ...manifest, spec: 'nothing', metadata: { name: 5 } };
    await expect(validate(broken as never)).rejects.toThrow();
  },
);

test('kustomization.yaml lists every manifest but the form of the secret', async () => {
  const { resources } = parse(await read('kubernetes/kustomization.yaml')) as { resources: string[] };
  expect(resources.toSorted()).toEqual(files.filter((file) => file !== 'secret.example.yaml').toSorted());
});

test('pods run as the Dockerfile and the server expect: read-only, probed where health is, with time to end', () => {
  const pods = manifests.flatMap(({ spec }) => spec?.template?.spec ?? []);
  expect(pods).toHaveLength(2);
  for (const { terminationGracePeriodSeconds, containers } of pods) {
    expect(terminationGracePeriodSeconds).toBeGreaterThanOrEqual(30);
    expect(containers).toEqual([
      expect.objectContaining({
        securityContext: expect.objectContaining({ readOnlyRootFilesystem: true }),
        livenessProbe: expect.objectContaining({ httpGet: { path: '/health/live', port: 'http' } }),
        envFrom: [{ configMapRef: { name: 'gogreen-settings' } }, { secretRef: { name: 'gogreen-secrets' } }],
      }),
    ]);
  }
});

test('autoscalers name Deployments that there are', () => {
  const deployments = manifests
    .filter(({ kind }) => kind === 'Deployment')
    .map(({ metadata }) => metadata.name);
  const scaled = manifests.flatMap(({ spec }) => spec?.scaleTargetRef?.name ?? []);
  expect(scaled).toEqual(deployments);
});

const hasAnalyzer = await findProgram('systemd-analyze', ['--version'], 'systemd');

test.skipIf(!hasAnalyzer)('the systemd unit is valid', async () => {
  const { stdout, stderr } = await promisify(execFile)('systemd-analyze', [
    'verify',
    path.join(folder, 'systemd/gogreen.service'),
  ]).catch((error: { stdout: string; stderr: string }) => error);
  // On a machine where GoGreen is not installed there is no program to run.
  const faults = `${stdout}${stderr}`.split('\n').filter((line) => line && !/is not executable/.test(line));
  expect(faults).toEqual([]);
});
