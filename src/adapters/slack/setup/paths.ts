/** Where Slack's requests come in: commands, clicks, forms and events alike. */
export const EVENTS_PATH = '/slack/events';
