import type { types } from '@slack/bolt';
import { z } from 'zod';
import { encodeAction } from '../../../domain/action.ts';
import type { Card } from '../../../domain/card.ts';
import { clipString } from '../../../fit/index.ts';
import { limits } from './limits.ts';
import { fitted, plainText, renderMessage } from './index.ts';
import type { SlackBlock } from './index.ts';
import type { Field, Form } from '../../../domain/form.ts';

export const FORM = 'deckhand:form';
export const CARD = 'deckhand:card';
export const HOME = 'deckhand:home';

/**
 * Data that a view of ours carries through Slack and back. Only our token can write it, so it is as trustworthy as the
 * channel in a verified envelope.
 */
export interface ViewMetadata {
  /** The channel in which the view was opened. */
  readonly channel: string;
  /** Opened from App Home, which is then refreshed. */
  readonly home: boolean;
  /** The action code of a form's submission; empty for a card. */
  readonly code: string;
}

const metadataShape = z.object({ channel: z.string(), home: z.boolean(), code: z.string() });

/** The metadata of a view of ours; null for any other view. */
export function readViewMetadata(metadata: string): ViewMetadata | null {
  try {
    return metadataShape.safeParse(JSON.parse(metadata)).data ?? null;
  } catch {
    return null;
  }
}

type SlackView = types.ModalView | types.HomeView;

/** A form as a modal. Lengths: views title, submit and close 24; input label and hint 2,000; options 100 of 75. */
export function formView(form: Form, metadata: Omit<ViewMetadata, 'code'>): types.ModalView {
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata: encoded({ ...metadata, code: encodeAction(form.does) }),
    title: clipped(form.title, 24),
    submit: clipped(form.submit, 24),
    close: clipped(form.cancel, 24),
    blocks: form.fields.map((field) => inputBlock(field)),
  };
}

/** A card as a modal: the private reply when there is no message to answer. */
export function cardView(card: Card, metadata: Omit<ViewMetadata, 'code'>): types.ModalView {
  return {
    type: 'modal',
    callback_id: CARD,
    private_metadata: encoded({ ...metadata, code: '' }),
    title: plainText('Deckhand'),
    close: plainText('OK'),
    blocks: blocksOf(card),
  };
}

/** A card as a member's App Home. */
export function homeView(card: Card, channel: string): types.HomeView {
  return {
    type: 'home',
    callback_id: HOME,
    private_metadata: encoded({ channel, home: true, code: '' }),
    blocks: blocksOf(card),
  };
}

function blocksOf(card: Card): SlackBlock[] {
  return renderMessage(fitted(card, false), null).blocks;
}

/** At most 3,000 characters (views); ours has less than 200. */
function encoded(metadata: ViewMetadata): NonNullable<SlackView['private_metadata']> {
  return JSON.stringify(metadata);
}

function clipped(text: string, most: number): types.PlainTextElement {
  const shown = clipString(text.trim(), most, limits.measure);
  return plainText(shown === '' ? '…' : shown);
}

function inputBlock(field: Field): types.InputBlock {
  return {
    type: 'input',
    block_id: field.name,
    optional: !field.required,
    label: clipped(field.label, 2000),
    ...(field.hint === null ? {} : { hint: clipped(field.hint, 2000) }),
    element: inputElement(field),
  };
}

function inputElement(field: Field): types.InputBlockElement {
  const { input } = field;
  const action_id = field.name;
  switch (input.kind) {
    case 'line':
    case 'lines': {
      const max_length = Math.max(1, Math.min(3000, input.longest));
      const value = input.value.slice(0, max_length);
      return {
        type: 'plain_text_input',
        action_id,
        max_length,
        ...(input.kind === 'lines' ? { multiline: true } : {}),
        ...(value === '' ? {} : { initial_value: value }),
      };
    }
    case 'one': {
      const options = input.options.slice(0, 100).map(option);
      const chosen = options.find((candidate) => candidate.value === input.value);
      return {
        type: 'static_select',
        action_id,
        options,
        ...(chosen === undefined ? {} : { initial_option: chosen }),
      };
    }
    case 'several': {
      const options = input.options.slice(0, 100).map(option);
      const chosen = options.filter(({ value }) => input.values.includes(value));
      const initial = chosen.length === 0 ? {} : { initial_options: chosen };
      // Checkboxes show all options at once, but at most ten.
      return options.length <= 10
        ? { type: 'checkboxes', action_id, options, ...initial }
        : { type: 'multi_static_select', action_id, options, ...initial };
    }
    case 'file':
      // Needs the scope files:read; a file has at most 10 MB (file input element).
      return { type: 'file_input', action_id, max_files: 1 };
    case 'channels':
      return {
        type: 'multi_conversations_select',
        action_id,
        max_selected_items: input.limit,
        filter: { include: ['public', 'private'], exclude_bot_users: true },
      };
    default:
      return input satisfies never;
  }
}

interface Option extends types.PlainTextOption {
  value: string;
}

function option(from: { readonly value: string; readonly label: string }): Option {
  return { text: clipped(from.label, 75), value: from.value.slice(0, 75) };
}
