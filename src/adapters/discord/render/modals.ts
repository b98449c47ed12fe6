import { ChannelType, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type {
  APIComponentInLabel,
  APILabelComponent,
  APIModalInteractionResponseCallbackData,
} from 'discord.js';
import { encodeAction } from '../../../domain/action.ts';
import { clipString } from '../../../fit/index.ts';
import type { Field, FieldOption, Form } from '../../../domain/form.ts';

/** Modals: title 45, 1 to 5 components; label 45 with description 100; text input 4,000; select 25 options of 100. */
const TITLE = 45;
const FIELDS = 5;
const LABEL = 45;
const HINT = 100;
const LINE = 4000;
const OPTIONS = 25;
const OPTION = 100;

/** A form as a modal. Its submission carries the form's code and the fields' names. */
export function formModal(form: Form): APIModalInteractionResponseCallbackData {
  return {
    custom_id: encodeAction(form.does),
    title: clipped(form.title, TITLE),
    components: form.fields.slice(0, FIELDS).map((field) => label(field)),
  };
}

function label(field: Field): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: clipped(field.label, LABEL),
    ...(field.hint === null ? {} : { description: clipped(field.hint, HINT) }),
    component: input(field),
  };
}

function input({ name, required, input: shape }: Field): APIComponentInLabel {
  const custom_id = name;
  switch (shape.kind) {
    case 'line':
    case 'lines': {
      const max_length = Math.max(1, Math.min(LINE, shape.longest));
      const value = shape.value.slice(0, max_length);
      return {
        type: ComponentType.TextInput,
        custom_id,
        style: shape.kind === 'line' ? TextInputStyle.Short : TextInputStyle.Paragraph,
        required,
        max_length,
        ...(value === '' ? {} : { value }),
      };
    }
    case 'one':
      return {
        type: ComponentType.StringSelect,
        custom_id,
        required,
        options: options(shape.options, [shape.value]),
      };
    case 'several': {
      const shown = options(shape.options, shape.values);
      return {
        type: ComponentType.StringSelect,
        custom_id,
        required,
        min_values: required ? 1 : 0,
        max_values: shown.length,
        options: shown,
      };
    }
    case 'file':
      return {
        type: ComponentType.FileUpload,
        custom_id,
        required,
        min_values: required ? 1 : 0,
        max_values: 1,
      };
    case 'channels':
      return {
        type: ComponentType.ChannelSelect,
        custom_id,
        required,
        min_values: required ? 1 : 0,
        max_values: shape.limit,
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
      };
    default:
      return shape satisfies never;
  }
}

function options(
  all: readonly FieldOption[],
  chosen: readonly string[],
): { label: string; value: string; default?: true }[] {
  return all.slice(0, OPTIONS).map(({ value, label }) => ({
    label: clipped(label, OPTION),
    value: value.slice(0, OPTION),
    ...(chosen.includes(value) ? { default: true as const } : {}),
  }));
}

/** Labels are plain text: nothing is escaped in them. */
function clipped(text: string, most: number): string {
  const shown = clipString(text.trim(), most, (value) => value.length);
  return shown === '' ? '…' : shown;
}
