import { createTwoFilesPatch } from 'diff';
import type { MigratedFile, Migration } from '@kmagic/core';
import { counted } from './counted.ts';

/** What bringing an inventory up to date changes, as unified diffs, and what is left to a person. */
export function migrationText(migration: Migration): string {
  const diffs = changed(migration).map(({ file, before, after }) =>
    createTwoFilesPatch(file, file, before, after, undefined, undefined, {
      context: 3,
      headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
    }),
  );
  return [...diffs.map((diff) => diff.trimEnd()), ...byHand(migration)].map((part) => `${part}\n`).join('');
}

/** The files whose text changes. */
export function changed({ files }: Migration): readonly MigratedFile[] {
  return files.filter(({ before, after }) => before !== after);
}

/** What was not looked at or cannot be changed by itself, a line each. */
export function byHand({ files, encrypted, unreadable }: Migration): readonly string[] {
  return [
    ...files.flatMap(({ file, findings }) =>
      findings.filter(({ what }) => what === 'by hand').map(({ line, name, message }) => `${file}:${line}: ${name}: ${message}`),
    ),
    ...encrypted.map((file) => `${file}: encrypted, and left alone: kmagic vault decrypt it, migrate, and encrypt it again`),
    ...unreadable.map(({ file, why }) => `${file}: cannot be read, and left alone: ${why}`),
  ];
}

/** One line: how many variables in how many files. */
export function migrationSummary(migration: Migration): string {
  const findings = migration.files.flatMap((file) => file.findings.filter(({ what }) => what !== 'by hand'));
  const of = (what: 'renamed' | 'removed'): number => findings.filter((one) => one.what === what).length;
  return `${of('renamed')} renamed and ${of('removed')} removed in ${counted(changed(migration).length, 'file')}`;
}
