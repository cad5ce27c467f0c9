/** The text of a secret, for the parts of this package that may read one: pki and drivers. */
export { reveal } from '@kmagic/core/reveal';
