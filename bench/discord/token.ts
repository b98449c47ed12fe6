/** Made up; of the shape that a bot's token has. */
export const TOKEN = 'OTAwMDAwMDAwMDAwMDAwMDAx.bench1.token-of-the-bench-that-no-bot-has';
