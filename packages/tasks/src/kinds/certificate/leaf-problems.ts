import type { Change } from '@kmagic/core';
import { isIssuedBy, parseCertificate, type Usage } from '../../pki/certificate.ts';
import type { MustOutlive } from '../../pki/renewal.ts';
import { canonicalName } from '../../pki/subject-names.ts';

/** What a leaf certificate is compared with. */
export interface LeafWant {
  readonly cn: string;
  readonly o: readonly string[];
  /** Names that must be there; more do no harm. */
  readonly sans: readonly string[];
  readonly usages: readonly Usage[];
  /** The authority's certificate in PEM. */
  readonly authority: string;
  readonly mustOutlive: MustOutlive;
}

/** What is wrong with a certificate, each a change of it; empty where it will do. */
export function leafProblems(want: LeafWant, pem: string): readonly Change[] {
  const certificate = parseCertificate(pem);
  if (certificate === undefined) return [{ what: 'not a certificate', action: 'update' }];
  const problems: string[] = [];
  if (!isIssuedBy(pem, want.authority)) problems.push('issued by another CA');
  if (certificate.cn !== want.cn) problems.push(`for ${certificate.cn} instead of ${want.cn}`);
  if (!sameSet(certificate.o, want.o)) problems.push(`group ${listed(certificate.o)} instead of ${listed(want.o)}`);
  for (const name of want.sans) if (!certificate.sans.includes(canonicalName(name))) problems.push(`SAN ${name} missing`);
  for (const usage of want.usages) if (!certificate.usages.includes(usage)) problems.push(`not usable as ${usage}`);
  const tooNear = want.mustOutlive.tooNear(certificate.notAfter);
  const changes = problems.map((what): Change => ({ what, action: 'update' }));
  return tooNear === undefined ? changes : [...changes, { what: tooNear, action: 'update', due: true }];
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort().join('\n') === [...b].sort().join('\n');
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
