import * as z from 'zod/mini';

/** A name or brand, and how it is misheard: "Kubernetes" ← "cooper netties". */
export const glossaryTermSchema = z.object({
  term: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  spoken: z.array(z.string().check(z.trim(), z.minLength(1), z.maxLength(80))).check(z.maxLength(20)),
});
export type GlossaryTerm = z.infer<typeof glossaryTermSchema>;
export const glossarySchema = z.array(glossaryTermSchema).check(z.maxLength(500));
