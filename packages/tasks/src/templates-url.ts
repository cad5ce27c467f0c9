/** Where the templates are: beside packages/ in a checkout, beside what repeats its layout in a published package. */
export const templatesUrl = new URL('../../../templates/', import.meta.url);
