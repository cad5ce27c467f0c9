import type { Callable } from '../call.ts';
import { chanceFilters } from './chance/chance-filters.ts';
import { hashFilters } from './crypt/hash-filters.ts';
import { inspectionFilters } from './data/inspection-filters.ts';
import { jsonFilters } from './data/json-filters.ts';
import { textDataFilters } from './data/text-data-filters.ts';
import { ipFilters } from './ip/ip-filters.ts';
import { choosingFilters } from './lists/choosing-filters.ts';
import { combinationFilters } from './lists/combination-filters.ts';
import { communityFilters } from './lists/community-filters.ts';
import { listFilters } from './lists/list-filters.ts';
import { setFilters } from './lists/set-filters.ts';
import { choiceFilters, mappingFilters } from './mappings/mapping-filters.ts';
import { nestedFilters } from './mappings/nested-filters.ts';
import { numberFilters } from './numbers/number-filters.ts';
import { refusedFilters } from './refused.ts';
import { regexFilters } from './regex/regex-filters.ts';
import { htmlFilters } from './text/html-filters.ts';
import { pathFilters } from './text/path-filters.ts';
import { textFilters } from './text/text-filters.ts';
import { urlFilters } from './text/url-filters.ts';
import { timeFilters } from './time/time-filters.ts';
import { yamlFilters } from './yaml/yaml-filters.ts';

/** The filters by name; the subject is never Missing, except for those that `acceptMissing` names. */
export const filters: Readonly<Record<string, Callable>> = {
  ...chanceFilters,
  ...choiceFilters,
  ...choosingFilters,
  ...combinationFilters,
  ...communityFilters,
  ...hashFilters,
  ...htmlFilters,
  ...inspectionFilters,
  ...ipFilters,
  ...jsonFilters,
  ...listFilters,
  ...mappingFilters,
  ...nestedFilters,
  ...numberFilters,
  ...pathFilters,
  ...refusedFilters,
  ...regexFilters,
  ...setFilters,
  ...textDataFilters,
  ...textFilters,
  ...timeFilters,
  ...urlFilters,
  ...yamlFilters,
};

/** The filters that may be given a variable that does not exist, as subject or argument. */
export const acceptMissing: ReadonlySet<string> = new Set(['default', 'd', 'mandatory', 'ternary', 'items', 'type_debug']);
