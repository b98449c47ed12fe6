import fc from 'fast-check';

/**
 * fast-check with one seed for every run, so that no landing depends on luck: each machine tries the same inputs.
 * `SEEDS=fresh` draws new ones; what they find becomes a test of its own.
 */
fc.configureGlobal(process.env['SEEDS'] === 'fresh' ? {} : { seed: 20_261_129 });

export default fc;
