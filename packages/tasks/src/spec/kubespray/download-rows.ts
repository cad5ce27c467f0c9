import { computed, pattern, type KnownRow } from './known-group.ts';

/** X_image_repo and X_image_tag of an image; the patterns are as in `pattern`. */
export function imageRows(variable: string, repo: string, tag: string): readonly KnownRow[] {
  return [
    [`${variable}_image_repo`, 'text', patternOrText(repo), `The repository of the image ${variable}, without tag.`],
    [`${variable}_image_tag`, 'text', patternOrText(tag), `The tag of the image ${variable}.`],
  ];
}

/** X_image_tag of an image whose repository is another's. */
export function tagRow(variable: string, tag: string): KnownRow {
  return [`${variable}_image_tag`, 'text', patternOrText(tag), `The tag of the image ${variable}.`];
}

/** X_version. */
export function versionRow(variable: string, fallback: unknown, what: string): KnownRow {
  return [`${variable}_version`, 'version', typeof fallback === 'string' ? patternOrText(fallback) : fallback, `The version of ${what}.`];
}

/** X_download_url. */
export function urlRow(variable: string, url: string): KnownRow {
  return [`${variable}_download_url`, 'url', pattern(url), `Where ${variable} is downloaded from, whole.`];
}

/** Checksums of versions, and the one that is used: `helm_archive_checksums` and `helm_archive_checksum`. */
export function checksumRows(variable: string, used = variable): readonly KnownRow[] {
  return [
    [`${variable}_checksums`, 'map', computed("kubespray's list"), `Checksums of ${variable}, by architecture and version.`],
    [`${used}_checksum`, 'text', computed(`that of the version, in ${variable}_checksums`), `The checksum of ${used} that is verified.`],
  ];
}

function patternOrText(text: string): unknown {
  return text.includes('{') ? pattern(text) : text;
}
