import { z } from 'zod';
import { customId, display, id, shaped } from './lawful.ts';
import type { Read } from './lawful.ts';

/** Forms (component reference, label, text input, string select, radio group, checkbox group). */
const textInput = z.strictObject({
  type: z.literal(4),
  id,
  custom_id: customId,
  style: z.union([z.literal(1), z.literal(2)]),
  min_length: z.int().min(0).max(4000).exactOptional(),
  max_length: z.int().min(1).max(4000).exactOptional(),
  required: z.boolean().exactOptional(),
  value: z.string().max(4000).exactOptional(),
  placeholder: z.string().max(100).exactOptional(),
});
const option = z.strictObject({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).exactOptional(),
  default: z.boolean().exactOptional(),
});
const choosing = {
  id,
  custom_id: customId,
  required: z.boolean().exactOptional(),
};
const several = {
  min_values: z.int().min(0).max(25).exactOptional(),
  max_values: z.int().min(1).max(25).exactOptional(),
};
const select = z.strictObject({
  ...choosing,
  ...several,
  type: z.literal(3),
  options: z.array(option).min(1).max(25),
  placeholder: z.string().max(150).exactOptional(),
});
const radios = z.strictObject({
  ...choosing,
  type: z.literal(21),
  options: z.array(option).min(2).max(10),
});
const checkboxes = z.strictObject({
  ...choosing,
  ...several,
  type: z.literal(22),
  options: z.array(option).min(1).max(10),
});
/** File upload: 0 to 10 files. */
const upload = z.strictObject({
  ...choosing,
  type: z.literal(19),
  min_values: z.int().min(0).max(10).exactOptional(),
  max_values: z.int().min(1).max(10).exactOptional(),
});
const input = z.discriminatedUnion('type', [textInput, select, radios, checkboxes, upload]);
const modalShape = z.strictObject({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z
    .array(
      z.union([
        z.strictObject({
          type: z.literal(18),
          id,
          label: z.string().min(1).max(45),
          description: z.string().min(1).max(100).exactOptional(),
          component: input,
        }),
        display,
      ]),
    )
    .min(1)
    .max(5),
});
export type LawfulModal = z.infer<typeof modalShape>;
export type LawfulInput = z.infer<typeof input>;

export function inputsOf(modal: LawfulModal): readonly LawfulInput[] {
  return modal.components.flatMap((part) => (part.type === 18 ? [part.component] : []));
}

export function lawfulModal(body: unknown): Read<LawfulModal> {
  const read = shaped(modalShape, body);
  if ('reasons' in read) return read;
  const reasons: string[] = [];
  const inputs = inputsOf(read.ok);
  if (new Set(inputs.map((one) => one.custom_id)).size < inputs.length)
    reasons.push('a custom_id twice');
  for (const one of inputs) {
    if (one.type === 4) {
      if ((one.value ?? '').length > (one.max_length ?? 4000))
        reasons.push('value over max_length');
      continue;
    }
    if (one.type === 19) continue;
    const values = one.options.map((each) => each.value);
    if (new Set(values).size < values.length) reasons.push('an option value twice');
    const chosen = one.options.filter((each) => each.default === true).length;
    const most = one.type === 21 ? 1 : (one.max_values ?? (one.type === 3 ? 1 : values.length));
    if (chosen > most) reasons.push('more defaults than may be chosen');
    if (most > values.length) reasons.push('max_values over the options');
  }
  return reasons.length === 0 ? read : { reasons };
}
