/** Where Slack's requests come in: commands, clicks, forms and events alike. */
export const EVENTS_PATH = '/slack/events';
/** The page from which the app is installed, and where Slack sends the browser afterwards. */
export const INSTALL_PATH = '/slack/install';
export const REDIRECT_PATH = '/slack/oauth_redirect';
